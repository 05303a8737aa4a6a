// SPDX-License-Identifier: Apache-2.0
#include "sample_data/overpass.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/numeric.hpp"
#include "sample_data/country.hpp"
#include "sample_data/ground.hpp"
#include "sample_data/noise.hpp"
#include "sample_data/plane.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kCloudSeed = 0xc10d;
constexpr std::uint64_t kNoiseSeed = 0x5e150e;
/// One cloud a date, elsewhere each time.
constexpr std::array<geo::Point, 4> kCloudCentres = {{{4430, 3380}, {1650, 4700}, {3100, 1400}, {5200, 5300}}};
/// What the correction for haze left over, and how moist the ground was, by date.
constexpr std::array<double, 4> kHaze = {0, 0.004, -0.003, 0.006};
constexpr std::array<double, 4> kDry = {1, 0.97, 1.02, 0.95};
constexpr double kCloudMetres = 300;  ///< radius
constexpr double kCloudBaseMetres = 1200;
constexpr double kSwathEdgeShare = 11450.0 / 12000;  ///< of the sides: x + y beyond it was not seen

geo::Point place_of(int row, int col, double pixel_m) {
  return {(col + 0.5) * pixel_m, side_m() - (row + 0.5) * pixel_m};
}

bool is_seen(const geo::Point& place) { return place.x + place.y <= kSwathEdgeShare * 2 * side_m(); }

/// The bands of Sentinel-2 at 10 m, clouds and their shadow included, as a perfect instrument would see them.
std::vector<Plane> under_clouds(const Materials& materials, const std::vector<Plane>& country, int date) {
  std::vector<Plane> planes(kBands.size(), Plane(side_pixels()));
  for (int row = 0; row < side_pixels(); ++row) {
    for (int col = 0; col < side_pixels(); ++col) {
      const geo::Point place = place_of(row, col, kPixelMetres);
      const double cloud = cloud_at(place, date);
      const double shade = cloud_shadow_at(place, date);
      for (std::size_t b = 0; b < planes.size(); ++b) {
        const double dry = kDry.at(static_cast<std::size_t>(date));
        const double haze = kHaze.at(static_cast<std::size_t>(date)) / (1.0 + static_cast<double>(b));
        const double lit = haze + dry * country[b].at(row, col) * (1 - shade * (1 - materials.sky.at(b)));
        planes[b].at(row, col) = (1 - cloud) * lit + cloud * materials.cloud.at(b);
      }
    }
  }
  return planes;
}

/// σ = 0.0012 + 0.004 ρ; digital numbers from 1 up, 0 where nothing was seen.
std::vector<std::uint16_t> packed(const Plane& plane, std::uint64_t noise_seed) {
  std::vector<std::uint16_t> numbers;
  numbers.reserve(plane.values.size());
  for (int row = 0; row < plane.side; ++row) {
    for (int col = 0; col < plane.side; ++col) {
      const double seen = plane.at(row, col);
      const double noisy = seen + (0.0012 + 0.004 * seen) * pixel_noise(noise_seed, row, col);
      const double number = std::clamp(noisy * kQuantification - kOffsetDn, 1.0, 65534.0);
      numbers.push_back(std::isnan(seen) ? std::uint16_t{0} : round_to<std::uint16_t>(number));
    }
  }
  return numbers;
}

/// The agency's classes as its processor would about set them: it misses the half shade and calls dark wet slate
/// shadow.
struct Sight {
  double water = 0;  ///< share
  double burnt = 0;  ///< share
  double green = 0;  ///< reflectance
  double red = 0;
  double nir = 0;
};
std::uint8_t class_of(const geo::Point& place, int date, const Sight& sight) {
  const double cloud = cloud_at(place, date);
  if (!is_seen(place)) return 0;
  if (cloud > 0.6) return 9;
  if (cloud > 0.15) return 8;
  if (cloud_shadow_at(place, date) > 0.8) return 3;
  if (sight.water > 0.5) return 6;
  if (sight.burnt > 0.5) return 7;
  if (sight.green < 0.045 && sight.nir < 0.1) return 3;
  if ((sight.nir - sight.red) / (sight.nir + sight.red) > 0.5) return 4;
  return sight.green < 0.06 && sight.nir < 0.12 ? 7 : 5;
}

/// Classes as numbers, pixels of 20 m of the country's grid.
Plane classes_of(const CoverMap& map, const std::vector<Plane>& planes, int date) {
  const Plane green = coarsened(planes[1], 20);
  const Plane red = coarsened(planes[2], 20);
  const Plane nir = coarsened(planes[3], 20);
  Plane classes(green.side);
  for (int row = 0; row < green.side; ++row) {
    for (int col = 0; col < green.side; ++col) {
      const auto share = [&](Cover cover) {
        double sum = 0;
        for (const int part : {0, 1, 2, 3}) sum += map.share_of(cover, 2 * row + part / 2, 2 * col + part % 2);
        return sum / 4;
      };
      classes.at(row, col) =
          class_of(place_of(row, col, 2 * kPixelMetres), date,
                   {share(Cover::water), share(Cover::burnt), green.at(row, col), red.at(row, col), nir.at(row, col)});
    }
  }
  return classes;
}

/// What lies beyond the swath's edge is missing.
void cut_swath(Plane& plane) {
  const double pixel_m = side_m() / plane.side;
  for (int row = 0; row < plane.side; ++row)
    for (int col = 0; col < plane.side; ++col)
      if (!is_seen(place_of(row, col, pixel_m))) plane.at(row, col) = std::nan("");
}

/// On another grid of the same size: smoothly, or by the nearest pixel; missing beyond the country and its swath.
Plane resampled(const Plane& plane, const std::function<geo::Point(const geo::Point&)>& to_country, double pixel_m,
                bool smooth) {
  const double source_m = side_m() / plane.side;
  Plane out(static_cast<int>(side_m() / pixel_m));
  for (int row = 0; row < out.side; ++row)
    for (int col = 0; col < out.side; ++col) {
      const geo::Point place = to_country(place_of(row, col, pixel_m));
      const double x = place.x / source_m - 0.5;
      const double y = (side_m() - place.y) / source_m - 0.5;
      const auto left = static_cast<int>(std::floor(smooth ? x : x + 0.5));
      const auto top = static_cast<int>(std::floor(smooth ? y : y + 0.5));
      const int more = smooth ? 1 : 0;
      const bool inside = left >= 0 && top >= 0 && left + more < plane.side && top + more < plane.side;
      if (!inside || !is_seen(place)) {
        out.at(row, col) = std::nan("");
      } else if (smooth) {
        const double upper = std::lerp(plane.at(top, left), plane.at(top, left + 1), x - left);
        const double lower = std::lerp(plane.at(top + 1, left), plane.at(top + 1, left + 1), x - left);
        out.at(row, col) = std::lerp(upper, lower, y - top);
      } else {
        out.at(row, col) = plane.at(top, left);
      }
    }
  return out;
}

}  // namespace

double cloud_at(const geo::Point& place, int date) {
  const geo::Point centre = placed(kCloudCentres.at(static_cast<std::size_t>(date)));
  const double away = std::hypot(place.x - centre.x, place.y - centre.y) / kCloudMetres;
  return smooth_step(0.15, 0.75, 1.3 - away + 0.14 * texture(kCloudSeed, place, {400, 40}));
}

double cloud_shadow_at(const geo::Point& place, int date) {
  const double away_m = kCloudBaseMetres * std::tan(kSunZenithDeg * std::numbers::pi / 180);
  const double azimuth = kSunAzimuthDeg * std::numbers::pi / 180;
  return cloud_at({place.x + away_m * std::sin(azimuth), place.y + away_m * std::cos(azimuth)}, date);
}

Overpass look_at_country(const Materials& materials, const std::vector<Plane>& country, const CoverMap& map,
                         const Swath& swath) {
  Overpass seen;
  const std::uint64_t noise_seed = kNoiseSeed + 1000 * static_cast<std::uint64_t>(swath.date);
  std::vector<Plane> planes = under_clouds(materials, country, swath.date);
  const Plane classes = classes_of(map, planes, swath.date);
  for (std::size_t b = 0; b < planes.size(); ++b) {
    Plane plane = blurred(planes[b]);
    if (swath.to_country) plane = resampled(plane, swath.to_country, kPixelMetres, true);
    if (kBands.at(b).pixel_m != 10) plane = blurred(coarsened(plane, 20));
    if (!swath.to_country) cut_swath(plane);
    seen.bands.push_back(packed(plane, noise_seed + b));
  }
  const Plane placed = swath.to_country ? resampled(classes, swath.to_country, 20, false) : classes;
  std::array<int, 256> counts = {};
  for (const double code : placed.values) {
    seen.classes.push_back(std::isnan(code) ? std::uint8_t{0} : static_cast<std::uint8_t>(code));
    ++counts.at(seen.classes.back());
  }
  seen.cloud_percent = 100.0 * (counts[8] + counts[9]) / (placed.side * placed.side - counts[0]);
  return seen;
}

}  // namespace greisen::sample
