// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "engine/graph.hpp"

namespace greisen {

/// What a learning node learnt, as a JSON object: the step, its inputs in order, its arguments, and `learnt` with every
/// list of its Model by name; matrices of the inputs (covariance, loadings) by rows, the others as they are.
std::string learnt_json(const Node& node, const Graph& graph, const Model& model);

/// Numbers as a JSON list; null for what is not finite.
std::string numbers_json(std::span<const double> numbers);

/// The model alone, as it stands under `learnt`.
std::string model_values_json(const Model& model, std::size_t inputs);

}  // namespace greisen
