// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/vectors/vectors.hpp"

namespace greisen::geo {

/// Names of the tables that have shapes, in the order of the file. E3201 where it does not open.
std::vector<std::string> shape_tables(const std::string& path);

struct FileTable {
  VectorTable table;
  Crs crs;
};
/// A table as it stands, with all its columns. Rows whose shape is of another kind than the table's are left out.
/// E3201 (does not open), E3203 (no CRS), E3204 (too many vertices), E3206 (no such table, or without shapes).
FileTable read_table(const std::string& path, const std::string& name);

/// The same table in another CRS. E4012 (no exact transformation), E4013 (beyond that CRS).
VectorTable moved_table(VectorTable table, const Crs& from, const Crs& to);

}  // namespace greisen::geo
