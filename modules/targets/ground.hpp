// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "targets/extract.hpp"
#include "targets/outline.hpp"

namespace greisen::targets {

/// The pixels of one cluster above the threshold.
struct Ground {
  std::vector<RowRun> runs;  ///< sorted
  std::int64_t pixels = 0;
  double score = 0;  ///< mean
  Window box;
};

struct FoundGround {
  std::vector<Ground> grounds;  ///< the best, by falling score, then by first pixel
  std::int64_t found = 0;
  std::int64_t too_small = 0;
};

/// By falling score, then by first pixel.
[[nodiscard]] bool is_better(const Ground& a, const Ground& b);

/// Pieces of one line as one ground: where a piece of 2.2 times its width and more ends, another that lies on its axis
/// (within the wider of both) and, if elongated itself, strikes within 20 degrees of it goes on after gap_m at most.
/// Pixels in metres. By is_better.
[[nodiscard]] std::vector<Ground> join_in_line(std::vector<Ground> grounds, double gap_m, double pixel_x,
                                               double pixel_y);

/// The clusters of the score raster.
[[nodiscard]] FoundGround find_ground(const ExtractRequest& request);

/// What the other rasters say about a ground.
struct GroundFacts {
  std::vector<double> evidence_mean;  ///< NaN where no pixel has it
  std::vector<double> marks;          ///< means
  double spread = Target::kUnknown;   ///< mean
  double judged_share = Target::kUnknown;
};
[[nodiscard]] std::vector<GroundFacts> look_at(const ExtractRequest& request, const std::vector<Ground>& grounds);

}  // namespace greisen::targets
