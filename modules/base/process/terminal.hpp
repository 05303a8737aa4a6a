// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace greisen {

/// Text that cannot command a terminal, whoever wrote it: control characters (C0 but newline and tab, DEL, C1), those
/// that turn the direction of writing or end a line unseen, and bytes that are no UTF-8 become '?'.
std::string for_terminal(std::string_view text);
/// JSON text with those of them that its strings hold, escaped: the same JSON.
std::string json_for_terminal(std::string_view json);

}  // namespace greisen
