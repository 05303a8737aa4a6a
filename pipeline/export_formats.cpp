// SPDX-License-Identifier: Apache-2.0
#include "pipeline/export_formats.hpp"

#include <array>
#include <filesystem>
#include <system_error>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "outputs/support/export_columns.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

constexpr std::array<ExportFormat, 13> kFormats = {
    {{"kmz", "targets.kmz", "Targets with balloons, favourability draped over the ground", "Google Earth, phones",
      outputs::export_kmz},
     {"gpx", "targets.gpx", "Waypoints at the targets' centroids, their outlines as tracks", "hand-held receivers",
      outputs::export_gpx},
     {"shp", "shp/", "Shapefiles of all tables", "ArcGIS, QGIS, most others", outputs::export_shapefiles},
     {"tab", "tab/", "MapInfo TAB of all tables", "MapInfo, Datamine, Micromine", outputs::export_mapinfo},
     {"dxf", "dxf/", "A drawing of outlines, axes, labels and lines", "AutoCAD, mine-planning software",
      outputs::export_dxf},
     {"fgb", "fgb/", "FlatGeobuf of all tables", "QGIS, web maps", outputs::export_flatgeobuf},
     {"csv", "targets.csv", "Targets, one a line, with lon/lat and x/y", "spreadsheets", outputs::export_csv},
     {"gdb", "gdb/", "An Esri file geodatabase of all tables", "ArcGIS Pro", outputs::export_geodatabase},
     {"mbtiles", "favourability.mbtiles", "Favourability of the first model as web tiles", "QField, Locus, OruxMaps",
      outputs::export_mbtiles},
     {"mail", "mail/", "A small lossy map and the targets, at most 2 MB each", "whoever gets the mail",
      outputs::export_mail},
     {"zip", "delivery.zip", "The run's files, checked, in one archive", "everyone", outputs::export_zip},
     {"sld", "sld/", "Styles of all rasters and tables", "GeoServer, MapServer", outputs::export_sld},
     {"arcgis", "arcgis/", "Colour maps (.clr) of favourability and classes", "ArcGIS", outputs::export_arcgis}}};

std::string place_of(const ExportFormat& format, const std::string& folder) {
  const bool is_folder = format.makes.ends_with('/');
  return folder + "/" + std::string(format.makes.substr(0, format.makes.size() - (is_folder ? 1 : 0)));
}

bool ours(const std::string& folder) {
  constexpr std::size_t kMostBytes = std::size_t{16} << 20U;
  const std::string read_me = folder + "/" + outputs::kReadMe;
  return fs::is_regular_file(read_me) && read_text_file(read_me, kMostBytes).starts_with(outputs::kReadMeBegin);
}

std::uint64_t bytes_of(const std::string& path) {
  if (!fs::is_directory(path)) return fs::file_size(path);
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(path))
    if (entry.is_regular_file()) bytes += entry.file_size();
  return bytes;
}

void move_to(const std::string& from, const std::string& to) {
  std::error_code failed;
  fs::rename(from, to, failed);
  if (failed)
    throw Error({"E7002",
                 "cannot give the export its name: " + failed.message(),
                 {to, 0, 0, {}},
                 "check the folder and your rights in it"});
}

/// Scratch of one export; gone when it ends, however it ends.
class Scratch {
 public:
  explicit Scratch(std::string path) : path_(std::move(path)) {
    remove_scratch(path_);
    make_scratch(path_);
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Is `inner` the folder itself, or below it?
bool lies_in(const fs::path& inner, const fs::path& folder) {
  const fs::path way = fs::weakly_canonical(inner).lexically_relative(fs::weakly_canonical(folder));
  return !way.empty() && *way.begin() != "..";
}

}  // namespace

std::span<const ExportFormat> export_formats() { return kFormats; }

ExportOutcome make_export(const ExportFormat& format, const outputs::ExportSource& source, const std::string& folder) {
  ensure_folder(folder);
  const Scratch scratch(folder + "/.greisen-export-" + std::string(format.flag));
  ExportOutcome out{&format, place_of(format, folder), 0, {}};
  const std::string part = place_of(format, scratch.path());
  out.made = format.write(source, part);
  if (!out.made.made) return out;
  if (fs::is_directory(out.path)) move_to(out.path, scratch.path() + "/before");
  move_to(part, out.path);
  out.bytes = bytes_of(out.path);
  return out;
}

void check_export_places(const std::vector<const ExportFormat*>& formats, const std::string& run,
                         const std::string& folder, bool overwrite) {
  if (lies_in(folder, run) && !lies_in(folder, run + "/exports"))
    throw Error({"E2005",
                 "--out " + printable(folder) + " lies among the files of the run",
                 {},
                 "leave --out away (RUN/exports is taken), or name a folder elsewhere"});
  std::vector<Problem> problems;
  for (const ExportFormat* const format : formats) {
    const std::string path = place_of(*format, folder);
    if (!fs::exists(fs::symlink_status(path))) continue;
    const bool replaceable =
        format->makes.ends_with('/') ? fs::is_directory(path) && ours(path) : fs::is_regular_file(path);
    if (!replaceable)
      problems.push_back({"E2050",
                          "something that greisen did not write stands where the export goes: " + path,
                          {},
                          "move it away, or give another --out"});
    else if (!overwrite)
      problems.push_back({"E2050", "the export is there already: " + path, {}, "give --overwrite, or another --out"});
  }
  if (!problems.empty()) throw Error(std::move(problems));
}

}  // namespace greisen
