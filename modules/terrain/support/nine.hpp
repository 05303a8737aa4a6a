// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "step/step.hpp"

namespace greisen::terrain {

/// Heights of a pixel and its eight neighbours, by rows from the north-west; the fifth is the pixel's own.
using Nine = std::array<double, 9>;

/// Writes a pixel's value for each output.
using OfNine = std::function<void(const Nine&, const PixelSize&, float* out)>;

/// A step with one layer of heights in metres in. All outputs are missing where one of the nine is, as at the grid's
/// edge and where a pixel has no width (at a pole).
Step step_of_nine(std::string_view id, std::string_view summary, std::string_view source, std::vector<Param> params,
                  std::vector<Layer> outputs, std::function<OfNine(const Request&)> of);

}  // namespace greisen::terrain
