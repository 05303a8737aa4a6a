// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/tar.hpp"

#include <array>
#include <memory>
#include <string_view>

#include <cpl_vsi.h>

#include "geo/gdal/vsi_handles.hpp"

namespace greisen::geo {
namespace {

constexpr std::uint64_t kBlockBytes = 512;

/// The field `size` of a header (POSIX ustar): octal digits.
std::uint64_t size_in(std::string_view header) {
  std::uint64_t size = 0;
  for (const char c : header.substr(124, 12))
    if (c >= '0' && c <= '7') size = size * 8 + static_cast<std::uint64_t>(c - '0');
  return size;
}

}  // namespace

std::uint64_t entries_of_tar(const std::string& path, std::uint64_t most) {
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(path.c_str(), "rb"));
  std::array<char, kBlockBytes> header = {};
  std::uint64_t count = 0;
  for (std::uint64_t at = 0; file && count <= most; ++count) {
    if (VSIFSeekL(file.get(), at, SEEK_SET) != 0) break;
    if (VSIFReadL(header.data(), 1, header.size(), file.get()) != header.size() || header[0] == '\0') break;
    at += kBlockBytes + (size_in({header.data(), header.size()}) + kBlockBytes - 1) / kBlockBytes * kBlockBytes;
  }
  return count;
}

}  // namespace greisen::geo
