// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/document_limits.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string_view>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/gdal/vsi_handles.hpp"
#include "geo/gdal/zip.hpp"
#include "geo/place/ogr_support.hpp"
#include "geo/vectors/drawing_size.hpp"
#include "geo/vectors/vector_input.hpp"

namespace greisen::geo {
namespace {

constexpr const char* kSmaller = "cut it to the area, or save it as a GeoPackage, which is read piece by piece";

void check_bytes(const std::string& path, const std::string& what, std::uint64_t bytes, std::uint64_t most) {
  if (bytes > most)
    refuse_vectors("E3115", path, fmt::format("{} has {} (limit {})", what, human_size(bytes), human_size(most)),
                   kSmaller);
}

/// Counts the names of fields in a text that comes piece by piece: those that a KML's elements tell, or the elements'.
class FieldNames {
 public:
  explicit FieldNames(bool is_kml) : is_kml_(is_kml) {}
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
  [[nodiscard]] bool too_many() const { return names_.size() > kMostFieldNames; }

 private:
  static constexpr std::size_t kLongestTag = 512;

  void look_at(std::string_view tag) {
    if (!is_kml_) {
      if (tag.find_first_of("/!?") != 0) names_.emplace(tag.substr(0, tag.find_first_of(" \t\r\n/>")));
      return;
    }
    if (!tag.starts_with("SimpleField") && !tag.starts_with("Data ") && !tag.starts_with("SimpleData")) return;
    tag = tag.substr(0, tag.find('>'));
    const std::size_t name = tag.find("name=");
    if (name == std::string_view::npos || name + 6 >= tag.size()) return;
    const char quote = tag[name + 5];
    tag.remove_prefix(name + 6);
    names_.emplace(tag.substr(0, tag.find(quote)));
  }

  bool is_kml_;
  std::string text_;
  std::set<std::string, std::less<>> names_;
};

void check_fields(const std::string& document, const std::string& path, bool is_kml = true) {
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(document.c_str(), "rb"));
  std::string piece(1U << 20U, '\0');
  FieldNames names(is_kml);
  for (std::size_t got = piece.size(); file && got == piece.size();) {
    got = VSIFReadL(piece.data(), 1, piece.size(), file.get());
    names.take(std::string_view(piece).substr(0, got));
    if (got < piece.size()) names.end();
    if (names.too_many())
      refuse_vectors("E3115", path, fmt::format("its shapes have more than {} fields", kMostFieldNames),
                     "leave out the fields that are not needed");
  }
}

void check_packed(const std::string& path, bool is_kmz) {
  const auto check_entries = [&](std::uint64_t entries) {
    if (entries > kMostPackedEntries)
      refuse_vectors("E3115", path, fmt::format("it packs more than {} files", kMostPackedEntries), kSmaller);
  };
  check_entries(entries_of_zip(path));
  const std::string inside = "/vsizip/{" + path + "}";
  const std::unique_ptr<VSIDIR, CloseFolder> folder(VSIOpenDir(inside.c_str(), 8, nullptr));
  std::size_t entries = 0;
  std::uint64_t bytes = 0;
  std::string kml;
  while (const VSIDIREntry* entry = folder ? VSIGetNextDirEntry(folder.get()) : nullptr) {
    check_entries(++entries);
    const std::string name = lower(entry->pszName);
    if (name.ends_with(".kml") && kml.empty()) kml = inside + "/" + entry->pszName;
    if (name.ends_with(is_kmz ? ".kml" : ".xml")) bytes += entry->nSize;
    check_bytes(path, "what it holds, unpacked,", bytes, is_kmz ? kMostKmlBytes : kMostSheetBytes);
  }
  if (!kml.empty()) check_fields(kml, path);
}

/// GML is known by what it holds, not by its name.
bool begins_as_xml(const std::string& path) {
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(path.c_str(), "rb"));
  std::string first(64, '\0');
  first.resize(file ? VSIFReadL(first.data(), 1, first.size(), file.get()) : 0);
  if (first.starts_with("\xEF\xBB\xBF")) first.erase(0, 3);
  return trim(first).starts_with('<');
}

/// GDAL makes room for all shapes that the index claims.
void check_index(const std::string& shapefile) {
  constexpr std::uint64_t kHeadBytes = 100;
  constexpr std::uint64_t kShapeBytes = 8;
  for (const char* const ending : {"shx", "SHX"})
    if (const auto index = path_info(shapefile.substr(0, shapefile.size() - 3) + ending))
      if (index->bytes > kHeadBytes + kShapeBytes * kMostLayerRows)
        refuse_vectors("E3204", shapefile, fmt::format("its index (.shx) claims more than {} shapes", kMostLayerRows),
                       "copy it again from where it came, or cut it to the area");
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
  if (ends(std::array{".shp"})) check_index(path);
  if (ends(std::array{".kml"})) {
    check_bytes(path, "it", info->bytes, kMostKmlBytes);
    check_fields(path, path);
  }
  if (ends(std::array{".dxf", ".dgn", ".xls"})) check_bytes(path, "it", info->bytes, kMostSheetBytes);
  if (ends(std::array{".dxf"}) && items_of_drawing(path) > kMostDrawingItems) refuse_drawing(path);
  if (ends(std::array{".json", ".geojson", ".geojsonl", ".gml", ".gpx", ".csv", ".mif", ".txt", ".tsv"}))
    check_bytes(path, "it", info->bytes, kMostVectorTextBytes);
  if (!ends(std::array{".kml"}) && begins_as_xml(path)) check_fields(path, path, false);
}

}  // namespace greisen::geo
