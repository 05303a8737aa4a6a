// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "filters/support/components.hpp"
#include "filters/support/feature_component.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::Picture;

/// Rows are bands, columns components, as the tables are printed.
Components published(std::size_t bands, const std::vector<double>& by_band) {
  Components out;
  const std::size_t components = by_band.size() / bands;
  out.values.assign(components, 1);
  for (std::size_t k = 0; k < components; ++k)
    for (std::size_t band = 0; band < bands; ++band) out.loadings.push_back(by_band[band * components + k]);
  return out;
}

std::vector<double> symmetric(std::size_t bands, const std::vector<double>& lower) {
  std::vector<double> matrix(bands * bands);
  std::size_t at = 0;
  for (std::size_t row = 0; row < bands; ++row)
    for (std::size_t col = 0; col <= row; ++col, ++at)
      matrix[row * bands + col] = matrix[col * bands + row] = lower[at];
  return matrix;
}

// ISPRS XVIII 1996 B7 p. 291, Landsat TM of Odi: bands 1 2 3 4 5 7.
TEST(FeatureComponent, OfThePublishedTmSceneIsTheFourthForHydroxylAndTheFifthForIron) {
  const Components found = principal_components(
      symmetric(6, {135.14, 103.31, 82.60,  176.27, 141.66, 248.62, 152.75, 123.92, 217.80, 199.58, 268.44,
                    217.96, 386.27, 346.35, 692.95, 167.36, 135.69, 240.15, 213.62, 436.94, 288.65}),
      6);
  const FeatureComponent hydroxyl = feature_component(found, 6, 4, 5);
  EXPECT_EQ(hydroxyl.number, 4);
  EXPECT_TRUE(hydroxyl.turned);
  EXPECT_NEAR(hydroxyl.strength, .5467, 6e-5);
  const FeatureComponent iron = feature_component(found, 6, 2, 0);
  EXPECT_EQ(iron.number, 5);
  EXPECT_FALSE(iron.turned);
  EXPECT_NEAR(iron.strength, .4390, 6e-5);
}

TEST(FeatureComponent, OfFourBandsOfThatScene) {
  const Components h = principal_components(
      symmetric(4, {135.14, 152.75, 199.58, 268.44, 346.35, 692.95, 167.36, 213.62, 436.94, 288.65}), 4);
  const FeatureComponent hydroxyl = feature_component(h, 4, 2, 3);
  EXPECT_EQ(hydroxyl.number, 4);
  EXPECT_NEAR(hydroxyl.strength, .5433, 6e-5);
  EXPECT_TRUE(hydroxyl.turned);
  const Components f = principal_components(
      symmetric(4, {135.14, 176.27, 248.62, 152.75, 217.80, 199.58, 268.44, 386.27, 346.35, 692.95}), 4);
  const FeatureComponent iron = feature_component(f, 4, 1, 0);
  EXPECT_EQ(iron.number, 4);
  EXPECT_NEAR(iron.strength, .4036, 6e-5);
  EXPECT_FALSE(iron.turned);
}

// Ranjbar, Meiduk and Sar Cheshmeh, ETM+: rows are bands 1 2 3 4 5 7.
TEST(FeatureComponent, OfThePublishedEtmSceneIsAsItsAuthorTookIt) {
  const Components found =
      published(6, {.209, -.540, -.316, -.348, -.430, -.509, .301, -.408, -.147, -.297, .068,  .793,
                    .446, -.437, .121,  .508,  .535,  -.227, .359, .002,  .844,  -.102, -.384, .017,
                    .548, .498,  -.121, -.508, .375,  -.197, .488, .322,  -.370, .515,  -.485, .147});
  const FeatureComponent hydroxyl = feature_component(found, 6, 4, 5);
  EXPECT_EQ(hydroxyl.number, 4);
  EXPECT_TRUE(hydroxyl.turned);
  EXPECT_EQ(feature_component(found, 6, 2, 0).number, 5);
  EXPECT_FALSE(feature_component(found, 6, 2, 0).turned);
}

// ASTER 4 6 8 9 of a limestone (geom0018b).
TEST(FeatureComponent, OfLimestoneIsTheThirdTurned) {
  Components found;
  found.values = {1, 1, 1, 1};
  found.loadings = {.452, .583,  .500, .453,  .791, .052,  -.292, -.534,
                    .058, -.428, .809, -.399, .407, -.688, -.101, .592};
  const FeatureComponent limestone = feature_component(found, 4, 1, 2);
  EXPECT_EQ(limestone.number, 3);
  EXPECT_NEAR(limestone.strength, .428, 1e-9);
  EXPECT_TRUE(limestone.turned);
}

TEST(FeatureComponent, IsNeverBrightnessAndMayBeNone) {
  Components found;
  found.values = {2, 1};
  found.loadings = {.7, -.7, .7, .7};
  const FeatureComponent none = feature_component(found, 2, 0, 1);
  EXPECT_EQ(none.number, 0);
  EXPECT_TRUE(none.weak());
  EXPECT_TRUE(none.loadings.empty());
}

const test::Arguments kBands = {{"reflective", std::string("a")}, {"absorbing", std::string("b")}};

/// Band b is band a less a dip where the mineral is.
Picture with_mineral() {
  Picture picture = test::random_picture(2, 40, 40, 3);
  for (std::size_t i = 0; i < 1600; ++i) {
    picture.pixels[i] = 0.2F + 0.2F * picture.pixels[i];
    picture.pixels[1600 + i] = picture.pixels[i] - 0.01F * picture.pixels[1600 + i] - (i % 100 == 7 ? 0.08F : 0.0F);
  }
  return picture;
}

TEST(SelectivePca, IsBrightWhereTheMineralAbsorbs) {
  const Picture in = with_mineral();
  const Picture out = test::run_step(selective_pca(), kBands, in);
  double mineral = 0;
  double other = 0;
  int minerals = 0;
  int others = 0;
  for (std::size_t i = 0; i < 1600; ++i) {
    if (std::isnan(out.pixels[i])) continue;
    (i % 100 == 7 ? mineral : other) += static_cast<double>(out.pixels[i]);
    ++(i % 100 == 7 ? minerals : others);
  }
  EXPECT_GT(mineral / minerals, other / others + 0.03);
}

TEST(SelectivePca, RefusesBandsThatAreNotThereOrTheSame) {
  EXPECT_THROW(test::run_step(selective_pca(), {{"reflective", std::string("a")}, {"absorbing", std::string("z")}},
                              with_mineral()),
               Error);
  EXPECT_THROW(test::run_step(selective_pca(), {{"reflective", std::string("a")}, {"absorbing", std::string("a")}},
                              with_mineral()),
               Error);
}

}  // namespace
}  // namespace greisen::filters
