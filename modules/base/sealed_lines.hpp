// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace greisen {

/// A line of a file of state with its own checksum (XXH3, 16 digits after a tab) and its end.
std::string sealed(std::string_view line);
/// The lines of such a file that are, letter by letter, as they were written, without their checksums. What is damaged
/// is left out, and so is the whole file where it is absent, no plain file or longer than 64 MiB: what was kept there
/// is found out again.
std::vector<std::string> sealed_lines(const std::string& path);

}  // namespace greisen
