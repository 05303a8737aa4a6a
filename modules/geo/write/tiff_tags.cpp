// SPDX-License-Identifier: Apache-2.0
#include "geo/write/tiff_tags.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "base/error.hpp"
#include "base/random_file.hpp"

namespace greisen::geo {
namespace {

static_assert(std::endian::native == std::endian::little, "values are copied as they lie in memory");

constexpr std::array<std::size_t, 19> kBytesOfType = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

[[noreturn]] void no_template() { throw Error({"E1001", "GDAL's template of a TIFF is none"}); }

/// Appends and overwrites numbers.
class Bytes {
 public:
  template <class T>
  void add(T number) {
    const auto at = bytes.size();
    bytes.resize(at + sizeof number);
    put(at, number);
  }
  template <class T>
  void put(std::size_t at, T number) {
    std::memcpy(bytes.data() + at, &number, sizeof number);
  }
  /// A number as wide as an offset.
  void add_offset(std::uint64_t number, bool big) {
    if (big)
      add(number);
    else
      add(static_cast<std::uint32_t>(number));
  }
  void put_offset(std::size_t at, std::uint64_t number, bool big) {
    if (big)
      put(at, number);
    else
      put(at, static_cast<std::uint32_t>(number));
  }
  void align() { bytes.resize((bytes.size() + 7) / 8 * 8); }
  std::vector<std::byte> bytes;
};

template <class T>
TiffTag number_tag(std::uint16_t id, std::uint16_t type, const std::vector<T>& values) {
  const auto bytes = std::as_bytes(std::span(values));
  return {id, type, values.size(), {bytes.begin(), bytes.end()}};
}

/// Returns where the place of the next directory is to be written.
std::size_t write_directory(Bytes& out, const TiffDirectory& directory, bool big) {
  const std::size_t inside = big ? 8 : 4;
  std::vector<std::pair<std::size_t, const TiffTag*>> apart;
  if (big)
    out.add(static_cast<std::uint64_t>(directory.size()));
  else
    out.add(static_cast<std::uint16_t>(directory.size()));
  for (const TiffTag& tag : directory) {
    out.add(tag.id);
    out.add(tag.type);
    out.add_offset(tag.count, big);
    const std::size_t place = out.bytes.size();
    out.bytes.resize(place + inside);
    if (tag.value.size() <= inside)
      std::ranges::copy(tag.value, out.bytes.begin() + static_cast<std::ptrdiff_t>(place));
    else
      apart.emplace_back(place, &tag);
  }
  const std::size_t next = out.bytes.size();
  out.add_offset(0, big);
  for (const auto& [place, tag] : apart) {
    out.align();
    out.put_offset(place, out.bytes.size(), big);
    out.bytes.insert(out.bytes.end(), tag->value.begin(), tag->value.end());
  }
  out.align();
  return next;
}

}  // namespace

TiffTag long_tag(std::uint16_t id, std::uint32_t value) { return long_tag(id, std::vector<std::uint32_t>{value}); }
TiffTag long_tag(std::uint16_t id, const std::vector<std::uint32_t>& values) { return number_tag(id, 4, values); }
TiffTag long8_tag(std::uint16_t id, const std::vector<std::uint64_t>& values) { return number_tag(id, 16, values); }

void set_tag(TiffDirectory& directory, TiffTag tag) {
  const auto place = std::ranges::lower_bound(directory, tag.id, {}, &TiffTag::id);
  if (place != directory.end() && place->id == tag.id)
    *place = std::move(tag);
  else
    directory.insert(place, std::move(tag));
}

TiffDirectory read_directory(const std::string& path) {
  const RandomFile file(path, RandomFile::Mode::read);
  const auto take = [&](auto& number, std::uint64_t at) {
    file.read(std::as_writable_bytes(std::span(&number, 1)), at);
  };
  std::uint32_t magic = 0;
  std::uint32_t first = 0;
  std::uint16_t count = 0;
  take(magic, 0);
  take(first, 4);
  if (magic != 0x002A'4949) no_template();
  take(count, first);
  TiffDirectory directory;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t at = first + 2 + 12 * i;
    TiffTag tag;
    std::uint32_t values = 0;
    take(tag.id, at);
    take(tag.type, at + 2);
    take(values, at + 4);
    if (tag.type >= kBytesOfType.size()) no_template();
    tag.count = values;
    tag.value.resize(values * kBytesOfType[tag.type]);
    std::uint32_t place = 0;
    take(place, at + 8);
    file.read(tag.value, tag.value.size() <= 4 ? at + 8 : place);
    directory.push_back(std::move(tag));
  }
  return directory;
}

std::vector<std::byte> write_directories(const std::vector<TiffDirectory>& directories, const std::string& ghost,
                                         bool big) {
  Bytes out;
  out.add(static_cast<std::uint16_t>(0x4949));
  out.add(static_cast<std::uint16_t>(big ? 43 : 42));
  if (big) out.add(static_cast<std::uint32_t>(8));  // bytes of an offset, and a zero
  std::size_t next = out.bytes.size();
  out.add_offset(0, big);
  const auto words = std::as_bytes(std::span(ghost));
  out.bytes.insert(out.bytes.end(), words.begin(), words.end());
  out.align();
  for (const TiffDirectory& directory : directories) {
    out.put_offset(next, out.bytes.size(), big);
    next = write_directory(out, directory, big);
  }
  return out.bytes;
}

}  // namespace greisen::geo
