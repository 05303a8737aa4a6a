// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "step/step.hpp"

namespace greisen::evidence {

/// `layer`: name, description, formula and source of the output, in this order; the first input's where left out.
Param layer_param();
Layer named_layer(const Request& request);

}  // namespace greisen::evidence
