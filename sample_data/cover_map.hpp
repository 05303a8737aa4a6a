// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "geo/place/shapes.hpp"

namespace greisen::sample {

/// What lies on the ground. The n-th dyke has the code dyke + n.
enum class Cover : std::uint16_t {
  ground,
  stubble,
  straw,
  ploughed,
  crop,
  hedge,
  water,
  burnt,
  shore,
  kaolin_pit,
  dump,
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

/// A cover and its share of a pixel.
struct CoverShare {
  int cover = 0;
  double share = 0;
};

/// Cover in cells of a quarter of a pixel's side: what is narrower than a pixel is mixed by area.
class CoverMap {
 public:
  CoverMap();
  /// Paints over what was there: cells whose centre lies inside the closed ring (even-odd rule).
  void paint(const geo::Ring& ring, int cover);
  void paint(const geo::Ring& ring, Cover cover) { paint(ring, static_cast<int>(cover)); }
  /// The covers of a pixel, row 0 in the north, by code; their shares sum to 1.
  [[nodiscard]] std::vector<CoverShare> shares(int row, int col) const;
  [[nodiscard]] double share_of(Cover cover, int row, int col) const;

 private:
  int side_;  ///< cells
  std::vector<std::uint16_t> cells_;
};

/// A band of ground along a line, `half_width_m` to each side; round ends are left off.
geo::Ring ribbon(const std::vector<geo::Point>& line, const std::vector<double>& half_width_m);
/// A rectangle; azimuth of its long axis clockwise from north.
geo::Ring rectangle(const geo::Point& centre, double length_m, double width_m, double azimuth_deg);

}  // namespace greisen::sample
