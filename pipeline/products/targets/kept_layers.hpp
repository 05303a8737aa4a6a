// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/engine.hpp"
#include "targets/extract.hpp"

namespace greisen {

/// Does the port lie in the run's scratch when its passes are over?
bool is_kept(const EngineResult& result, const Port& port);

/// Reads such ports, one layer each, as long as `result` lives; interruptible.
targets::WindowReader kept_layers(const EngineResult& result, const std::vector<Port>& ports);

}  // namespace greisen
