// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace greisen {

/// Inputs are plain files. What is none may never end or never begin: pipes (FIFOs), devices, sockets, and what the
/// kernel makes up while it is read (/proc, /sys); links are followed.
inline constexpr const char* kNoPlainFile =
    "it is no plain file but a pipe, a device, a socket or a file that the system makes up";

/// Is something there that is neither a plain file nor a folder? Waits for nobody.
bool is_no_plain_file(const std::string& path);
/// Throws E3001 where it is.
void need_plain_file(const std::string& path);
/// A descriptor to read from, or -1 with `why`. Folders open, and fail to be read.
int open_plain_file(const std::string& path, std::string& why);

}  // namespace greisen
