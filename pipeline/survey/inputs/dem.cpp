// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/dem.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pipeline/survey/notes.hpp"

namespace greisen {

geo::HeightFiles height_files(const Survey& survey) {
  return {path_in(survey, survey.dem.path), survey.dem.crs, survey.dem.nodata};
}

std::vector<std::string> dem_files(const Survey& survey) {
  if (survey.dem.path.empty()) return {};
  return geo::height_tiles(height_files(survey));
}

std::string key_of_heights(const Survey& survey, InputHashes& inputs) {
  std::string key = "heights 2 " + survey.dem.crs;
  for (const double missing : survey.dem.nodata) key += " " + format_number(missing);
  for (const std::string& file : dem_files(survey)) key += "\n" + inputs.content_of({file, geo::InputKind::raster});
  return key;
}

void check_heights(const Survey& survey, const Grid& grid, Log& log) {
  if (survey.dem.path.empty()) return;
  const geo::Heights heights = geo::read_heights(height_files(survey), grid);
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
  for (const auto& [value, pixels] : facts.voids)
    log.warn("W3301", fmt::format("{}: {} pixels hold {} m, which is no height of ground: they are missing", file,
                                  pixels, format_number(value)));
  if (facts.covered <= 0)
    throw Error({"E4026",
                 "its heights do not reach the survey's ground",
                 {survey.dem.path, 0, 0, {}},
                 "give heights of this ground, or their right CRS: dem: {path: FILE, crs: EPSG:…}"});
  if (facts.covered < 0.9995)
    log.warn("W3302", fmt::format("{}: heights cover {:.1f} % of the area and its margin; terrain is missing elsewhere",
                                  file, 100 * facts.covered));
}

}  // namespace greisen
