// SPDX-License-Identifier: Apache-2.0
#include "filters/support/weighted_sums.hpp"

#include <algorithm>
#include <array>

namespace greisen::filters {
namespace {

constexpr std::size_t kBlock = 256;  ///< pixels whose deviations lie in the nearest cache
constexpr std::size_t kLanes = 16;   ///< pixels summed at once

/// `n` may be rounded up to whole lanes: deviations has room for it, `out` has not.
void sum_block(const double* deviations, std::span<const double> weights, float* out, std::size_t n) {
  for (std::size_t first = 0; first < n; first += kLanes) {
    std::array<double, kLanes> sums{};
    for (std::size_t band = 0; band < weights.size(); ++band) {
      const double weight = weights[band];
      const double* x = deviations + band * kBlock + first;
      for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += weight * x[lane];
    }
    if (first + kLanes <= n)
      for (std::size_t lane = 0; lane < kLanes; ++lane) out[first + lane] = static_cast<float>(sums[lane]);
    else
      for (std::size_t lane = 0; first + lane < n; ++lane) out[first + lane] = static_cast<float>(sums[lane]);
  }
}

}  // namespace

void weighted_sums(ConstTileView in, std::span<const double> offset, std::span<const double> weights, TileView out) {
  thread_local std::vector<double> deviations;
  const std::size_t bands = offset.size();
  deviations.resize(bands * kBlock);
  const auto cols = static_cast<std::size_t>(out.cols);
  for (int row = 0; row < out.rows; ++row)
    for (std::size_t first = 0; first < cols; first += kBlock) {
      const std::size_t n = std::min(kBlock, cols - first);
      for (std::size_t band = 0; band < bands; ++band) {
        const float* x = in.row(static_cast<int>(band), row).data() + first;
        double* to = deviations.data() + band * kBlock;
        for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<double>(x[i]) - offset[band];
      }
      for (int k = 0; k < out.layers; ++k)
        sum_block(deviations.data(), weights.subspan(static_cast<std::size_t>(k) * bands, bands),
                  out.row(k, row).data() + first, n);
    }
}

std::size_t weighted_sums_bytes(std::size_t bands) { return bands * kBlock * sizeof(double); }

}  // namespace greisen::filters
