// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/process/wire.hpp"

namespace greisen::geo {

/// What ArrayFile asks of a file of arrays.
enum class ArrayAsks : char { open = 'o', text = 't', numbers = 'n', shape = 's', values = 'v' };

/// Answers it: file, question and name of what is meant in `asked`. The errors are ArrayFile's.
std::string serve_arrays(WireReader& asked);

}  // namespace greisen::geo
