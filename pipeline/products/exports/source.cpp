// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/exports/source.hpp"

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/json_size.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "pipeline/products/json_text.hpp"
#include "pipeline/products/words.hpp"
#include "record/checksums.hpp"
#include "targets/label.hpp"

namespace greisen {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostBytes = std::size_t{256} << 20U;

[[noreturn]] void no_run(const std::string& folder) {
  throw Error({"E3020", "no finished run lies there", {folder}, "give the folder that greisen run wrote, whole"});
}

/// A text of a record that may have been written by anyone.
const Json& part_of(const Json& object, const char* name) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(name);
  return found == object.end() ? nothing : *found;
}

/// Where the run's CRS is used; all zero of a record that does not tell.
geo::Bounds place_in(const Json& grid) {
  const Json& place = part_of(grid, "place");
  const bool told = place.is_array() && place.size() == 4 &&
                    std::ranges::all_of(place, [](const Json& one) { return one.is_number(); });
  return told ? geo::Bounds{place[0], place[1], place[2], place[3]} : geo::Bounds{};
}

/// "2024-05-17T09:30:00Z"; of a record that tells none, a fixed one.
std::string time_of(const std::string& text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  const auto fits = [](char have, char form) { return form == '0' ? have >= '0' && have <= '9' : have == form; };
  return std::ranges::equal(text, kForm, fits) ? text : "2000-01-01T00:00:00Z";
}

Json record_of(const std::string& folder) {
  const std::string path = folder + "/run.json";
  if (std::error_code unknown; !std::filesystem::is_regular_file(path, unknown)) no_run(folder);
  const std::string text = read_text_file(path, kMostBytes);
  if (json_larger(text)) no_run(folder);
  Json record = Json::parse(text, nullptr, false);
  if (json_text(record, "status") != "done") no_run(folder);
  return record;
}

std::vector<ChecksumLine> files_of(const std::string& folder) {
  const std::string path = folder + "/checksums.sha256";
  if (std::error_code unknown; !std::filesystem::is_regular_file(path, unknown)) no_run(folder);
  std::vector<ChecksumLine> files = parse_checksums(read_text_file(path, kMostBytes), path);
  for (const ChecksumLine& line : files)
    if (!geo::stays_inside(line.path))
      throw Error({"E4250",
                   printable(line.path) + ": a path that leaves the folder",
                   {path, 0, 0, {}},
                   "run the survey again: greisen run makes what is missing"});
  for (const char* const name : {"run.json", "checksums.sha256"})
    if (std::ranges::find(files, name, &ChecksumLine::path) == files.end()) files.push_back({name, ""});
  return files;
}

std::vector<outputs::ExportModel> models_of(const Json& record, const Catalogue& catalogue) {
  const Palette& palette = catalogue.find_palette("models");
  std::vector<outputs::ExportModel> models;
  for (const Json& one : part_of(record, "models")) {
    const std::string id = json_text(one, "id");
    const auto known = std::ranges::find(catalogue.models, id, &DepositModel::id);
    models.push_back({id, known == catalogue.models.end() ? id : known->title, "", palette.nth(models.size())});
  }
  for (std::size_t i = 0; i < models.size(); ++i) models[i].letter = targets::model_letter(i);
  return models;
}

}  // namespace

outputs::ExportSource read_export_source(const std::string& folder, const std::string& crs) {
  outputs::ExportSource source;
  source.folder = folder;
  while (source.folder.size() > 1 && source.folder.ends_with('/')) source.folder.pop_back();
  const Json record = record_of(source.folder);
  const Catalogue catalogue = load_catalogue();
  const Json& survey = part_of(record, "survey");
  source.name = json_text(survey, "name");
  if (source.name.empty()) source.name = "greisen";
  source.finished = time_of(json_text(part_of(record, "times"), "finished"));
  const std::string language = json_text(part_of(survey, "effective"), "language");
  const bool spoken = language == "es" || language == "pt";
  const Words words(spoken ? language : "en");
  const Json& synthetic = part_of(part_of(record, "parts"), "synthetic");
  source.notice = (synthetic.is_boolean() && synthetic.get<bool>() ? words("statement_synthetic") + " " : "") +
                  words("statement_map");
  source.files = files_of(source.folder);
  source.models = models_of(record, catalogue);
  const Json& grid = part_of(part_of(record, "parts"), "grid");
  source.crs = geo::parse_crs(json_text(grid, "crs"));
  source.crs.place = place_in(grid);
  read_export_tables(source, catalogue, crs);
  source.rasters = read_export_rasters(source, catalogue);
  return source;
}

}  // namespace greisen
