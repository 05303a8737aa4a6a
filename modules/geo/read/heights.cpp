// SPDX-License-Identifier: Apache-2.0
#include "geo/read/heights.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_utils.h>
#include <ogr_srs_api.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "geo/gdal/folders_seen.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/grid_of.hpp"
#include "geo/read/virtual_raster.hpp"

namespace greisen::geo {
namespace {

/// Lies beside rasters and is none.
bool is_sidecar(const std::string& path) {
  static constexpr std::array<std::string_view, 17> kEndings = {".aux.xml", ".ovr", ".msk", ".tfw", ".tifw", ".hdr",
                                                                ".prj",     ".txt", ".xml", ".csv", ".json", ".pdf",
                                                                ".html",    ".md",  ".qml", ".jpg", ".png"};
  const std::string name = lower(path);
  return std::ranges::any_of(kEndings, [&](std::string_view ending) { return name.ends_with(ending); });
}

struct Unit {
  double metres = 1;
  bool known = true;
};

Unit unit_named(const std::string& text) {
  constexpr double kFoot = 0.3048;
  constexpr double kSurveyFoot = 1200.0 / 3937;
  static constexpr std::array<std::pair<std::string_view, double>, 23> kUnits = {{{"", 1},
                                                                                  {"m", 1},
                                                                                  {"metre", 1},
                                                                                  {"metres", 1},
                                                                                  {"meter", 1},
                                                                                  {"meters", 1},
                                                                                  {"metro", 1},
                                                                                  {"metros", 1},
                                                                                  {"ft", kFoot},
                                                                                  {"foot", kFoot},
                                                                                  {"feet", kFoot},
                                                                                  {"pies", kFoot},
                                                                                  {"international foot", kFoot},
                                                                                  {"us survey foot", kSurveyFoot},
                                                                                  {"us survey feet", kSurveyFoot},
                                                                                  {"us-ft", kSurveyFoot},
                                                                                  {"ftus", kSurveyFoot},
                                                                                  {"foot_us", kSurveyFoot},
                                                                                  {"sft", kSurveyFoot},
                                                                                  {"us foot", kSurveyFoot},
                                                                                  {"dm", 0.1},
                                                                                  {"cm", 0.01},
                                                                                  {"mm", 0.001}}};
  const std::string word = lower(trim(text));
  const auto found = std::ranges::find(kUnits, std::string_view(word), &std::pair<std::string_view, double>::first);
  return found == kUnits.end() ? Unit{1, false} : Unit{found->second, true};
}

/// Of heights: what the band says, else the vertical part of the file's CRS.
Unit unit_of(const std::string& path, const BandInfo& band) {
  if (!band.unit.empty()) return unit_named(band.unit);
  const DatasetPtr file = GdalSession().open(path);
  OGRSpatialReferenceH srs = GDALGetSpatialRef(file.get());
  if (srs == nullptr || OSRIsCompound(srs) == 0) return {};
  return {OSRGetTargetLinearUnits(srs, "VERT_CS", nullptr), true};
}

/// Tiles that can lie in one raster.
struct Kind {
  std::vector<std::string> files;
  BandSource source;
};

std::string unknown_unit(const std::string& path, const std::string& unit) {
  return fmt::format("{}: heights in '{}' are taken as metres", printable(file_name(path), 200), printable(unit));
}

BandSource source_of(const std::string& path, const FileInfo& info, const HeightFiles& files, const Grid& grid) {
  BandSource source;
  source.path = path;
  source.layer = {"elevation", "m", "height of the ground", "", printable(file_name(files.path))};
  source.crs = files.crs;
  source.missing_dn = files.nodata;
  source.valid_range = {kLowestGround_m, kHighestGround_m};
  if (!info.bands.empty()) {
    const double metres = unit_of(path, info.bands.front()).metres;
    source.scale = info.bands.front().scale * metres;
    source.offset = info.bands.front().offset * metres;
  }
  double own_m = 0;
  if (info.upright && !info.grid.crs.empty()) {
    const PixelSize own = pixel_sizes(info.grid)(info.grid.rows / 2);
    own_m = std::sqrt(own.width_m * own.height_m);
  }
  source.resampling = own_m > 0 && own_m < 0.5 * pixel_metres(grid) ? Resampling::average : Resampling::cubic;
  return source;
}

std::string kind_of(const FileInfo& info, const BandSource& source) {
  const std::string type = info.bands.empty() ? "" : info.bands.front().type;
  return info.grid.crs + "\n" + type + " " + format_number(source.scale) + " " + format_number(source.offset) +
         (info.upright ? "" : "\n" + info.path);
}

/// A value for what no tile holds: one that stands for no height in that type of numbers.
std::string void_of(const std::string& type) {
  if (type == "Byte") return "255";
  if (type == "UInt16") return "65535";
  return "-32768";
}

/// The tiles as one raster in memory, a VRT that names them.
std::string one_raster(const std::vector<std::string>& tiles) {
  const GdalSession session;
  const GdalFailures failures;
  const FileInfo first = file_info(tiles.front());
  std::string all;
  std::vector<const char*> names;
  for (const std::string& tile : tiles) {
    all += tile + "\n";
    names.push_back(tile.c_str());
  }
  const std::string path = kOwnVirtualRasters + sha256_text(all).substr(0, 16) + ".vrt";
  CPLStringList words;
  for (const char* word : {"-resolution", "highest", "-r", "bilinear"}) words.AddString(word);
  if (!first.bands.front().has_nodata)
    for (const std::string& word : {std::string("-vrtnodata"), void_of(first.bands.front().type)})
      words.AddString(word.c_str());
  GDALBuildVRTOptions* const options = GDALBuildVRTOptionsNew(words.List(), nullptr);
  int wrong = FALSE;
  const DatasetPtr made(
      GDALBuildVRT(path.c_str(), static_cast<int>(names.size()), nullptr, names.data(), options, &wrong));
  GDALBuildVRTOptionsFree(options);
  if (!made || wrong != FALSE || failures.any() || failures.any_warning())
    throw Error({"E3011",
                 fmt::format("{} tiles, from '{}' on, do not make one raster: {}", tiles.size(),
                             printable(tiles.front()), failures.text()),
                 {tiles.front(), 0, 0, {}},
                 "join them with gdalbuildvrt or gdal_merge.py and give that file"});
  return path;
}

/// Of several sources the first that measured a pixel.
class FirstOfReader final : public TileReader {
 public:
  FirstOfReader(std::unique_ptr<TileReader> inner, int layers) : inner_(std::move(inner)), layers_(layers) {}
  void read(const Window& window, TileView out) override {
    all_.reshape(layers_, out.rows, out.cols);
    inner_->read(window, all_.view());
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col) {
        float value = all_.view().at(0, row, col);
        for (int i = 1; i < layers_ && std::isnan(value); ++i) value = all_.view().at(i, row, col);
        out.at(0, row, col) = value;
      }
  }

 private:
  std::unique_ptr<TileReader> inner_;
  int layers_;
  Tile all_;
};

Raster first_of(Raster all) {
  if (all.layers.size() < 2) return all;
  Raster one = all;
  const int count = static_cast<int>(all.layers.size());
  one.layers.resize(1);
  const auto asked = [count](PassRequest request) {
    request.layers.clear();
    for (int i = 0; i < count; ++i) request.layers.push_back(i);
    return request;
  };
  one.open = [all, asked, count](const PassRequest& request) {
    std::vector<std::unique_ptr<TileReader>> readers;
    for (auto& inner : all.open(asked(request)))
      readers.push_back(std::make_unique<FirstOfReader>(std::move(inner), count));
    return readers;
  };
  one.cost = [all, asked](const PassRequest& request) { return all.cost(asked(request)); };
  return one;
}

/// Rasters in a folder; where it holds none itself, those of its folders, as zips often have one within.
std::vector<std::string> tiles_in(const std::string& folder, int depth, FoldersSeen& seen) {
  if (!seen.enter(folder)) return {};
  std::vector<std::string> found;
  std::vector<std::string> folders;
  for (const std::string& name : list_folder(folder)) {
    const std::string path = join_path(folder, name);
    if (is_folder(path)) {
      folders.push_back(path);
    } else if (!is_sidecar(path)) {
      found.push_back(path);
    }
  }
  if (!found.empty() || depth == 0) return found;
  for (const std::string& within : folders)
    for (std::string& tile : tiles_in(within, depth - 1, seen)) found.push_back(std::move(tile));
  return found;
}

}  // namespace

std::vector<std::string> height_tiles(const HeightFiles& files) {
  const std::string path = open_archive(files.path);
  std::vector<std::string> found;
  if (has_wildcard(path) && !path_info(path)) {
    found = glob(path);
  } else if (is_folder(path) && !is_file(join_path(path, "hdr.adf"))) {
    constexpr int kFoldersDeep = 3;
    FoldersSeen seen;
    found = tiles_in(path, kFoldersDeep, seen);
  } else {
    return {path};
  }
  std::erase_if(found, [](const std::string& one) { return is_sidecar(one) || !is_file(one); });
  if (!found.empty()) return found;
  throw Error({"E3011",
               "'" + printable(files.path) + "' holds no raster of heights",
               {files.path, 0, 0, {}},
               "give a raster, a folder of tiles or a pattern such as tiles/*.tif"});
}

std::string take_as_heights(BandSource& source, bool is_scaled) {
  source.valid_range = {kLowestGround_m, kHighestGround_m};
  source.layer.unit = "m";
  const FileInfo info = file_info(source.path);
  const auto band = static_cast<std::size_t>(source.band - 1);
  if (is_scaled || band >= info.bands.size()) return {};
  const Unit unit = unit_of(source.path, info.bands[band]);
  if (!unit.known) return unknown_unit(source.path, info.bands[band].unit);
  if (unit.metres == 1) return {};
  source.scale *= unit.metres;
  source.offset *= unit.metres;
  return fmt::format("{}: heights in '{}' are turned into metres", printable(file_name(source.path), 200),
                     printable(info.bands[band].unit));
}

Heights read_heights(const HeightFiles& files, const Grid& grid) {
  Heights heights;
  std::vector<std::pair<std::string, Kind>> kinds;
  for (const std::string& tile : height_tiles(files)) {
    const FileInfo info = file_info(tile);
    BandSource source = source_of(tile, info, files, grid);
    heights.systems.insert(files.crs.empty() ? info.grid.crs : files.crs);
    if (!info.bands.empty() && !unit_of(tile, info.bands.front()).known)
      heights.notes.push_back(unknown_unit(tile, info.bands.front().unit));
    const std::string kind = kind_of(info, source);
    auto same = std::ranges::find(kinds, kind, &std::pair<std::string, Kind>::first);
    if (same == kinds.end()) same = kinds.insert(kinds.end(), {kind, {{}, std::move(source)}});
    same->second.files.push_back(tile);
  }
  for (auto& [name, kind] : kinds) {
    if (kind.files.size() > 1) kind.source.path = one_raster(kind.files);
    heights.sources.push_back(std::move(kind.source));
  }
  heights.raster = first_of(raster_of(heights.sources, grid));
  return heights;
}

}  // namespace greisen::geo
