// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "geo/place/shapes.hpp"
#include "raster/grid.hpp"
#include "raster/tile.hpp"
#include "targets/target.hpp"

namespace greisen::targets {

inline constexpr std::size_t kMostTargets = 10000;
/// Runs of pixels above the threshold that are held at once; more means that the threshold is no threshold.
inline constexpr std::size_t kMostRuns = 40'000'000;
/// A family supports a target where the mean of its best evidence exceeds this (science.md, 4.20).
inline constexpr double kSupportingMembership = 0.6;
/// Evidence below this mean lowers a target.
inline constexpr double kLoweringMembership = 0.4;

/// One membership layer (0–1) of the model, in the order of EvidenceReader's layers.
struct EvidenceName {
  std::string id;
  std::string family;
  bool mapped = false;  ///< of faults, contacts or units that somebody mapped, not of a measurement
};

/// Fills `out` (layers as documented at the field, window.rows × window.cols) with pixels of the grid.
using WindowReader = std::function<void(const Window& window, TileView out)>;

struct ExtractRequest {
  std::string model;
  Grid grid;
  double metres_per_unit = 1;  ///< of the grid's CRS
  double threshold = 0;        ///< pixels with score >= threshold belong to a target
  std::int64_t min_pixels = 3;
  double join_gap_m = 0;  ///< pieces of a line with no more between them are one target; 0: none are joined
  WindowReader score;     ///< one layer, 0–1
  std::vector<EvidenceName> evidence_names;
  std::size_t marks = 0;  ///< layers of 0 and 1 whose share of a target is told
  WindowReader
      evidence;  ///< layers: the names, the marks, with `strength` one more, with `spread` the last; may be empty
  bool strength = false;  ///< a layer in any unit is what Target::strength is made of
  bool lines = false;     ///< strength goes by the pixels along a target, not by all of them
  bool spread = false;    ///< the last layer of evidence is how far the score may be off: score_low, score_high
  WindowReader reasons;   ///< one layer: bits of reasons.tif, 0 = judged (missing counts as not judged); may be empty
  std::function<geo::Point(const geo::Point&)> lonlat;  ///< grid CRS → WGS 84 degrees; may be empty
  std::size_t most = kMostTargets;                      ///< at most kMostTargets
};

struct Extraction {
  std::vector<Target> targets;  ///< by rank
  std::int64_t found =
      0;  ///< clusters of min_pixels and more, joined ones as one; above targets.size() where the list was cut
  std::int64_t too_small = 0;  ///< clusters left out for their size
  [[nodiscard]] bool cut() const { return found > static_cast<std::int64_t>(targets.size()); }
};

/// 8-connected clusters of pixels with score >= threshold, as targets. Reads rows from top to bottom in strips; memory
/// is a few rows and the runs of the clusters kept, not the raster.
///   score      mean score of the cluster; rank by it, ties by the first pixel (row, then column)
///   polygons   along pixel edges, one per 4-connected part, with holes; vertices start at the top-left one
///   length, width, strike: of the minimum-area rectangle around the pixels' corners; strike is grid azimuth [0, 180)
///   x, y       mean of the pixel centres (may lie outside a bent target)
///   memberships the mean of each evidence
///   raised_by  evidence with mean >= kSupportingMembership, strongest first; lowered_by below kLoweringMembership,
///              weakest first; families: those whose best evidence has a mean >= kSupportingMembership
///   judged_share over the pixels of the bounding box grown by one pixel: the target's own pixels are judged by nature
/// Throws E4230 where kMostRuns is exceeded, E1001 on a request that contradicts itself.
Extraction extract_targets(const ExtractRequest& request);

}  // namespace greisen::targets
