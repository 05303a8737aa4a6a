// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/zip.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <memory>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen::geo {
namespace {

struct CloseFile {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using File = std::unique_ptr<VSILFILE, CloseFile>;

/// Time and date as a zip writes them.
struct ZipTime {
  std::uint16_t time = 0;
  std::uint16_t date = (20U << 9U) | (1U << 5U) | 1U;  // 2000-01-01
};

ZipTime time_of(std::string_view iso) {
  constexpr std::size_t kLetters = 19;
  constexpr std::int64_t kFirstYear = 1980;
  if (iso.size() < kLetters) return {};
  const auto part = [&](std::size_t at, std::size_t count) { return parse_int64(iso.substr(at, count)).value_or(0); };
  const std::int64_t year = part(0, 4) - kFirstYear;
  if (year < 0 || year > 127) return {};
  ZipTime out;
  out.date = static_cast<std::uint16_t>((year << 9) | (part(5, 2) << 5) | part(8, 2));
  out.time = static_cast<std::uint16_t>((part(11, 2) << 11) | (part(14, 2) << 5) | (part(17, 2) / 2));
  return out;
}

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

std::string read_at(VSILFILE* file, std::size_t at, std::size_t count) {
  std::string bytes(count, '\0');
  const bool whole = VSIFSeekL(file, at, SEEK_SET) == 0 && VSIFReadL(bytes.data(), 1, count, file) == count;
  return whole ? bytes : std::string();
}
bool write_at(VSILFILE* file, std::size_t at, const std::string& bytes) {
  return VSIFSeekL(file, at, SEEK_SET) == 0 && VSIFWriteL(bytes.data(), 1, bytes.size(), file) == bytes.size();
}

/// Walks the central directory; APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
bool fix_dates(const std::string& path, const ZipTime& time) {
  constexpr std::size_t kEndBytes = 22;
  const File file(VSIFOpenL(path.c_str(), "r+b"));
  if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0) return false;
  const auto size = static_cast<std::size_t>(VSIFTellL(file.get()));
  const std::string end = size < kEndBytes ? "" : read_at(file.get(), size - kEndBytes, kEndBytes);
  if (end.empty()) return false;
  const std::size_t start = number_at(end, 16, 4);
  std::string directory = read_at(file.get(), start, number_at(end, 12, 4));
  std::string stamp(4, '\0');
  put16(stamp, 0, time.time);
  put16(stamp, 2, time.date);
  std::size_t at = 0;
  for (std::size_t left = number_at(end, 10, 2); left > 0; --left) {
    directory.replace(at + 12, stamp.size(), stamp);
    if (!write_at(file.get(), number_at(directory, at + 42, 4) + 10, stamp)) return false;
    at += 46 + number_at(directory, at + 28, 2) + number_at(directory, at + 30, 2) + number_at(directory, at + 32, 2);
  }
  return write_at(file.get(), start, directory);
}

bool write_entry(const std::string& name, const std::string& bytes) {
  VSILFILE* const file = VSIFOpenL(name.c_str(), "wb");
  if (file == nullptr) return false;
  const bool whole = VSIFWriteL(bytes.data(), 1, bytes.size(), file) == bytes.size();
  return VSIFCloseL(file) == 0 && whole;
}

bool is_compressed(std::string_view name) {
  constexpr std::array<std::string_view, 7> kEndings = {".tif", ".png", ".jpg", ".pdf", ".qgz", ".zip", ".kmz"};
  return std::ranges::any_of(kEndings, [&](std::string_view ending) { return name.ends_with(ending); });
}

/// False where the zip cannot be written.
bool add_file(void* zip, const ZipFile& one) {
  constexpr std::size_t kPiece = std::size_t{4} << 20U;
  const File file(VSIFOpenL(one.path.c_str(), "rb"));
  if (!file) throw Error({"E3003", "the file cannot be read", {one.path, 0, 0, {}}, "check your rights to read it"});
  CPLStringList options;
  options.SetNameValue("COMPRESSED", is_compressed(one.name) ? "NO" : "YES");
  if (CPLCreateFileInZip(zip, one.name.c_str(), options.List()) != CE_None) return false;
  std::string piece(kPiece, '\0');
  while (true) {
    const std::size_t got = VSIFReadL(piece.data(), 1, piece.size(), file.get());
    if (got == 0) break;
    if (CPLWriteFileInZip(zip, piece.data(), static_cast<int>(got)) != CE_None) return false;
  }
  return CPLCloseFileInZip(zip) == CE_None;
}

void check_limits(const std::string& path, const std::vector<ZipFile>& files) {
  std::uint64_t bytes = 0;
  for (const ZipFile& file : files) bytes += path_info(file.path).value_or(PathInfo{}).bytes;
  if (bytes <= kMostZipBytes && files.size() <= kMostZipFiles) return;
  throw Error({"E4251",
               fmt::format("{} files of {} are too much for a zip (limits: {} files, {})", files.size(),
                           human_size(bytes), kMostZipFiles, human_size(kMostZipBytes)),
               {path, 0, 0, {}},
               "carry the run's folder as it is, or leave layers out (outputs.keep_layers: false)"});
}

}  // namespace

/// APPNOTE 6.3.10, sections 4.3.14 to 4.3.16.
std::uint64_t entries_of_zip(const std::string& path) {
  constexpr std::size_t kEndBytes = 22;
  constexpr std::size_t kMostComment = 65'535;
  constexpr std::size_t kLocatorBytes = 20;
  constexpr std::size_t kLargeEndBytes = 56;
  constexpr std::size_t kInLargeEnd = 0xffff;
  const File file(VSIFOpenL(path.c_str(), "rb"));
  if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0) return 0;
  const auto size = static_cast<std::size_t>(VSIFTellL(file.get()));
  const std::size_t count = std::min(size, kEndBytes + kMostComment + kLocatorBytes);
  const std::string last = read_at(file.get(), size - count, count);
  const std::size_t end = last.rfind("PK\x05\x06");
  if (end == std::string::npos || end + kEndBytes > last.size()) return 0;
  const std::size_t entries = number_at(last, end + 10, 2);
  if (entries != kInLargeEnd || end < kLocatorBytes || last.compare(end - kLocatorBytes, 4, "PK\x06\x07") != 0)
    return entries;
  const std::string large = read_at(file.get(), number_at(last, end - kLocatorBytes + 8, 8), kLargeEndBytes);
  return large.starts_with("PK\x06\x06") ? number_at(large, 32, 8) : entries;
}

std::string zip_of(const std::vector<ZipEntry>& entries) {
  static std::atomic<int> next{0};
  const GdalFailures failures;
  const std::string memory = "/vsimem/greisen_zip_" + std::to_string(++next) + ".zip";
  const std::string inside = "/vsizip/" + memory;
  // one handle on the archive itself, so that all entries go into one file
  VSILFILE* const archive = VSIFOpenL(inside.c_str(), "wb");
  bool made = archive != nullptr;
  for (const ZipEntry& entry : entries) made = made && write_entry(inside + "/" + entry.name, entry.bytes);
  made = archive != nullptr && VSIFCloseL(archive) == 0 && made && fix_dates(memory, {});
  vsi_l_offset size = 0;
  GByte* const data = VSIGetMemFileBuffer(memory.c_str(), &size, FALSE);
  std::string bytes;
  if (data != nullptr) bytes.assign(data, data + size);
  VSIUnlink(memory.c_str());
  if (!made || bytes.empty())
    throw Error({"E7002",
                 "a zip could not be made in memory: " + failures.text(),
                 {},
                 "free some memory, then run the same command again"});
  return bytes;
}

void write_zip(const std::string& path, const std::vector<ZipFile>& files, std::string_view time) {
  check_limits(path, files);
  const GdalFailures failures;
  void* const zip = CPLCreateZip(path.c_str(), nullptr);
  bool made = zip != nullptr;
  try {
    for (const ZipFile& file : files) made = made && add_file(zip, file);
  } catch (...) {
    CPLCloseZip(zip);
    throw;
  }
  made = zip != nullptr && CPLCloseZip(zip) == CE_None && made && fix_dates(path, time_of(time));
  if (!made || failures.any()) throw_write_failure(path, failures.text());
}

}  // namespace greisen::geo
