// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "geo/shapes.hpp"

namespace greisen::sample {

// Places of the made-up country are in metres east (x) and north (y) of its south-western corner.

inline constexpr double kCountryMetres = 6000;
inline constexpr double kPixelMetres = 10;
inline constexpr int kPixels = 600;  ///< along a side

/// What lies on the ground. The n-th dyke has the code dyke + n.
enum class Cover : std::uint8_t {
  ground,
  stubble,
  ploughed,
  crop,
  hedge,
  water,
  quarry,
  track,
  asphalt,
  tile_roof,
  pale_roof,
  marble,
  skarn,
  greisen,
  vein,
  dyke
};
inline constexpr int kCovers = 80;  ///< codes there may be

/// Cover in cells of a quarter of a pixel's side: what is narrower than a pixel is mixed by area.
class CoverMap {
 public:
  CoverMap();
  /// Paints over what was there: cells whose centre lies inside the closed ring (even-odd rule).
  void paint(const geo::Ring& ring, int cover);
  void paint(const geo::Ring& ring, Cover cover) { paint(ring, static_cast<int>(cover)); }
  /// Share of each cover in a pixel, row 0 in the north; sum 1.
  [[nodiscard]] std::array<double, kCovers> shares(int row, int col) const;

 private:
  std::vector<std::uint8_t> cells_;
};

/// A band of ground along a line, `half_width_m` to each side; round ends are left off.
geo::Ring ribbon(const std::vector<geo::Point>& line, const std::vector<double>& half_width_m);
/// A rectangle; azimuth of its long axis clockwise from north.
geo::Ring rectangle(const geo::Point& centre, double length_m, double width_m, double azimuth_deg);

}  // namespace greisen::sample
