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
