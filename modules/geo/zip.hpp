// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace greisen::geo {

struct ZipEntry {
  std::string name;  ///< ASCII, with '/' between folders
  std::string bytes;
};

/// A zip of the entries in this order. The same entries give the same bytes: all carry one fixed date. E1001 where GDAL
/// cannot make it.
std::string zip_of(const std::vector<ZipEntry>& entries);

}  // namespace greisen::geo
