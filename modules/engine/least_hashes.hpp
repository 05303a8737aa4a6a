// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "step/step.hpp"

namespace greisen {

/// The pixels of least hash of all that were added: the same in whatever order they come.
struct LeastHashes {
  struct Pixel {
    std::uint64_t hash = 0;
    std::int64_t row = 0;
    std::int64_t col = 0;
  };
  /// That many are kept beyond what is asked for, so that they are sorted out seldom.
  static constexpr double kSpare = 0.25;

  std::int64_t of = 0;  ///< pixels that were offered, also those not kept
  std::vector<Pixel> pixels;
  std::vector<float> values;  ///< per pixel as many as there are layers

  /// Keeps the `most` of least hash once they are more than that and kSpare. Returns the hash above which none is kept:
  /// the greatest there is while there are fewer.
  std::uint64_t prune(std::int64_t most, bool at_once = false);
  void append(const LeastHashes& other);
  /// The `most` of least hash, in order of rows, then columns.
  [[nodiscard]] Sample sample(std::int64_t most, int layers) const;
};

}  // namespace greisen
