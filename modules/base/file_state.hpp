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
/// Do two states of a file differ in more than the time of its status, which links and rights change too?
bool was_rewritten(const std::string& before, const std::string& now);
/// Did its status change after `since` (nanoseconds of the system's clock) and not in the future?
bool changed_since(const std::string& path, std::int64_t since_ns);
std::int64_t clock_ns();
/// Was it left alone for two seconds? Coarse clocks tick no faster, so a later write shows in file_state.
bool is_settled(const std::string& path);

/// Device and inode: equal for all names and links of one file or folder. None where nothing is there.
std::optional<std::pair<std::uint64_t, std::uint64_t>> file_id(const std::string& path);
/// From the root and without "." and "..", by its text alone: links are not looked at. Where the current folder is gone
/// a path that begins in it stays as it is.
std::string absolute_path(const std::string& path);
/// What the files in a folder take up on its disk, links unfollowed; 0 where there is none.
std::uint64_t disk_bytes_in(const std::string& folder);

}  // namespace greisen
