// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "geo/gdal/gdal_handles.hpp"

namespace greisen::geo {

/// GDAL's own cache of blocks where the user set no GDAL_CACHEMAX. Small: our block store keeps what a pass needs.
inline constexpr std::size_t kGdalCacheBytes = std::size_t{64} << 20U;

/// GDAL and PROJ in the order this program needs, done once a process by the first of these objects: drivers
/// registered, cache small, no network, no listing of the folders files lie in, no threads of GDAL's own. What the user
/// set in the environment (GDAL_CACHEMAX, GDAL_DISABLE_READDIR_ON_OPEN) stays. Costs nothing to make; any thread may.
class GdalSession {
 public:
  GdalSession();
  /// Read-only: nothing is ever written beside an input (statistics are never asked of an input's handle; what lies in
  /// NAME.aux.xml already, such as a CRS, is read). One thread per handle. E3011 with GDAL's own words.
  [[nodiscard]] DatasetPtr open(const std::string& path) const;
};

}  // namespace greisen::geo
