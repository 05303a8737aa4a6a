// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace greisen::outputs {

struct DbfColumn {
  std::string name;  ///< ASCII, at most 10 letters
  char type = 'C';   ///< 'C' text, 'N' number
  int width = 1;     ///< characters; texts: at most 254
  int decimals = 0;
};

struct DbfTable {
  std::vector<DbfColumn> columns;
  std::vector<std::vector<std::string>> rows;  ///< one text a column; numbers as they are to stand
};

/// A dBASE III table, the form of the attribute tables that ArcGIS reads beside rasters. Its date is fixed. Texts are
/// cut to their column; letters beyond ASCII become '?'. E1064 for a row or number that does not fit.
std::string dbf_of(const DbfTable& table);

}  // namespace greisen::outputs
