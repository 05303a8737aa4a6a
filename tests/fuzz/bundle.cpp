// SPDX-License-Identifier: Apache-2.0
#include "fuzz/bundle.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <libdeflate.h>

namespace greisen::fuzz {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kMark = "@@ ";

void put(std::string& bytes, std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<char>(i < 8 ? (value >> (8 * i)) & 0xffU : 0U));
}

/// What the header of an entry and its row in the directory have in common.
std::string zip_facts(const Member& entry) {
  std::string facts;
  put(facts, 20, 2);
  put(facts, 0, 4);  // flags, stored
  put(facts, 0x58210000, 4);
  put(facts, libdeflate_crc32(0, entry.bytes.data(), entry.bytes.size()), 4);
  put(facts, entry.bytes.size(), 4);
  put(facts, entry.bytes.size(), 4);
  put(facts, entry.name.size(), 2);
  put(facts, 0, 2);
  return facts;
}

std::string read_whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The entries of a zip, or nothing where it is none.
Bundle zip_entries(const std::string& path, const std::string& name) {
  Bundle entries;
  const CPLStringList names(VSIReadDirRecursive(("/vsizip/{" + path + "}").c_str()));
  for (int i = 0; i < names.Count(); ++i) {
    GByte* bytes = nullptr;
    vsi_l_offset size = 0;
    const std::string entry = names[i];
    if (entry.ends_with('/')) continue;
    if (VSIIngestFile(nullptr, ("/vsizip/{" + path + "}/" + entry).c_str(), &bytes, &size, -1) == FALSE) continue;
    entries.push_back({name + "!/" + entry, std::string(reinterpret_cast<const char*>(bytes), size)});
    VSIFree(bytes);
  }
  return entries;
}

}  // namespace

Bundle parse_bundle(std::string_view text) {
  Bundle bundle;
  std::size_t at = text.starts_with(kMark) ? 0 : text.find("\n@@ ");
  if (at != 0 && at != std::string_view::npos) ++at;
  while (at < text.size()) {
    const std::size_t line = text.find('\n', at);
    if (line == std::string_view::npos) break;
    const std::size_t next = text.find("\n@@ ", line);
    const std::size_t end = next == std::string_view::npos ? text.size() : std::max(next, line + 1);
    bundle.push_back({std::string(text.substr(at + kMark.size(), line - at - kMark.size())),
                      std::string(text.substr(line + 1, end - line - 1))});
    at = next == std::string_view::npos ? next : next + 1;
  }
  return bundle;
}

std::string bundle_text(const Bundle& bundle) {
  std::string text;
  for (const Member& member : bundle)
    text += (text.empty() ? "" : "\n") + std::string(kMark) + member.name + "\n" + member.bytes;
  return text;
}

Bundle bundle_of(const std::string& folder, bool apart) {
  Bundle bundle;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = entry.path().lexically_relative(folder).string();
    Bundle entries = apart ? zip_entries(entry.path().string(), name) : Bundle();
    if (entries.empty()) entries.push_back({name, read_whole(entry.path())});
    bundle.insert(bundle.end(), entries.begin(), entries.end());
  }
  std::ranges::sort(bundle, {}, &Member::name);
  return bundle;
}

std::string packed_zip(const Bundle& entries) {
  std::string zip;
  std::string directory;
  for (const Member& entry : entries) {
    const std::string facts = zip_facts(entry);
    directory += "PK\1\2";
    put(directory, 20, 2);
    directory += facts;
    put(directory, 0, 10);
    put(directory, zip.size(), 4);
    directory += entry.name;
    zip += "PK\3\4" + facts + entry.name + entry.bytes;
  }
  const std::size_t begin = zip.size();
  zip += directory + "PK\5\6";
  put(zip, 0, 4);
  put(zip, entries.size(), 2);
  put(zip, entries.size(), 2);
  put(zip, directory.size(), 4);
  put(zip, begin, 4);
  put(zip, 0, 2);
  return zip;
}

std::string packed_tar(const Bundle& entries) {
  std::string tar;
  for (const Member& entry : entries) {
    std::string header(512, '\0');
    const auto field = [&](std::size_t at, const std::string& text) { header.replace(at, text.size(), text); };
    const auto octal = [](std::uint64_t value, std::size_t digits) {
      std::string text(digits, '0');
      for (std::size_t i = digits; i > 0; --i, value /= 8) text[i - 1] = static_cast<char>('0' + value % 8);
      return text;
    };
    field(0, entry.name.substr(0, 99));
    field(100, "0000644");
    field(124, octal(entry.bytes.size(), 11));
    field(136, "00000000000");
    field(148, "        0");
    field(257, std::string("ustar") + '\0' + "00");
    std::uint64_t sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    field(148, octal(sum, 6) + '\0' + ' ');
    tar += header + entry.bytes + std::string((512 - entry.bytes.size() % 512) % 512, '\0');
  }
  return tar + std::string(1024, '\0');
}

}  // namespace greisen::fuzz
