// SPDX-License-Identifier: Apache-2.0
#include "geo/zip.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>

#include <cpl_vsi.h>

#include "base/error.hpp"
#include "geo/gdal_failures.hpp"

namespace greisen::geo {
namespace {

/// 2000-01-01, 00:00, as a zip writes time and date.
constexpr std::uint16_t kTime = 0;
constexpr std::uint16_t kDate = (20U << 9U) | (1U << 5U) | 1U;

void put16(std::string& bytes, std::size_t at, std::uint16_t value) {
  bytes[at] = static_cast<char>(value & 0xffU);
  bytes[at + 1] = static_cast<char>(value >> 8U);
}
std::size_t number_at(const std::string& bytes, std::size_t at, int count) {
  std::size_t value = 0;
  for (int i = count - 1; i >= 0; --i)
    value = value << 8U | static_cast<std::uint8_t>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

/// Walks the central directory; APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
void fix_dates(std::string& bytes) {
  constexpr std::size_t kEndBytes = 22;
  const std::size_t end = bytes.size() - kEndBytes;
  std::size_t at = number_at(bytes, end + 16, 4);
  for (std::size_t left = number_at(bytes, end + 10, 2); left > 0; --left) {
    const std::size_t local = number_at(bytes, at + 42, 4);
    put16(bytes, at + 12, kTime);
    put16(bytes, at + 14, kDate);
    put16(bytes, local + 10, kTime);
    put16(bytes, local + 12, kDate);
    at += 46 + number_at(bytes, at + 28, 2) + number_at(bytes, at + 30, 2) + number_at(bytes, at + 32, 2);
  }
}

bool write_entry(const std::string& name, const std::string& bytes) {
  VSILFILE* const file = VSIFOpenL(name.c_str(), "wb");
  if (file == nullptr) return false;
  const bool whole = VSIFWriteL(bytes.data(), 1, bytes.size(), file) == bytes.size();
  return VSIFCloseL(file) == 0 && whole;
}

}  // namespace

std::string zip_of(const std::vector<ZipEntry>& entries) {
  static std::atomic<int> next{0};
  const GdalFailures failures;
  const std::string memory = "/vsimem/greisen_zip_" + std::to_string(++next) + ".zip";
  const std::string inside = "/vsizip/" + memory;
  // one handle on the archive itself, so that all entries go into one file
  VSILFILE* const archive = VSIFOpenL(inside.c_str(), "wb");
  bool made = archive != nullptr;
  for (const ZipEntry& entry : entries) made = made && write_entry(inside + "/" + entry.name, entry.bytes);
  made = archive != nullptr && VSIFCloseL(archive) == 0 && made;
  vsi_l_offset size = 0;
  GByte* const data = VSIGetMemFileBuffer(memory.c_str(), &size, FALSE);
  std::string bytes;
  if (data != nullptr) bytes.assign(data, data + size);
  VSIUnlink(memory.c_str());
  if (!made || bytes.empty()) throw Error({"E1001", "a zip could not be made: " + failures.text()});
  fix_dates(bytes);
  return bytes;
}

}  // namespace greisen::geo
