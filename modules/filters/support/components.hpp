// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "step/step.hpp"

namespace greisen::filters {

/// Of a symmetric matrix: values falling, vectors of length 1, one a row, the largest |loading| of each positive (of
/// two equal ones the first). Values a hair below zero (> -1e-10 of the trace) are zero.
struct Components {
  std::vector<double> values;
  std::vector<double> loadings;  ///< [component][band]
};
[[nodiscard]] Components principal_components(std::span<const double> matrix, std::size_t bands);

// What the steps that learn components have in common.

/// `matrix`: covariance or correlation.
[[nodiscard]] Param matrix_param(const char* text);
[[nodiscard]] bool by_correlation(const Request& request);
/// "red, nir, swir1"
[[nodiscard]] std::string input_names(const Request& request);
/// A learner of the components of all inputs' matrix; what was found goes into the model (pixels, mean, std,
/// covariance, eigenvalues, loadings) before `finish` adds to it. E4210 for too few pixels, E4211 for bands that do not
/// vary.
[[nodiscard]] Learner components_learner(const char* step, const Request& request,
                                         std::function<void(const Components&, Model&)> finish);

}  // namespace greisen::filters
