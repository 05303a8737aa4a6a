// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml/schema.hpp"
#include "base/yaml/yaml.hpp"
#include "geo/place/area.hpp"
#include "scene/scene.hpp"

namespace greisen {

/// An extra layer to write: an index of the catalogue, or a formula.
struct LayerRequest {
  std::string name;
  std::string formula;  ///< empty: an index id
  Where where;
};

struct MaskRequest {
  bool cloud = true;
  std::optional<double> cloud_buffer_m;  ///< none: the sensor's own
  bool shadow = true;
  bool shadow_geometry = true;
  bool snow = true;
  bool water = true;
  std::optional<std::string> vegetation_index;  ///< none: vegetation is not masked
  double vegetation_above = 0.35;
  double min_reflectance = 0.005;           ///< darker ground is no measurement of a ratio
  geo::VectorFile urban = {};               ///< polygons of built-over ground; empty: none
  std::vector<geo::VectorFile> areas = {};  ///< further polygons that are not judged
};

/// A geological map: polygons whose codes a legend turns into roles.
struct GeologyRequest {
  geo::VectorFile file;  ///< empty: none
  std::string field;
  geo::VectorFile legend;  ///< a table: code, name, role
};

/// Ground on which targets are flagged.
struct LandUse {
  geo::VectorFile file;
  std::string name;
};

/// Heights of the ground.
struct DemRequest {
  std::string path;                 ///< a raster, a folder or a pattern of tiles; empty: none
  std::string crs = {};             ///< in place of the file's own; empty: the file's own
  std::vector<double> nodata = {};  ///< stored values that are no heights, beside those that the file tells
};

struct TargetRequest {
  double top_area_percent = 1;
  int min_families = 2;
  double beat_null = 0.95;
  std::optional<int> min_pixels;
};

/// The request, as read from a survey file: checked in itself, not yet against data.
struct Survey {
  std::string path;                              ///< of the file
  std::string folder;                            ///< relative paths are relative to it
  std::string text;                              ///< of the file
  std::string effective_json;                    ///< every value, defaults filled in
  std::shared_ptr<const YamlDocument> document;  ///< likewise, as a tree
  std::string name;
  geo::VectorFile aoi;  ///< without a path a box, in aoi.crs
  geo::Bounds aoi_box;
  Where aoi_where;
  std::string grid_crs;
  double resolution_m = 0;
  std::optional<geo::Point> grid_origin;  ///< a corner of pixels; none: of the scenes' own
  std::vector<scene::SceneRequest> scenes;
  double context_km = 8;
  MaskRequest mask;
  geo::VectorFile occurrences;  ///< points or a table; empty: none
  std::string commodity_field;  ///< empty: commodity
  std::vector<LandUse> exclude;
  std::map<std::string, geo::VectorFile, std::less<>> lines;  ///< by key, such as faults
  DemRequest dem;
  GeologyRequest geology;
  std::string composite = "barest";
  std::string season = "auto";
  Where season_where;
  std::string coregistration = "correct";
  bool measure_shifts = false;  ///< pixels may be read before the passes: a run does, plan and check do not
  std::vector<std::string> models;
  std::vector<LayerRequest> layers;
  TargetRequest targets;
  bool keep_layers = true;
  bool keep_reflectance = false;
  bool qgis = true;    ///< styles and a project for QGIS
  bool report = true;  ///< report.html
  bool stac = true;    ///< stac/*.json
  bool sheet = true;   ///< the map sheet: sheet.pdf, .png, .svg
  std::string paper = "A3";
  std::string language = "en";
  std::uint64_t seed = 42;
  std::vector<std::string> damaged;  ///< files that could not be decoded: their scenes are left out
  std::vector<std::string> unused;   ///< keys given that no step of this version reads
};

/// A path of the survey file from where the program runs; absolute and /vsi paths stay as they are.
std::string path_in(const Survey& survey, const std::string& path);
geo::VectorFile file_in(const Survey& survey, geo::VectorFile file);

/// The table behind `check`, `schema` and the file's reader.
Field survey_schema();

/// Reads, applies `--set` assignments ("grid.resolution_m=20"), checks; all problems at once (E21xx).
Survey read_survey(const std::string& path, const std::vector<std::string>& assignments);

/// The same, but what is wrong is added to `problems` and left out of the survey, so that the rest can be checked. Of a
/// file that is no YAML nothing can: that is thrown.
Survey read_survey(const std::string& path, const std::vector<std::string>& assignments,
                   std::vector<Problem>& problems);

/// The value of a key, such as "geology.field" or "scenes[0].path"; null where the survey has none.
const YamlNode* value_at(const Survey& survey, std::string_view key);

/// Every value of the survey and where it comes from: the file's line, `--set`, or the default.
std::string effective_text(const std::string& path, const std::vector<std::string>& assignments);

}  // namespace greisen
