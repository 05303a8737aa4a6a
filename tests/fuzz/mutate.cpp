// SPDX-License-Identifier: Apache-2.0
#include "fuzz/mutate.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/bundle.hpp"

namespace greisen::fuzz {
namespace {

using Random = std::mt19937;

constexpr std::array<std::string_view, 24> kNumbers = {
    "0",   "-1",  "1",     "2",          "255",        "256",         "32767",      "65536",
    "180", "-90", "181",   "2147483647", "2147483648", "-2147483649", "4294967296", "9223372036854775807",
    "nan", "inf", "-1e-9", "1e9",        "1e308",      "1e-320",      "0x10",       "99999999999999999999999"};
constexpr std::array<std::string_view, 36> kWords = {
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "''",
    "..",
    "../outside/victim.txt",
    "/dev/null",
    "/vsicurl/http://127.0.0.1:9/a.tif",
    "http://127.0.0.1:9/a.tif",
    "/vsizip/a.zip/b",
    "<OGRVRTDataSource>",
    "<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\">",
    "<GDAL_WMS>",
    "EPSG:4326",
    "EPSG:32629",
    "EPSG:4258",
    "EPSG:999999",
    "+proj=longlat +datum=WGS84",
    "+proj=utm +zone=61",
    "POLYGON EMPTY",
    "CREATE VIEW v AS SELECT 1",
    "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM r) SELECT x FROM r",
    "&lt;",
    "]]>",
    "<!--",
    "*anchor",
    "&anchor",
    "|",
    "\t",
    "\n",
    "\r\n",
    "\x1b[2J",
    "\xc3\x28",
    "\xef\xbb\xbf"};

std::size_t below(Random& random, std::size_t count) { return count == 0 ? 0 : random() % count; }
template <class List>
auto& any(List& list, Random& random) {
  return list[below(random, list.size())];
}

/// A stretch of digits and what belongs to a number, from some place on.
std::pair<std::size_t, std::size_t> number_in(const std::string& bytes, Random& random) {
  const auto digit = [&](std::size_t at) { return std::isdigit(static_cast<unsigned char>(bytes[at])) != 0; };
  std::size_t begin = below(random, bytes.size());
  while (begin < bytes.size() && !digit(begin)) ++begin;
  std::size_t end = begin;
  while (end < bytes.size() && (digit(end) || bytes[end] == '.')) ++end;
  if (begin > 0 && begin < bytes.size() && bytes[begin - 1] == '-') --begin;
  return {begin, end - begin};
}

/// A whole number of a header, in either order of bytes.
void overwrite_number(std::string& bytes, Random& random) {
  constexpr std::array<std::uint64_t, 12> kValues = {0,      1,          0x7f,       0x80,        0xff,  0x7fff,
                                                     0xffff, 0x7fffffff, 0x80000000, 0xffffffffU, 0x100, ~0ULL};
  const std::size_t width = std::size_t{1} << below(random, 4);
  if (bytes.size() < width) return;
  // headers matter more than what follows them
  const std::size_t reach = below(random, 2) == 0 ? std::min<std::size_t>(bytes.size(), 512) : bytes.size();
  const std::size_t at = below(random, std::max(reach, width) - width + 1);
  const std::uint64_t value = kValues[below(random, kValues.size())];
  const bool big = below(random, 2) == 0;
  for (std::size_t i = 0; i < width; ++i)
    bytes[at + i] = static_cast<char>((value >> (8 * (big ? width - 1 - i : i))) & 0xffU);
}

void change_text(std::string& bytes, Random& random) {
  const std::size_t at = below(random, bytes.size() + 1);
  const std::string piece = bytes.substr(at, 1 + below(random, 48));
  switch (below(random, 8)) {
    case 0:
    case 1: {
      const auto [begin, size] = number_in(bytes, random);
      bytes.replace(std::min(begin, bytes.size()), size, any(kNumbers, random));
      break;
    }
    case 2:
      bytes.insert(at, any(kWords, random));
      break;
    case 3:
      bytes.replace(at, piece.size(), any(kWords, random));
      break;
    case 4:
      bytes.insert(below(random, bytes.size() + 1), piece);
      break;
    case 5:
      bytes.erase(at, piece.size());
      break;
    case 6: {
      std::string many;
      for (std::size_t left = std::size_t{1} << below(random, 11); left > 0; --left) many += piece;
      bytes.insert(at, many);
      break;
    }
    default:
      bytes.resize(at);
  }
}

void change_bytes(Member& member, std::size_t room, Random& random, const ByteMutator& plain) {
  const std::size_t most = member.bytes.size() + room;
  if (below(random, 3) == 0 && !member.bytes.empty()) {
    std::string bytes = member.bytes;
    const std::size_t size = bytes.size();
    bytes.resize(most);
    bytes.resize(plain(reinterpret_cast<std::uint8_t*>(bytes.data()), size, most));
    member.bytes = std::move(bytes);
    return;
  }
  const bool text = member.bytes.find('\0') == std::string::npos;
  if (!text && below(random, 3) != 0) return overwrite_number(member.bytes, random);
  change_text(member.bytes, random);
  if (member.bytes.size() > most) member.bytes.resize(most);
}

void change_files(Bundle& bundle, Random& random) {
  const std::size_t one = below(random, bundle.size());
  const std::size_t other = below(random, bundle.size());
  switch (below(random, 4)) {
    case 0:
      if (bundle.size() > 1) bundle.erase(bundle.begin() + static_cast<std::ptrdiff_t>(one));
      break;
    case 1:
      std::swap(bundle[one].bytes, bundle[other].bytes);
      break;
    case 2:
      bundle[one].bytes = bundle[other].bytes;
      break;
    default: {
      // under another's ending, or within an archive under a name that leaves it
      std::string& name = bundle[one].name;
      const std::string& from = bundle[other].name;
      const std::size_t inside = name.find("!/");
      if (inside != std::string::npos && below(random, 4) == 0)
        name.insert(inside + 2, "../outside/");
      else
        name = name.substr(0, name.rfind('.')) +
               (from.rfind('.') == std::string::npos ? "" : from.substr(from.rfind('.')));
    }
  }
}

}  // namespace

std::string mutated(const std::string& text, std::size_t most, std::uint32_t seed, const ByteMutator& plain) {
  Random random(seed);
  Bundle bundle = parse_bundle(text);
  if (bundle.empty()) {
    std::string bytes = text;
    const std::size_t size = bytes.size();
    bytes.resize(std::max(most, size));
    bytes.resize(plain(reinterpret_cast<std::uint8_t*>(bytes.data()), size, bytes.size()));
    return bytes;
  }
  for (std::size_t left = 1 + below(random, 4); left > 0; --left) {
    const std::size_t size = bundle_text(bundle).size();
    if (below(random, 12) == 0)
      change_files(bundle, random);
    else
      change_bytes(any(bundle, random), size < most ? std::min<std::size_t>(most - size, 65536) : 0, random, plain);
  }
  std::string changed = bundle_text(bundle);
  return changed.size() <= most ? changed : text;
}

}  // namespace greisen::fuzz
