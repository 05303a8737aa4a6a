// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/cli/declaration.hpp"
#include "pipeline/graph/source_options.hpp"

namespace greisen {

/// The options that tell of inputs and outputs, for verbs that take rasters. `options` live longer than the parsing.
void declare_source(Declaration& command, SourceOptions& options);

}  // namespace greisen
