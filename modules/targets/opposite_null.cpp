// SPDX-License-Identifier: Apache-2.0
#include "targets/opposite_null.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <vector>

namespace greisen::targets {

double null_of_opposite(std::span<const double> strengths, double probability) {
  std::vector<double> sorted;
  std::ranges::copy_if(strengths, std::back_inserter(sorted), [](double one) { return std::isfinite(one); });
  if (sorted.size() < OppositeNull::kLeast) return std::numeric_limits<double>::quiet_NaN();
  std::ranges::sort(sorted, std::greater());
  const std::size_t tail = std::min(OppositeNull::kTail, sorted.size() - 1);
  const double from = sorted[tail];
  const double sum = std::accumulate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(tail), 0.0);
  const double mean_excess = sum / static_cast<double>(tail) - from;
  const auto count = static_cast<double>(tail);
  return from + mean_excess * count * (std::pow(count / -std::log(probability), 1 / count) - 1);
}

}  // namespace greisen::targets
