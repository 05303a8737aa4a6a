// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/text_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/ogr_support.hpp"

namespace greisen::geo {
namespace {

constexpr std::array kSeparators = {'\t', ';', '|', ','};
constexpr std::size_t kLinesLookedAt = 50;

void append_utf8(std::uint32_t point, std::string& out) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (point < 0x80U) return byte(point);
  if (point < 0x800U) {
    byte(0xC0U | (point >> 6U));
  } else if (point < 0x10000U) {
    byte(0xE0U | (point >> 12U));
    byte(0x80U | ((point >> 6U) & 0x3FU));
  } else {
    byte(0xF0U | (point >> 18U));
    byte(0x80U | ((point >> 12U) & 0x3FU));
    byte(0x80U | ((point >> 6U) & 0x3FU));
  }
  byte(0x80U | (point & 0x3FU));
}

/// Halves of a pair that stand alone become U+FFFD.
std::string from_utf16(std::string_view bytes, bool high_first) {
  const auto unit = [&](std::size_t at) {
    const auto one = static_cast<unsigned char>(bytes[at]);
    const auto two = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(high_first ? one << 8U | two : two << 8U | one);
  };
  std::string out;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t point = unit(at);
    const bool first = point >= 0xD800U && point < 0xDC00U;
    if (first && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00U && unit(at + 2) < 0xE000U) {
      point = 0x10000U + ((point - 0xD800U) << 10U) + (unit(at + 2) - 0xDC00U);
      at += 2;
    } else if (point >= 0xD800U && point < 0xE000U) {
      point = 0xFFFDU;
    }
    append_utf8(point, out);
  }
  return out;
}

/// More letters beyond ASCII that are whole than bytes that are not: some program cut or spoilt a few.
bool mostly_utf8(std::string_view bytes) {
  if (valid_utf8(bytes)) return true;
  std::size_t whole = 0;
  std::size_t broken = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = next_code_point(bytes.substr(at));
    if (!point.valid) ++broken;
    if (point.valid && point.bytes > 1) ++whole;
    at += point.bytes;
  }
  return whole > 4 * broken;
}

/// Broken letters become U+FFFD.
std::string mended_utf8(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = next_code_point(bytes.substr(at));
    text += point.valid ? bytes.substr(at, point.bytes) : std::string_view("\xEF\xBF\xBD");
    at += point.bytes;
  }
  return text;
}

std::string from_windows_1252(std::string_view bytes) {
  const GdalFailures quiet;
  const std::unique_ptr<char, decltype(&CPLFree)> text(CPLRecode(std::string(bytes).c_str(), "CP1252", CPL_ENC_UTF8),
                                                       CPLFree);
  return text && valid_utf8(text.get()) ? std::string(text.get()) : mended_utf8(bytes);
}

/// Of UTF-16 without its mark: nearly every other byte of a table of Latin letters is 0. The first byte's order, if so.
std::optional<bool> looks_like_utf16(std::string_view bytes) {
  const std::size_t pairs = std::min<std::size_t>(bytes.size(), 4096) / 2;
  std::array<std::size_t, 2> zeros = {0, 0};
  for (std::size_t i = 0; i < 2 * pairs; ++i) zeros.at(i % 2) += bytes[i] == '\0' ? 1U : 0U;
  if (pairs < 2) return {};
  if (zeros[0] > pairs * 6 / 10 && zeros[1] <= pairs / 10) return true;
  if (zeros[1] > pairs * 6 / 10 && zeros[0] <= pairs / 10) return false;
  return {};
}

/// How often each separator stands outside quotes in each of the first lines.
std::map<char, std::map<int, int>> counts_of(std::string_view text) {
  std::map<char, std::map<int, int>> lines_by_count;
  std::map<char, int> counts;
  bool quoted = false;
  std::size_t lines = 0;
  bool blank = true;
  const auto end_line = [&] {
    for (const char separator : kSeparators) {
      if (!blank) ++lines_by_count[separator][counts[separator]];
      counts[separator] = 0;
    }
    lines += blank ? 0 : 1;
    blank = true;
  };
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) end_line();
    if (lines == kLinesLookedAt) break;
    if (!quoted) ++counts[c];
    blank = blank && (c == '\n' || c == '\r' || c == ' ');
  }
  if (lines < kLinesLookedAt) end_line();
  return lines_by_count;
}

/// The separator that parts the most lines into one number of cells.
char separator_of(std::string_view text) {
  auto counts = counts_of(text);
  char best = ',';
  int most = 0;
  for (const char separator : kSeparators)
    for (const auto& [count, lines] : counts[separator])
      if (count > 0 && lines > most) {
        most = lines;
        best = separator;
      }
  return best;
}

/// RFC 4180, one character after the other.
class Splitter {
 public:
  Splitter(std::string_view text, char separator, const std::string& path)
      : text_(text), separator_(separator), path_(path) {}

  std::vector<TextRow> run() {
    for (; at_ < text_.size(); ++at_) take(text_[at_]);
    if (!cell_.empty() || !row_.cells.empty()) end_row();
    return std::move(rows_);
  }

 private:
  void take(char c) {
    const bool next_quote = at_ + 1 < text_.size() && text_[at_ + 1] == '"';
    if (quoted_) {
      if (c == '\n') ++line_;
      if (c != '"') {
        add(c);
      } else if (next_quote) {
        add(c);
        ++at_;
      } else {
        quoted_ = false;
      }
    } else if (c == '"' && trim(cell_).empty()) {
      quoted_ = true;
      cell_.clear();
    } else if (c == separator_) {
      end_cell();
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
      end_row();
    } else {
      add(c);
    }
  }

  void add(char c) {
    if (cell_.size() == kMostCellBytes) refuse(kMostCellBytes, "bytes in one cell");
    cell_ += c;
  }

  void refuse(std::size_t most, const char* what) const {
    refuse_vectors("E3204", path_, fmt::format("more than {} {}, in line {}", most, what, line_),
                   "cut it to the area, and leave out the columns that are not needed");
  }

  void end_cell() {
    if (row_.cells.size() == kMostTableColumns) refuse(kMostTableColumns, "columns");
    if (++cells_ > kMostTableCells) refuse(kMostTableCells, "cells");
    row_.cells.emplace_back(trim(cell_));
    cell_.clear();
  }

  void end_row() {
    end_cell();
    row_.number = begun_;
    begun_ = ++line_;
    if (std::ranges::any_of(row_.cells, [](const std::string& cell) { return !cell.empty(); }))
      rows_.push_back(std::move(row_));
    if (rows_.size() > kMostTableRows) refuse(kMostTableRows, "rows");
    row_ = {};
  }

  std::string_view text_;
  char separator_;
  const std::string& path_;
  std::size_t cells_ = 0;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::int64_t begun_ = 1;  ///< line on which the row began
  bool quoted_ = false;
  std::string cell_;
  TextRow row_;
  std::vector<TextRow> rows_;
};

}  // namespace

DecodedText decoded(std::string_view bytes) {
  constexpr std::string_view kUtf8 = "\xEF\xBB\xBF";
  constexpr std::string_view kLowFirst = "\xFF\xFE";
  constexpr std::string_view kHighFirst = "\xFE\xFF";
  if (bytes.starts_with(kUtf8)) bytes.remove_prefix(kUtf8.size());
  if (bytes.starts_with(kLowFirst)) return {from_utf16(bytes.substr(2), false), false};
  if (bytes.starts_with(kHighFirst)) return {from_utf16(bytes.substr(2), true), false};
  if (const auto high_first = looks_like_utf16(bytes)) return {from_utf16(bytes, *high_first), false};
  if (mostly_utf8(bytes)) return {mended_utf8(bytes), false};
  return {from_windows_1252(bytes), true};
}

TextTable text_table(std::string_view bytes, const std::string& path) {
  const DecodedText whole = decoded(bytes);
  std::string_view text = whole.text;
  TextTable table;
  table.guess = whole.guessed ? "Windows-1252" : "";
  std::int64_t skipped = 0;
  if (text.size() > 5 && text.starts_with("sep=") && (text[5] == '\r' || text[5] == '\n')) {  // Excel's own mark
    table.separator = text[4];
    text.remove_prefix(text.substr(5).starts_with("\r\n") ? 7 : 6);
    skipped = 1;
  } else {
    table.separator = separator_of(text);
  }
  table.rows = Splitter(text, table.separator, path).run();
  for (TextRow& row : table.rows) row.number += skipped;
  return table;
}

TextTable read_text_table(const std::string& path) { return text_table(read_text(path, kMostTableBytes), path); }

}  // namespace greisen::geo
