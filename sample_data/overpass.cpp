// SPDX-License-Identifier: Apache-2.0
#include "sample_data/overpass.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/numeric.hpp"
#include "sample_data/ground.hpp"
#include "sample_data/noise.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kCloudSeed = 0xc10d;
constexpr std::uint64_t kNoiseSeed = 0x5e150e;
constexpr geo::Point kCloudCentre = {4430, 3380};
constexpr double kCloudMetres = 300;  ///< radius
constexpr double kCloudBaseMetres = 1200;
constexpr double kSwathEdgeMetres = 11450;  ///< x + y beyond it was not seen

/// One band of the whole country, row by row from the north.
struct Plane {
  int side = 0;
  std::vector<double> values;
  explicit Plane(int pixels)
      : side(pixels), values(static_cast<std::size_t>(pixels) * static_cast<std::size_t>(pixels)) {}
  double& at(int row, int col) {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(col)];
  }
  [[nodiscard]] double at(int row, int col) const {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(col)];
  }
};

geo::Point place_of(int row, int col, double pixel_m) {
  return {(col + 0.5) * pixel_m, kCountryMetres - (row + 0.5) * pixel_m};
}

bool is_seen(const geo::Point& place) { return place.x + place.y <= kSwathEdgeMetres; }

/// What the optics spread: an eighth of the light to the neighbours on either side, along rows, then columns.
Plane blurred(const Plane& plane) {
  const int last = plane.side - 1;
  Plane along(plane.side);
  Plane both(plane.side);
  for (int r = 0; r <= last; ++r)
    for (int c = 0; c <= last; ++c)
      along.at(r, c) =
          0.75 * plane.at(r, c) + 0.125 * (plane.at(r, std::max(c - 1, 0)) + plane.at(r, std::min(c + 1, last)));
  for (int r = 0; r <= last; ++r)
    for (int c = 0; c <= last; ++c)
      both.at(r, c) =
          0.75 * along.at(r, c) + 0.125 * (along.at(std::max(r - 1, 0), c) + along.at(std::min(r + 1, last), c));
  return both;
}

Plane halved(const Plane& plane) {
  Plane half(plane.side / 2);
  for (int r = 0; r < half.side; ++r)
    for (int c = 0; c < half.side; ++c)
      half.at(r, c) = (plane.at(2 * r, 2 * c) + plane.at(2 * r, 2 * c + 1) + plane.at(2 * r + 1, 2 * c) +
                       plane.at(2 * r + 1, 2 * c + 1)) /
                      4;
  return half;
}

/// Reflectance at 10 m of all bands, clouds and shadow included, as a perfect instrument would see it.
std::vector<Plane> radiance(const Materials& materials, const std::vector<Dyke>& dykes, const CoverMap& map) {
  const Ground ground(materials, dykes);
  std::vector<Plane> planes(kBands.size(), Plane(kPixels));
  for (int row = 0; row < kPixels; ++row) {
    for (int col = 0; col < kPixels; ++col) {
      const geo::Point place = place_of(row, col, kPixelMetres);
      const Reflectance below = ground.at(row, col, map.shares(row, col));
      const double cloud = cloud_at(place);
      const double shade = cloud_shadow_at(place);
      for (std::size_t b = 0; b < planes.size(); ++b) {
        const double lit = below.at(b) * (1 - shade * (1 - materials.sky.at(b)));
        planes[b].at(row, col) = (1 - cloud) * lit + cloud * materials.cloud.at(b);
      }
    }
  }
  return planes;
}

/// σ = 0.0012 + 0.004 ρ; digital numbers from 1 up, 0 where nothing was seen.
std::vector<std::uint16_t> packed(const Plane& plane, std::size_t band) {
  const double pixel_m = kCountryMetres / plane.side;
  std::vector<std::uint16_t> numbers;
  numbers.reserve(plane.values.size());
  for (int row = 0; row < plane.side; ++row) {
    for (int col = 0; col < plane.side; ++col) {
      const double seen = plane.at(row, col);
      const double noisy = seen + (0.0012 + 0.004 * seen) * pixel_noise(kNoiseSeed + band, row, col);
      const double number = std::clamp(noisy * kQuantification - kOffsetDn, 1.0, 65534.0);
      numbers.push_back(is_seen(place_of(row, col, pixel_m)) ? round_to<std::uint16_t>(number) : std::uint16_t{0});
    }
  }
  return numbers;
}

/// The agency's classes as its processor would about set them: it misses the half shade and calls dark wet slate
/// shadow.
std::uint8_t class_of(const geo::Point& place, double water, double green, double red, double nir) {
  const double cloud = cloud_at(place);
  if (!is_seen(place)) return 0;
  if (cloud > 0.6) return 9;
  if (cloud > 0.15) return 8;
  if (cloud_shadow_at(place) > 0.8) return 3;
  if (water > 0.5) return 6;
  if (green < 0.045 && nir < 0.1) return 3;
  if ((nir - red) / (nir + red) > 0.5) return 4;
  return green < 0.06 && nir < 0.12 ? 7 : 5;
}

void classify(const CoverMap& map, const std::vector<Plane>& planes, Overpass& seen) {
  const Plane green = halved(planes[1]);
  const Plane red = halved(planes[2]);
  const Plane nir = halved(planes[3]);
  std::array<int, 256> counts = {};
  for (int row = 0; row < green.side; ++row) {
    for (int col = 0; col < green.side; ++col) {
      const auto share = [&](int r, int c) { return map.shares(r, c).at(static_cast<std::size_t>(Cover::water)); };
      const double water = (share(2 * row, 2 * col) + share(2 * row + 1, 2 * col) + share(2 * row, 2 * col + 1) +
                            share(2 * row + 1, 2 * col + 1)) /
                           4;
      seen.classes.push_back(class_of(place_of(row, col, 2 * kPixelMetres), water, green.at(row, col), red.at(row, col),
                                      nir.at(row, col)));
      ++counts.at(seen.classes.back());
    }
  }
  const int with_data = green.side * green.side - counts[0];
  seen.cloud_percent = 100.0 * (counts[8] + counts[9]) / with_data;
}

}  // namespace

double cloud_at(const geo::Point& place) {
  const double away = std::hypot(place.x - kCloudCentre.x, place.y - kCloudCentre.y) / kCloudMetres;
  return smooth_step(0.15, 0.75, 1.3 - away + 0.14 * texture(kCloudSeed, place, {400, 40}));
}

double cloud_shadow_at(const geo::Point& place) {
  const double away_m = kCloudBaseMetres * std::tan(kSunZenithDeg * std::numbers::pi / 180);
  const double azimuth = kSunAzimuthDeg * std::numbers::pi / 180;
  return cloud_at({place.x + away_m * std::sin(azimuth), place.y + away_m * std::cos(azimuth)});
}

Overpass look_at_country(const Materials& materials, const std::vector<Dyke>& dykes, const CoverMap& map) {
  Overpass seen;
  std::vector<Plane> planes = radiance(materials, dykes, map);
  for (std::size_t b = 0; b < planes.size(); ++b) {
    planes[b] = blurred(planes[b]);
    seen.bands.push_back(packed(kBands.at(b).pixel_m == 10 ? planes[b] : blurred(halved(planes[b])), b));
  }
  classify(map, planes, seen);
  return seen;
}

}  // namespace greisen::sample
