// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/vectors/vectors.hpp"

namespace greisen::geo {

/// Formats that other programs ask for, each written by GDAL's own driver.
enum class VectorFormat {
  shapefile,         ///< one table a file; names of columns of at most 10 letters, texts of at most 254 bytes
  mapinfo,           ///< TAB: one table a file; texts of at most 254 letters of Windows' Latin-1
  flatgeobuf,        ///< one table a file
  file_geodatabase,  ///< a folder NAME.gdb
  gpx,               ///< lon/lat; the tables `waypoints` (points) and `tracks` (lines), in this order
};

/// The tables as one file (or folder) of that format, made at `path` itself: give a part name where it must be whole.
/// `date` (2024-05-17) is the day the format wants to hold. The same tables give the same bytes; of a geodatabase only
/// in a fresh process, as its identifiers are numbered there. Throws E7001 / E7002, E1064 (what the format would
/// change or cut: it is never done in silence).
void write_vectors(const std::string& path, VectorFormat format, const Crs& crs, const std::vector<VectorTable>& tables,
                   const std::string& date);

}  // namespace greisen::geo
