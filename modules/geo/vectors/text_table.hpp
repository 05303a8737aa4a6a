// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace greisen::geo {

inline constexpr std::size_t kMostTableBytes = std::size_t{256} << 20U;
inline constexpr std::size_t kMostTableRows = 2'000'000;
inline constexpr std::size_t kMostTableColumns = 16'384;  ///< as a spreadsheet has
inline constexpr std::size_t kMostTableCells = 32'000'000;
inline constexpr std::size_t kMostCellBytes = std::size_t{8} << 20U;  ///< an outline in WKT of 300 000 corners

/// A row of a table as it is written: blanks around its cells taken off.
struct TextRow {
  std::int64_t number = 0;  ///< of its line or row, from 1
  std::vector<std::string> cells;
};

/// Rows of a file whose cells stand between separators, in UTF-8.
struct TextTable {
  std::vector<TextRow> rows;  ///< rows without any text are left out
  char separator = ',';       ///< comma, semicolon, tab or bar: that which parts most lines alike
  std::string guess;          ///< "Windows-1252" where the encoding is not told by the file; else empty
};

/// Text in any of the encodings in which spreadsheets save: UTF-8 and UTF-16 by their marks or by what they hold, else
/// Windows-1252, which is a guess. Line ends of any system; quotes as in RFC 4180; a first line "sep=;" is obeyed.
/// E3001, E3002 above kMostTableBytes, E3204 above the other limits.
TextTable read_text_table(const std::string& path);

/// The same of a text that was read from `path`.
TextTable text_table(std::string_view bytes, const std::string& path = "");

/// The text as UTF-8, and whether its encoding was guessed.
struct DecodedText {
  std::string text;
  bool guessed = false;
};
DecodedText decoded(std::string_view bytes);

}  // namespace greisen::geo
