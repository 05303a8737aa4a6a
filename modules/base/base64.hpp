// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace greisen {

/// RFC 4648, padded, in one line.
std::string base64(std::string_view bytes);

}  // namespace greisen
