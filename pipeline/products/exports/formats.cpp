// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/exports/formats.hpp"

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <system_error>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/linked_path.hpp"
#include "base/part.hpp"
#include "base/text.hpp"
#include "outputs/support/export_columns.hpp"
#include "pipeline/products/over_inputs.hpp"
#include "record/checksums.hpp"
#include "record/run_record.hpp"

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

constexpr std::size_t kMostText = std::size_t{16} << 20U;
constexpr const char* kChecksums = "checksums.sha256";

/// All files below a folder but its read_me and its list of checksums, from there, with what they hold.
std::vector<RecordedFile> files_below(const std::string& folder) {
  std::vector<RecordedFile> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string path = at->path().string();
    const std::string name = at->path().lexically_relative(folder).string();
    std::error_code gone;
    if (at->is_symlink(gone))
      files.push_back({name});
    else if (at->is_regular_file(gone) && name != outputs::kReadMe && name != kChecksums)
      files.push_back(record_file(path, name, sha256_file(path)));
  }
  if (failed)
    throw Error({"E3001",
                 "the folder cannot be looked into: " + failed.message(),
                 {folder, 0, 0, {}},
                 "mend the rights of what lies in it, or give another --out"});
  return files;
}

/// A file in the folder of an export that greisen did not write there, or not so; empty where it is all ours.
std::string not_ours_in(const std::string& folder) {
  const std::string read_me = folder + "/" + outputs::kReadMe;
  std::error_code unknown;
  if (!fs::is_regular_file(read_me, unknown) || !read_text_file(read_me, kMostText).starts_with(outputs::kReadMeBegin))
    return folder;
  std::map<std::string, std::string> listed;
  const std::string list = folder + "/" + kChecksums;
  try {
    if (fs::is_regular_file(list, unknown))
      for (const ChecksumLine& line : parse_checksums(read_text_file(list, kMostText), list))
        listed[line.path] = line.sha256;
  } catch (const Error&) {  // written by another
    return list;
  }
  for (const RecordedFile& file : files_below(folder)) {
    const auto found = listed.find(file.path);
    if (found == listed.end() || found->second != file.sha256) return folder + "/" + file.path;
  }
  return {};
}

/// What the run read, as its record tells it.
std::vector<std::string> inputs_of(const std::string& run) {
  const EarlierRun earlier = earlier_run(run + "/run.json");
  const fs::path survey = fs::path(run) / earlier.survey_path;
  std::vector<std::string> inputs = {survey.string()};
  for (const auto& [name, sha256] : earlier.inputs) inputs.push_back((survey.parent_path() / name).string());
  return inputs;
}

std::uint64_t bytes_of(const std::string& path) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return fs::file_size(path, failed);
  std::uint64_t bytes = 0;
  for (fs::recursive_directory_iterator at(path, failed), end; !failed && at != end; at.increment(failed))
    if (std::error_code gone; at->is_regular_file(gone)) bytes += at->file_size(gone);
  return bytes;
}

/// In one step, so that whatever kills the program finds the one or the other whole; what stood there before, a folder
/// too, is `from` afterwards.
void move_to(const std::string& from, const std::string& to) {
  std::error_code failed;
  const bool stands = fs::is_directory(fs::symlink_status(to, failed));
  if (stands && ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) == 0) return;
  failed.clear();
  if (stands) fs::rename(to, from + ".before", failed);  // a file system that cannot exchange
  if (!failed) fs::rename(from, to, failed);
  if (failed)
    throw Error({"E7002",
                 "cannot give the export its name: " + failed.message(),
                 {to, 0, 0, {}},
                 "check the folder and your rights in it"});
}

/// Is `inner` the folder itself, or below it?
bool lies_in(const fs::path& inner, const fs::path& folder) {
  std::error_code unknown;
  const fs::path way = fs::weakly_canonical(inner, unknown).lexically_relative(fs::weakly_canonical(folder, unknown));
  return !way.empty() && *way.begin() != "..";
}

}  // namespace

std::span<const ExportFormat> export_formats() { return kFormats; }

ExportOutcome make_export(const ExportFormat& format, const outputs::ExportSource& source, const std::string& folder) {
  ensure_folder(folder);
  const PartFolder scratch(folder);
  ExportOutcome out{&format, place_of(format, folder), 0, {}};
  const std::string part = place_of(format, scratch.path());
  out.made = format.write(source, part);
  if (!out.made.made) return out;
  if (std::error_code unknown; fs::is_directory(part, unknown))
    write_checksums(part + "/" + kChecksums, files_below(part));
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
  if (lies_in(folder, run) && is_link(run + "/exports")) throw Error(link_problem(run, "exports"));
  std::vector<Problem> problems;
  std::vector<std::string> places;
  for (const ExportFormat* const format : formats) {
    const std::string path = place_of(*format, folder);
    places.push_back(path);
    std::error_code unknown;
    const fs::file_status status = fs::symlink_status(path, unknown);
    if (!fs::exists(status)) continue;
    std::string other = path;
    if (format->makes.ends_with('/') ? fs::is_directory(status) : fs::is_regular_file(status))
      other = fs::is_directory(status) ? not_ours_in(path) : "";
    if (!other.empty())
      problems.push_back({"E2050",
                          "something that greisen did not write stands where the export goes: " + other,
                          {},
                          "move it away, or give another --out"});
    else if (!overwrite)
      problems.push_back({"E2050", "the export is there already: " + path, {}, "give --overwrite, or another --out"});
  }
  if (!problems.empty()) throw Error(std::move(problems));
  refuse_outputs_over_inputs(places, inputs_of(run));
}

}  // namespace greisen
