// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace greisen::geo {

/// The path or pattern that was likely meant by one that matches nothing, relative to `base_folder` as it was: other
/// capitals, two typing mistakes, another ending, or the same name in a folder below. It matches.
std::optional<std::string> near_path(const std::string& base_folder, const std::string& path);

/// How to mend a path or pattern that matches nothing: one written for Windows or for a shell, the one that was likely
/// meant, or what the folder holds in which the search ended. Never empty.
std::string missing_path_fix(const std::string& base_folder, const std::string& path);

}  // namespace greisen::geo
