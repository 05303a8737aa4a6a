// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "catalogue/formula/formula.hpp"
#include "step/step.hpp"

namespace greisen::filters {

/// The registered step `expression` of formulas whose names are bound to its inputs already, by roles, bands or
/// wavelengths of a sensor: formula k makes `layers[k]`. All must be available (assert); its arguments are words only.
Step expression_of(std::span<const BoundFormula> formulas, std::vector<Layer> layers);

}  // namespace greisen::filters
