// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "step/step.hpp"

namespace greisen {

inline constexpr int kAnyNumber = 1 << 16;

/// Throws E2410 where a step got fewer or more input layers than it takes.
void need_layers(const Request& request, std::string_view step, int least, int most = kAnyNumber);

/// Throws E4018 where a step that counts one length in pixels for all directions got pixels that are not square.
void need_square_pixels(const Request& request, std::string_view step);

/// E2411: each argument is well formed by itself, but not beside the others or for these inputs.
[[noreturn]] void refuse(std::string_view step, std::string_view parameter, const std::string& what,
                         const std::string& fix);

}  // namespace greisen
