// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace greisen::geo {

/// One format of GDAL and what this program wants it for.
struct FormatFact {
  std::string name;     ///< GDAL's short name: "JP2OpenJPEG"
  std::string purpose;  ///< "Sentinel-2 bands"
  bool needed = false;  ///< true: the program cannot do its work without it
  bool present = false;
};

/// What the libraries under this room are, and where they keep their data.
struct GdalFacts {
  std::string gdal_version;
  std::string proj_version;
  std::vector<std::string> proj_paths;  ///< in the order searched
  std::string proj_database;            ///< path of proj.db; empty: not found, no CRS can be used
  bool proj_network = false;
  std::uint64_t cache_bytes = 0;    ///< GDAL's block cache
  std::vector<FormatFact> formats;  ///< needed ones first
};

GdalFacts gdal_facts();

}  // namespace greisen::geo
