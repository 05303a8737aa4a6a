// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "targets/extract.hpp"

namespace greisen::targets {

/// For each score the percent of the judged ground (finite pixels of the grid) that scores as much or more: 100 for the
/// lowest, near 0 for the best; NaN where no ground was judged. Exact counts, the same for any number of threads;
/// `score` is called from many threads at once and fills one layer.
std::vector<double> percentile_ranks(const WindowReader& score, const Grid& grid, std::span<const double> scores,
                                     int threads);

}  // namespace greisen::targets
