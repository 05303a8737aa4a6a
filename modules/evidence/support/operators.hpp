// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

#include "raster/tile.hpp"
#include "step/step.hpp"

namespace greisen::evidence {

/// What a missing evidence does: `any` one makes the result missing, it is skipped, or it counts as 0.5. With no
/// evidence at all the result is missing under each of them.
enum class Missing { any, skip, neutral };
inline constexpr double kNeutral = 0.5;
/// A value further outside 0–1 than this is no membership and counts as missing.
inline constexpr double kMembershipTolerance = 1e-6;
inline bool is_membership(double value) { return value >= -kMembershipTolerance && value <= 1 + kMembershipTolerance; }
/// NaN for what is none.
inline double membership(double value) {
  return is_membership(value) ? std::clamp(value, 0.0, 1.0) : std::numeric_limits<double>::quiet_NaN();
}

Missing missing_of(const Request& request);
Param missing_param();
/// One or more layers in, one out, named as the step.
StepShape operator_shape(const Request& request, std::string_view step, std::string_view what, std::string_view source);

/// Per pixel: state = operation.start(), then operation.add(state, membership, layer) for each layer in order, then
/// operation.result(state).
template <class Operation>
TileFunction combine(Missing missing, Operation operation) {
  return [missing, operation](const TileIn& tile, TileView out) {
    constexpr std::size_t kBlock = 256;
    using State = decltype(operation.start());
    std::array<State, kBlock> states;
    std::array<int, kBlock> known;
    const auto cols = static_cast<std::size_t>(out.cols);
    for (int row = 0; row < out.rows; ++row)
      for (std::size_t first = 0; first < cols; first += kBlock) {
        const std::size_t n = std::min(kBlock, cols - first);
        std::fill_n(states.begin(), n, operation.start());
        std::fill_n(known.begin(), n, 0);
        for (int layer = 0; layer < tile.in.layers; ++layer) {
          const auto in = tile.in.row(layer, row).subspan(first, n);
          for (std::size_t i = 0; i < n; ++i) {
            const double value = static_cast<double>(in[i]);
            const bool is_known = is_membership(value);
            known[i] += is_known ? 1 : 0;
            if (is_known)
              operation.add(states[i], std::clamp(value, 0.0, 1.0), layer);
            else if (missing == Missing::neutral)
              operation.add(states[i], kNeutral, layer);
          }
        }
        const auto to = out.row(0, row).subspan(first, n);
        for (std::size_t i = 0; i < n; ++i) {
          const bool judged = missing == Missing::any ? known[i] == tile.in.layers : known[i] > 0;
          to[i] = judged ? static_cast<float>(operation.result(states[i])) : kMissing;
        }
      }
  };
}

}  // namespace greisen::evidence
