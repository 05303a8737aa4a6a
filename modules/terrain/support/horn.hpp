// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "step/step.hpp"

namespace greisen::terrain {

/// How fast heights rise to the east and to the north, in the heights' unit per metre; missing where one of the nine
/// pixels is (Horn 1981: eight neighbours, those that share an edge count twice).
struct Gradient {
  float east = kMissing;
  float north = kMissing;
};

/// Makes of each pixel's gradient what a step is for.
using OfGradient = std::function<std::function<float(Gradient)>(const Request&)>;
/// A step with one layer of heights in metres in and one layer out.
Step step_of_gradient(std::string_view id, std::string_view summary, std::vector<Param> params, Layer layer,
                      OfGradient of);

}  // namespace greisen::terrain
