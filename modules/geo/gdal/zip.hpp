// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace greisen::geo {

struct ZipEntry {
  std::string name;  ///< ASCII, with '/' between folders
  std::string bytes;
};

/// A zip of the entries in this order. The same entries give the same bytes: all carry one fixed date. E1001 where GDAL
/// cannot make it.
std::string zip_of(const std::vector<ZipEntry>& entries);

/// How many entries a zip says it has, by its end alone; 0 where it is none. Whoever lists it makes room for all.
std::uint64_t entries_of_zip(const std::string& path);

/// What readers of zips without the extension for large files hold.
inline constexpr std::uint64_t kMostZipBytes = std::uint64_t{4000} << 20U;
inline constexpr std::size_t kMostZipFiles = 65'000;

struct ZipFile {
  std::string name;  ///< within the zip, with '/' between folders
  std::string path;  ///< on disk
};
/// A zip of files, made at `path` itself, in bounded memory; all entries carry `time` ("2024-05-17T09:30:00Z"), or a
/// fixed one where that is none. Pictures and rasters, which are compressed already, are stored as they are. E4251
/// (more than the limits above), E3003 (a file cannot be read), E7001 / E7002.
void write_zip(const std::string& path, const std::vector<ZipFile>& files, std::string_view time);

}  // namespace greisen::geo
