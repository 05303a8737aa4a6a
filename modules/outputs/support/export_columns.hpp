// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/vectors/vectors.hpp"
#include "outputs/exports.hpp"

namespace greisen::outputs {

/// What a column of the exported tables holds.
struct ColumnText {
  std::string_view name;
  std::string_view brief;  ///< its name where 10 letters are the most
  std::string_view text;
};
/// Null for a column that is not known.
const ColumnText* find_column(std::string_view name);

/// What a format asks of names and texts.
struct TableLimits {
  std::size_t name_letters = 0;  ///< of columns
  std::size_t text_bytes = 0;    ///< 0: any
  bool latin1 = false;           ///< texts in Windows' Latin-1 alone
};
/// The table as the format holds it: names of letters, digits and '_', none twice; texts cut at a letter and ended by
/// "...", letters that do not exist there written '?'. Each change of a text is told in the notes.
geo::VectorTable fitted(const geo::VectorTable& table, const TableLimits& limits, std::vector<std::string>& notes);

/// The file read_me.txt of an export: begins with kReadMeBegin, then what the folder holds, the columns of the tables
/// as they were fitted, and what was changed.
inline constexpr std::string_view kReadMeBegin = "Written by greisen export";
inline constexpr const char* kReadMe = "read_me.txt";
struct ReadMe {
  std::string what;
  std::vector<std::string> notes = {};
  TableLimits limits = {};
  bool columns = true;  ///< with the table of columns
};
void write_read_me(const std::string& folder, const ExportSource& source, const ReadMe& facts);

/// The text of a cell; empty where there is none, or no such column.
std::string text_at(const geo::VectorTable& table, const geo::VectorRow& row, std::string_view column);

}  // namespace greisen::outputs
