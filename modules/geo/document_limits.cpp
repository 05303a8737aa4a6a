// SPDX-License-Identifier: Apache-2.0
#include "geo/document_limits.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string_view>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/gdal_failures.hpp"
#include "geo/ogr_support.hpp"
#include "geo/vsi.hpp"
#include "geo/vsi_handles.hpp"

namespace greisen::geo {
namespace {

constexpr const char* kSmaller = "cut it to the area, or save it as a GeoPackage, which is read piece by piece";

void check_bytes(const std::string& path, const std::string& what, std::uint64_t bytes, std::uint64_t most) {
  if (bytes > most)
    refuse_vectors("E3115", path, fmt::format("{} has {} (limit {})", what, human_size(bytes), human_size(most)),
                   kSmaller);
}

/// Counts the names of fields in a text that comes piece by piece.
class FieldNames {
 public:
  void take(std::string_view piece) {
    text_ += piece;
    std::size_t at = 0;
    while (true) {
      at = text_.find('<', at);
      if (at == std::string::npos || text_.size() - at < kLongestTag) break;
      look_at(std::string_view(text_).substr(at + 1, kLongestTag - 1));
      ++at;
    }
    text_.erase(0, std::min(at, text_.size()));
  }
  void end() { take(std::string(kLongestTag, ' ')); }
  [[nodiscard]] bool too_many() const { return names_.size() > kMostKmlFields; }

 private:
  static constexpr std::size_t kLongestTag = 512;

  void look_at(std::string_view tag) {
    if (!tag.starts_with("SimpleField") && !tag.starts_with("Data ") && !tag.starts_with("SimpleData")) return;
    tag = tag.substr(0, tag.find('>'));
    const std::size_t name = tag.find("name=");
    if (name == std::string_view::npos || name + 6 >= tag.size()) return;
    const char quote = tag[name + 5];
    tag.remove_prefix(name + 6);
    names_.emplace(tag.substr(0, tag.find(quote)));
  }

  std::string text_;
  std::set<std::string, std::less<>> names_;
};

void check_fields(const std::string& kml, const std::string& path) {
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(kml.c_str(), "rb"));
  std::string piece(1U << 20U, '\0');
  FieldNames names;
  for (std::size_t got = piece.size(); file && got == piece.size();) {
    got = VSIFReadL(piece.data(), 1, piece.size(), file.get());
    names.take(std::string_view(piece).substr(0, got));
    if (got < piece.size()) names.end();
    if (names.too_many())
      refuse_vectors("E3115", path, fmt::format("its shapes have more than {} fields", kMostKmlFields),
                     "leave out the fields that are not needed");
  }
}

void check_packed(const std::string& path, bool is_kmz) {
  const std::string inside = "/vsizip/{" + path + "}";
  const std::unique_ptr<VSIDIR, CloseFolder> folder(VSIOpenDir(inside.c_str(), 8, nullptr));
  std::size_t entries = 0;
  std::uint64_t bytes = 0;
  std::string kml;
  while (const VSIDIREntry* entry = folder ? VSIGetNextDirEntry(folder.get()) : nullptr) {
    if (++entries > kMostPackedEntries)
      refuse_vectors("E3115", path, fmt::format("it packs more than {} files", kMostPackedEntries), kSmaller);
    const std::string name = lower(entry->pszName);
    if (name.ends_with(".kml") && kml.empty()) kml = inside + "/" + entry->pszName;
    if (name.ends_with(is_kmz ? ".kml" : ".xml")) bytes += entry->nSize;
    check_bytes(path, "what it holds, unpacked,", bytes, is_kmz ? kMostKmlBytes : kMostSheetBytes);
  }
  if (!kml.empty()) check_fields(kml, path);
}

}  // namespace

void check_document(const std::string& path) {
  const GdalFailures quiet;
  const std::string name = lower(path);
  const auto ends = [&](auto endings) {
    return std::ranges::any_of(endings, [&](const char* ending) { return name.ends_with(ending); });
  };
  const auto info = path_info(path);
  if (!info || info->folder) return;
  if (ends(std::array{".kmz", ".xlsx", ".ods"})) return check_packed(path, name.ends_with(".kmz"));
  if (ends(std::array{".kml"})) {
    check_bytes(path, "it", info->bytes, kMostKmlBytes);
    check_fields(path, path);
  }
  if (ends(std::array{".dxf", ".dgn", ".xls"})) check_bytes(path, "it", info->bytes, kMostSheetBytes);
  if (ends(std::array{".json", ".geojson", ".geojsonl", ".gml", ".gpx", ".csv", ".mif", ".txt", ".tsv"}))
    check_bytes(path, "it", info->bytes, kMostVectorTextBytes);
}

}  // namespace greisen::geo
