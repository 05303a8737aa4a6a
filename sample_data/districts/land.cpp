// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/land.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "base/hash.hpp"
#include "sample_data/country.hpp"
#include "sample_data/districts/fractal.hpp"
#include "sample_data/ground.hpp"
#include "sample_data/noise.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kFieldStream = 0xf1e7d;
constexpr std::uint64_t kNoiseStream = 0xa1bed0;
constexpr int kFirstLying = 1000;  ///< code of the first of what lies there
constexpr double kTerrainExponent = 3.4;

int code_of(const Lying& one, std::size_t number) {
  if (one.kind == Kind::pond) return static_cast<int>(Cover::water);
  if (one.kind == Kind::burn) return static_cast<int>(Cover::burnt);
  return kFirstLying + static_cast<int>(number);
}

void scale(Reflectance& values, double factor) {
  for (std::size_t band = 0; band + kThermalBands < values.size(); ++band) values.at(band) *= factor;
}

/// Adds `share` of one to the other, emissivity too.
void add(Reflectance& sum, double share, const Reflectance& one) {
  for (std::size_t band = 0; band < sum.size(); ++band) sum.at(band) += share * one.at(band);
}

std::size_t number_of(Kind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

Land::Land(const Draw& draw, const Layout& layout, const Surfaces& surfaces, double contrast, std::uint64_t seed)
    : draw_(draw), layout_(layout), surfaces_(surfaces), contrast_(contrast), seed_(mix64(seed)) {
  for (std::size_t i = 0; i < layout.lying.size(); ++i) {
    const Lying& one = layout.lying[i];
    if (is_bedrock(one.kind))
      rocks_.paint(one.outline, kFirstLying + static_cast<int>(number_of(one.kind)));
    else
      things_.paint(one.outline, code_of(one, i));
  }
  const auto field = [&](int number, double exponent) {
    return fractal_field(mix64(seed_ ^ kFieldStream) + static_cast<std::uint64_t>(number), side_pixels(), exponent);
  };
  const double exponent = draw[Trait::texture_exponent];
  heights_ = field(0, kTerrainExponent);
  green_ = field(1, exponent);
  dry_ = field(2, exponent);
  outcrop_ = field(3, exponent);
  bright_ = field(4, exponent);
  exposure_ = field(5, exponent);
  for (Kind kind = Kind::dyke; kind < Kind::wall; kind = static_cast<Kind>(number_of(kind) + 1))
    bare_.at(number_of(kind)) = bare_rock(surfaces, draw, kind);
  for (float& height : heights_) height = static_cast<float>(400 + draw[Trait::relief_m] * static_cast<double>(height));
  raise_ridges();
}

/// Quartzite stands out of the slate.
void Land::raise_ridges() {
  constexpr double kRise = 70;
  constexpr double kHalfWidth = 140;
  for (const Lying& one : layout_.lying) {
    if (one.kind != Kind::quartzite) continue;
    for (int row = 0; row < side_pixels(); ++row)
      for (int col = 0; col < side_pixels(); ++col) {
        const geo::Point place{(col + 0.5) * kPixelMetres, side_m() - (row + 0.5) * kPixelMetres};
        const double away = distance_to_line_m(place, one.line) / kHalfWidth;
        if (away < 4)
          heights_[static_cast<std::size_t>(row) * static_cast<std::size_t>(side_pixels()) +
                   static_cast<std::size_t>(col)] += static_cast<float>(kRise * std::exp(-away * away));
      }
  }
}

double Land::height_m(const geo::Point& place) const {
  const double last = side_pixels() - 1.0;
  const double x = std::clamp(place.x / kPixelMetres - 0.5, 0.0, last);
  const double y = std::clamp((side_m() - place.y) / kPixelMetres - 0.5, 0.0, last);
  const auto left = static_cast<std::size_t>(std::min(x, last - 1));
  const auto top = static_cast<std::size_t>(std::min(y, last - 1));
  const auto at = [&](std::size_t row, std::size_t col) {
    return static_cast<double>(heights_[row * static_cast<std::size_t>(side_pixels()) + col]);
  };
  const double along = x - static_cast<double>(left);
  return std::lerp(std::lerp(at(top, left), at(top, left + 1), along),
                   std::lerp(at(top + 1, left), at(top + 1, left + 1), along), y - static_cast<double>(top));
}

/// Cosine of the sun's angle to the slope over that to level ground.
double Land::light(const Here& here) const {
  const auto at = [&](int row, int col) {
    const int last = side_pixels() - 1;
    return static_cast<double>(
        heights_[static_cast<std::size_t>(std::clamp(row, 0, last)) * static_cast<std::size_t>(side_pixels()) +
                 static_cast<std::size_t>(std::clamp(col, 0, last))]);
  };
  const double zenith = kSunZenithDeg * std::numbers::pi / 180;
  const double azimuth = kSunAzimuthDeg * std::numbers::pi / 180;
  const double east = (at(here.row, here.col + 1) - at(here.row, here.col - 1)) / (2 * kPixelMetres);
  const double north = (at(here.row - 1, here.col) - at(here.row + 1, here.col)) / (2 * kPixelMetres);
  const double towards = (east * std::sin(azimuth) + north * std::cos(azimuth)) * std::tan(zenith);
  return std::max(0.3, (1 - towards) / std::sqrt(1 + east * east + north * north));
}

/// Rock or its soil under dry grass and leaves.
Reflectance Land::natural(const Here& here) const {
  const auto field = [&](const std::vector<float>& of) { return static_cast<double>(of[here.pixel]); };
  const double outcrop = std::clamp(draw_[Trait::outcrop] * std::exp(0.5 * field(outcrop_)), 0.0, 0.95);
  const double green =
      std::clamp(draw_[Trait::green_median] * std::exp(draw_[Trait::green_spread] * field(green_)), 0.0, 0.9) *
      (1 - 0.6 * outcrop);
  const double dry =
      std::clamp(draw_[Trait::dry_cover] + 0.10 * field(dry_), 0.03, 0.9) * (1 - 0.7 * outcrop) * (1 - green);
  Reflectance sum = {};
  for (const auto& [code, share] : rocks_.shares(here.row, here.col)) {
    const std::size_t rock = code < kFirstLying ? number_of(Kind::slate) : static_cast<std::size_t>(code - kFirstLying);
    add(sum, (1 - green - dry) * share * outcrop, surfaces_.of_kind.at(rock));
    add(sum, (1 - green - dry) * share * (1 - outcrop), surfaces_.soil.at(rock));
  }
  add(sum, green, surfaces_.green);
  add(sum, dry, surfaces_.dry);
  return sum;
}

/// Rock shows in patches, soil on some of it; else what is around.
Reflectance Land::lying(const Lying& one, const Here& here, const Reflectance& around) const {
  if (one.kind >= Kind::wall) return surfaces_.of_kind.at(number_of(one.kind));
  const bool planted = one.kind < Kind::quartz_dyke;
  const double bare = (planted ? contrast_ : 1) *
                      std::clamp(one.exposed * std::exp(0.3 * static_cast<double>(exposure_[here.pixel])), 0.0, 1.0);
  const double shown = bare * (1 - draw_[Trait::dyke_soil]);
  Reflectance sum = {};
  add(sum, shown, bare_.at(number_of(one.kind)));
  add(sum, 1 - shown, around);
  return sum;
}

Reflectance Land::surface(int code, const Here& here, const Reflectance& around) const {
  if (code == static_cast<int>(Cover::ground)) return around;
  if (code == static_cast<int>(Cover::water)) return surfaces_.of_kind.at(number_of(Kind::pond));
  if (code == static_cast<int>(Cover::burnt)) return surfaces_.of_kind.at(number_of(Kind::burn));
  return lying(layout_.lying[static_cast<std::size_t>(code - kFirstLying)], here, around);
}

std::vector<Plane> Land::clear() const {
  std::vector<Plane> planes(Reflectance{}.size(), Plane(side_pixels()));
  for (int row = 0; row < side_pixels(); ++row)
    for (int col = 0; col < side_pixels(); ++col) {
      const std::size_t pixel =
          static_cast<std::size_t>(row) * static_cast<std::size_t>(side_pixels()) + static_cast<std::size_t>(col);
      const Here here{pixel, row, col};
      const Reflectance around = natural(here);
      Reflectance sum = {};
      double water = 0;
      for (const auto& [code, share] : things_.shares(row, col)) {
        if (code == static_cast<int>(Cover::water)) water = share;
        add(sum, share, surface(code, here, around));
      }
      const double texture = 1 + draw_[Trait::albedo_spread] * static_cast<double>(bright_[pixel]) +
                             draw_[Trait::albedo_noise] * pixel_noise(seed_ ^ kNoiseStream, row, col);
      scale(sum, std::clamp(std::lerp(texture, 1.0, water), 0.4, 1.8) * std::lerp(light(here), 1.0, water));
      for (std::size_t band = 0; band < planes.size(); ++band) planes[band].at(row, col) = sum.at(band);
    }
  return planes;
}

}  // namespace greisen::sample
