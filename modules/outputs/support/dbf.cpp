// SPDX-License-Identifier: Apache-2.0
#include "outputs/support/dbf.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::outputs {
namespace {

constexpr int kWidestText = 254;
constexpr std::size_t kNameBytes = 11;
constexpr std::size_t kDescriptorBytes = 32;
constexpr char kEndOfHeader = '\x0d';
constexpr char kEndOfFile = '\x1a';

int width_of(const DbfColumn& column) { return std::min(column.width, kWidestText); }

void put_little_endian(std::string& out, std::size_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8U * static_cast<unsigned>(i)) & 0xffU);
}

/// One '?' for each letter that is not ASCII.
std::string ascii(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte < 0x80U) out += byte < 0x20U ? '?' : c;
    if (byte >= 0xc0U) out += '?';
  }
  return out;
}

std::string cell_text(const DbfColumn& column, const std::string& cell) {
  const auto width = static_cast<std::size_t>(width_of(column));
  std::string text = column.type == 'C' ? ascii(cell).substr(0, width) : cell;
  if (text.size() > width)
    throw Error({"E1064", "the number " + printable(cell) + " is too long for the column " + column.name});
  const std::string blanks(width - text.size(), ' ');
  return column.type == 'C' ? text + blanks : blanks + text;
}

}  // namespace

std::string dbf_of(const DbfTable& table) {
  std::size_t record = 1;
  for (const DbfColumn& column : table.columns) record += static_cast<std::size_t>(width_of(column));
  std::string out = {'\x03', 100, 1, 1};  // dBASE III without memo; 2000-01-01
  put_little_endian(out, table.rows.size(), 4);
  put_little_endian(out, kDescriptorBytes * (table.columns.size() + 1) + 1, 2);
  put_little_endian(out, record, 2);
  out.resize(kDescriptorBytes, '\0');
  for (const DbfColumn& column : table.columns) {
    std::string descriptor = column.name.substr(0, kNameBytes - 1);
    descriptor.resize(kNameBytes, '\0');
    descriptor += column.type;
    descriptor.append(4, '\0');
    descriptor += static_cast<char>(width_of(column));
    descriptor += static_cast<char>(column.decimals);
    descriptor.resize(kDescriptorBytes, '\0');
    out += descriptor;
  }
  out += kEndOfHeader;
  for (const std::vector<std::string>& row : table.rows) {
    if (row.size() != table.columns.size()) throw Error({"E1064", "a row with another number of columns"});
    out += ' ';
    for (std::size_t i = 0; i < row.size(); ++i) out += cell_text(table.columns[i], row[i]);
  }
  return out + kEndOfFile;
}

}  // namespace greisen::outputs
