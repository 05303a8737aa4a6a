// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "geo/place/outline.hpp"
#include "targets/extract.hpp"

namespace greisen::targets {

/// The pixels of one cluster above the threshold.
struct Cluster {
  std::vector<geo::RowRun> runs;  ///< sorted
  std::int64_t pixels = 0;
  double score = 0;  ///< mean
  Window box;
};

struct FoundClusters {
  std::vector<Cluster> clusters;  ///< the best, by falling score, then by first pixel
  std::int64_t found = 0;
  std::int64_t too_small = 0;
};

/// By falling score, then by first pixel.
[[nodiscard]] bool is_better(const Cluster& a, const Cluster& b);

/// Pieces of one line as one ground: where a piece of 2.2 times its width and more ends, another that lies on its axis
/// (within the wider of both) and, if elongated itself, strikes within 20 degrees of it goes on after gap_m at most.
/// Pixels in metres. By is_better.
[[nodiscard]] std::vector<Cluster> join_in_line(std::vector<Cluster> clusters, double gap_m, double pixel_x,
                                                double pixel_y);

/// The clusters of the score raster.
[[nodiscard]] FoundClusters find_clusters(const ExtractRequest& request);

/// What the other rasters say about a ground.
struct ClusterFacts {
  std::vector<double> evidence_mean;   ///< NaN where no pixel has it
  std::vector<double> marks;           ///< means
  double strength = Target::kUnknown;  ///< mean of that layer
  double spread = Target::kUnknown;    ///< mean
  double judged_share = Target::kUnknown;
};
[[nodiscard]] std::vector<ClusterFacts> zonal_statistics(const ExtractRequest& request,
                                                         const std::vector<Cluster>& clusters);

}  // namespace greisen::targets
