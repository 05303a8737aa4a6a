// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace greisen::geo {

/// What to open in place of an input, so that neither it nor its folder is written to: the path itself, or a private
/// copy, of the same name and with its siblings, where GDAL would write by opening it: databases of SQLite (GeoPackage,
/// MBTiles …) whose last edits lie in a log beside them (-wal, -journal) or that make one when they are opened, and GML
/// without .gfs. The copy tells of those edits, is made once as long as the input stays what it is, and goes with the
/// process. Any other text, such as a URL or a subdataset of another format, stays as it is. E3001 where it is
/// no plain file (base/plain_file.hpp), or its journal names another, E7001/E7002 where the copy finds no room in
/// TMPDIR.
std::string untouched(const std::string& path);

}  // namespace greisen::geo
