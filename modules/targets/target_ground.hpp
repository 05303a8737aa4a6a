// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/place/area.hpp"
#include "targets/extract.hpp"

namespace greisen::targets {

/// The pixels of targets, for the statistics of what rasters say there: the one place where they are computed once the
/// targets are found. Made once; then memory is the rows of the targets, not the raster.
class TargetGround {
 public:
  /// The grounds of the targets, one a target, in the grid's CRS.
  TargetGround(const std::vector<const std::vector<geo::Polygon>*>& grounds, const Grid& grid, const geo::Crs& crs);

  struct Values {
    double mean = 0;    ///< NaN where no pixel has a value
    double spread = 0;  ///< standard deviation
  };
  /// Of one band of a file on the grid, for each target, row by row.
  [[nodiscard]] std::vector<Values> values(const std::string& path, int band) const;
  /// Of what a reader gives for the windows of the targets.
  [[nodiscard]] std::vector<Values> values(const WindowReader& reader) const;
  /// The window of the grid around a target.
  [[nodiscard]] const Window& box(std::size_t target) const { return boxes_[target]; }

 private:
  struct Run {
    std::int64_t row = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::size_t target = 0;
  };
  std::vector<Run> runs_;  ///< by target, then by row
  std::vector<Window> boxes_;
};

std::vector<const std::vector<geo::Polygon>*> grounds_of(const std::vector<Target>& targets);

}  // namespace greisen::targets
