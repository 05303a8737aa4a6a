// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/dem.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/yaml/fields.hpp"
#include "pipeline/survey/inputs/inputs.hpp"
#include "pipeline/survey/notes.hpp"

namespace greisen {
namespace {

Field dem() {
  constexpr const char* kWhat = "A raster, a folder of tiles, or a pattern such as tiles/*.tif";
  const Field height = fields::number("", "", "", -1e30, 1e30);
  return fields::either(
      "dem", "Heights of the ground: hillshade, slope, and how high and steep targets are",
      {fields::path("", kWhat), fields::map("", "Heights, and what their file does not tell",
                                            {fields::required(fields::path("path", kWhat)),
                                             fields::text("crs", "Its CRS, where the file states none or a wrong one"),
                                             fields::either("nodata", "Stored values that are no heights",
                                                            {height, fields::list("", "", height)})})});
}

void take(const YamlNode& given, Survey& survey) {
  const geo::VectorFile file = vector_file_of(given, "dem");
  survey.dem = {file.path, file.crs, given.is_map() ? one_or_many(given.find("nodata")) : std::vector<double>()};
}

geo::HeightFiles height_files(const Survey& survey) {
  return {path_in(survey, survey.dem.path), survey.dem.crs, survey.dem.nodata};
}

std::vector<Input> files(const Survey& survey) {
  std::vector<Input> inputs;
  if (!survey.dem.path.empty())
    for (std::string& tile : geo::height_tiles(height_files(survey)))
      inputs.push_back({std::move(tile), geo::InputKind::raster});
  return inputs;
}

/// Tells how much of the ground has heights, and what of them is none. E4025 (neighbours that no ground parts so: an
/// undeclared void), E4026 (none of the ground).
void check_heights(const geo::Heights& heights, const Survey& survey, const Grid& grid, Log& log) {
  const geo::HeightFacts facts = geo::look_at_heights(heights, grid);
  const std::string file = printable(survey.dem.path, 200);
  tell_notes(heights.notes, log);
  if (facts.jump) {
    const geo::HeightJump& jump = *facts.jump;
    throw Error({"E4025",
                 fmt::format("heights of {} and {} m stand side by side at {}, {} ({} such neighbours)",
                             format_number(jump.from_m), format_number(jump.to_m), format_number(jump.place.x),
                             format_number(jump.place.y), jump.count),
                 {jump.path, 0, 0, {}},
                 fmt::format("name the value that is no height: dem: {{path: {}, nodata: VALUE}}, or fill such pixels "
                             "with gdal_fillnodata.py",
                             json_string(survey.dem.path))});
  }
  tell_voids(facts, file, log);
  if (facts.covered <= 0)
    throw Error({"E4026",
                 "its heights do not reach the survey's ground",
                 {survey.dem.path, 0, 0, {}},
                 "give heights of this ground, or their right CRS: dem: {path: FILE, crs: EPSG:…}"});
  if (facts.covered < 0.9995)
    log.warn("W3302", fmt::format("{}: heights cover {:.1f} % of the area and its margin; terrain is missing elsewhere",
                                  file, 100 * facts.covered));
}

void load(const Loading& loading, SurveyData& data) {
  const Survey& survey = loading.survey;
  if (survey.dem.path.empty()) return;
  loading.look("dem", [&] {
    geo::Heights heights = geo::read_heights(height_files(survey), loading.grid);
    check_heights(heights, survey, loading.grid, loading.log);
    for (const std::string& crs : heights.systems)
      if (!crs.empty()) add_shift(survey.dem.path, geo::parse_crs(crs), loading, data);
    data.heights = std::move(heights);
  });
}

}  // namespace

SurveyInput dem_input() { return {dem(), take, files, load}; }

void tell_voids(const geo::HeightFacts& facts, const std::string& file, Log& log) {
  for (const auto& [value, pixels] : facts.voids)
    log.warn("W3301", fmt::format("{}: {} pixels hold {} m, which is no height of ground: they are missing", file,
                                  pixels, format_number(value)));
}

std::string key_of_heights(const Survey& survey, InputHashes& inputs) {
  std::string key = "heights 2 " + survey.dem.crs;
  for (const double missing : survey.dem.nodata) key += " " + format_number(missing);
  for (const Input& file : files(survey)) key += "\n" + inputs.content_of(file);
  return key;
}

}  // namespace greisen
