// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/land.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "sample_data/country.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kSeed = 11;
constexpr int kSideKm = 3;

class Lands : public testing::Test {
 protected:
  Lands() : catalogue_(load_catalogue()), materials_(materials_of(catalogue_)), draw_(find_variety("slate"), kSeed) {
    set_country(kSeed, kSideKm);
    surfaces_ = surfaces_of(catalogue_, materials_, draw_, kSeed);
  }
  [[nodiscard]] std::vector<Plane> clear(bool barren, double contrast) const {
    const Layout layout = lay_out(draw_, kSeed, barren);
    return Land(draw_, layout, surfaces_, contrast, kSeed).clear();
  }

  Catalogue catalogue_;
  Materials materials_;
  Draw draw_;
  Surfaces surfaces_;
};

TEST_F(Lands, HalfContrastIsHalfOfWhatIsPlanted) {
  const std::vector<Plane> full = clear(false, 1);
  const std::vector<Plane> half = clear(false, 0.5);
  const std::vector<Plane> none = clear(false, 0);
  int changed = 0;
  for (int row = 0; row < side_pixels(); ++row)
    for (int col = 0; col < side_pixels(); ++col) {
      const double whole = full[0].at(row, col) - none[0].at(row, col);
      if (std::abs(whole) < 1e-6) continue;
      ++changed;
      EXPECT_NEAR((half[0].at(row, col) - none[0].at(row, col)) / whole, 0.5, 1e-6);
    }
  EXPECT_GT(changed, 500);
  EXPECT_LT(changed, side_pixels() * side_pixels() / 10);
}

TEST_F(Lands, WhatShowsNothingIsBarrenGround) {
  const std::vector<Plane> none = clear(false, 0);
  const std::vector<Plane> barren = clear(true, 1);
  // planted ground lies over fields and burns where it meets them, so a few pixels differ
  int differ = 0;
  for (std::size_t i = 0; i < barren[2].values.size(); ++i)
    differ += std::abs(none[2].values[i] - barren[2].values[i]) > 1e-9 ? 1 : 0;
  EXPECT_LT(differ, 400);
}

TEST_F(Lands, ReflectanceAndEmissivityArePlausible) {
  const std::vector<Plane> planes = clear(false, 1);
  for (std::size_t band = 0; band < planes.size(); ++band) {
    double sum = 0;
    for (const double value : planes[band].values) {
      ASSERT_GT(value, 0);
      ASSERT_LT(value, 1);
      sum += value;
    }
    const double mean = sum / static_cast<double>(planes[band].values.size());
    const bool thermal = band >= planes.size() - kThermalBands;
    EXPECT_GT(mean, thermal ? 0.85 : 0.06) << band;
    EXPECT_LT(mean, thermal ? 0.99 : 0.5) << band;
  }
}

TEST_F(Lands, BareRockIsRockWithItsLichenAndStain) {
  const Reflectance bare = bare_rock(surfaces_, draw_, Kind::dyke);
  const double lichen = draw_[Trait::dyke_lichen];
  const double stain = draw_[Trait::dyke_stain];
  const Reflectance& rock = surfaces_.of_kind.at(static_cast<std::size_t>(Kind::dyke));
  EXPECT_NEAR(bare.at(2),
              (1 - lichen - stain) * rock.at(2) + lichen * surfaces_.lichen.at(2) + stain * surfaces_.goethite.at(2),
              1e-12);
  EXPECT_GT(bare.at(2), 1.3 * surfaces_.soil.at(static_cast<std::size_t>(Kind::slate)).at(2));
}

}  // namespace
}  // namespace greisen::sample
