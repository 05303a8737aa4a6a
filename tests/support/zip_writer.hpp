// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace greisen::test {

inline void append(std::string& bytes, std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<char>(i < 8 ? (value >> (8 * i)) & 0xffU : 0U));
}

/// A zip of one entry, stored, whose size is declared as told.
inline std::string zip_of(const std::string& name, const std::string& text, std::uint32_t declared) {
  std::string header;
  append(header, 20, 2);  // version
  append(header, 0, 8);   // flags, stored, time, date
  append(header, 0, 4);   // checksum
  append(header, text.size(), 4);
  append(header, declared, 4);
  append(header, name.size(), 2);
  append(header, 0, 2);
  std::string zip = "PK\3\4" + header + name + text;
  const std::size_t directory = zip.size();
  std::string entry = "PK\1\2";
  append(entry, 20, 2);
  zip += entry + header;
  append(zip, 0, 14);  // comment, disk, attributes, offset of the entry
  zip += name;
  const std::size_t size = zip.size() - directory;
  zip += "PK\5\6";
  append(zip, 0, 4);
  append(zip, 1, 2);
  append(zip, 1, 2);
  append(zip, size, 4);
  append(zip, directory, 4);
  append(zip, 0, 2);
  return zip;
}

}  // namespace greisen::test
