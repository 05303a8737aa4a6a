// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace greisen::geo {

/// One entry of a directory of a TIFF (TIFF 6.0, 1992), its value as little-endian bytes.
struct TiffTag {
  std::uint16_t id = 0;
  std::uint16_t type = 0;  ///< 2 ASCII, 3 SHORT, 4 LONG, 12 DOUBLE, 16 LONG8 …
  std::uint64_t count = 0;
  std::vector<std::byte> value;
};
using TiffDirectory = std::vector<TiffTag>;

// the tags used by name here
inline constexpr std::uint16_t kTagNewSubfileType = 254;
inline constexpr std::uint16_t kTagImageWidth = 256;
inline constexpr std::uint16_t kTagImageLength = 257;
inline constexpr std::uint16_t kTagTileOffsets = 324;
inline constexpr std::uint16_t kTagTileByteCounts = 325;

[[nodiscard]] TiffTag long_tag(std::uint16_t id, std::uint32_t value);
[[nodiscard]] TiffTag long_tag(std::uint16_t id, const std::vector<std::uint32_t>& values);
[[nodiscard]] TiffTag long8_tag(std::uint16_t id, const std::vector<std::uint64_t>& values);
/// Replaces the tag of that id, or adds it; the directory stays sorted.
void set_tag(TiffDirectory& directory, TiffTag tag);

/// The first directory of a little-endian classic TIFF of our own making; E1001 where it is none.
[[nodiscard]] TiffDirectory read_directory(const std::string& path);

/// Header, `ghost` and the directories one after the other, each followed by its values: the whole beginning of a file.
/// `big`: BigTIFF.
[[nodiscard]] std::vector<std::byte> write_directories(const std::vector<TiffDirectory>& directories,
                                                       const std::string& ghost, bool big);

}  // namespace greisen::geo
