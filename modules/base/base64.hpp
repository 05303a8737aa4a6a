// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace greisen {

/// RFC 4648, padded, in one line.
std::string base64(std::string_view bytes);
/// The bytes again; nothing of a text that is none.
std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace greisen
