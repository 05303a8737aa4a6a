// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/place/area.hpp"
#include "pipeline/products/targets/delivered_targets.hpp"

namespace greisen {

/// The window of the grid around polygons whose corners are those of pixels.
Window window_of(const std::vector<geo::Polygon>& polygons, const Grid& grid);

/// The pixels of the targets of a run, for reading what rasters say about them. Made once, then rasters are read row by
/// row: memory is the rows of the targets, not the raster.
class TargetGround {
 public:
  TargetGround(const DeliveredTargets& targets, const Grid& grid, const geo::Crs& crs);

  struct Values {
    double mean = 0;    ///< NaN where no pixel has a value
    double spread = 0;  ///< standard deviation
  };
  /// Of one band of a file on the grid, for each target.
  [[nodiscard]] std::vector<Values> values(const std::string& path, int band) const;
  /// The window of the grid around a target.
  [[nodiscard]] const Window& box(std::size_t target) const { return boxes_[target]; }

 private:
  struct Run {
    std::int64_t row = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::size_t target = 0;
  };
  std::vector<Run> runs_;  ///< by row
  std::vector<Window> boxes_;
};

}  // namespace greisen
