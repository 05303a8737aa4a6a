// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greisen::geo {

/// Files wherever GDAL finds them: folders, zips (/vsizip/), /vsicurl/, /vsis3/ …
struct PathInfo {
  bool folder = false;
  std::uint64_t bytes = 0;
};
std::optional<PathInfo> path_info(const std::string& path);
bool is_file(const std::string& path);
bool is_folder(const std::string& path);

/// Names in a folder, sorted by byte, without "." and ".."; empty where it is no folder. E3109 above `limit` names.
inline constexpr std::size_t kMaxFolderEntries = 100'000;
std::vector<std::string> list_folder(const std::string& path, std::size_t limit = kMaxFolderEntries);

/// The whole file; E3001 where it cannot be read, E3002 where it is longer than `limit`.
std::string read_text(const std::string& path, std::size_t limit);

/// Paths that match a pattern with * ? [ab] [a-z] [!a] in any of its components, sorted by byte. A path that exists as
/// it is written is its only match. "*" matches no leading dot. E3109 above `limit` paths.
std::vector<std::string> glob(const std::string& pattern, std::size_t limit = kMaxFolderEntries);
bool has_wildcard(std::string_view pattern);

/// A zip, or a tar that is not compressed, by its name.
bool is_archive(std::string_view path);
/// "/vsizip/<path>" of a zip file, "/vsizip/{<path>}" of one whose name does not say so (no ending, or .SAFE: what it
/// begins with tells), "/vsitar/<path>" of a tar, any other path unchanged. E3109 for one with entries that
/// leave it, with too many entries, or whose declared sizes exceed the archive's by more than kMaxUnzipRatio.
inline constexpr std::uint64_t kMaxUnzipRatio = 200;
std::string open_archive(const std::string& path);

/// Path below a base folder; absolute and /vsi paths and URLs stay as they are.
std::string resolve(const std::string& base_folder, const std::string& path);
std::string join_path(const std::string& folder, std::string_view name);
std::string file_name(std::string_view path);
std::string parent_folder(std::string_view path);
/// Relative, without "..", drive letters, backslashes, control characters and /vsi prefixes: safe below a product.
bool stays_inside(std::string_view relative_path);

}  // namespace greisen::geo
