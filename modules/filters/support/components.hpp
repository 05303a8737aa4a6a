// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace greisen::filters {

/// Of a symmetric matrix: values falling, vectors of length 1, one a row, the largest |loading| of each positive (of
/// two equal ones the first). Values a hair below zero (> -1e-10 of the trace) are zero.
struct Components {
  std::vector<double> values;
  std::vector<double> loadings;  ///< [component][band]
};
[[nodiscard]] Components principal_components(std::span<const double> matrix, std::size_t bands);

}  // namespace greisen::filters
