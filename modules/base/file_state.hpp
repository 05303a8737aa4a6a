// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace greisen {

/// What the system tells of a file: device, inode, size, times of modification and of status change. While it is the
/// same, so is the file, wherever its clock tells two writes apart (is_settled). Empty where it cannot be looked at.
std::string file_state(const std::string& path);
/// Was it left alone for two seconds? Coarse clocks tick no faster, so a later write shows in file_state.
bool is_settled(const std::string& path);

/// Device and inode: equal for all names and links of one file or folder. None where nothing is there.
std::optional<std::pair<std::uint64_t, std::uint64_t>> file_id(const std::string& path);

}  // namespace greisen
