// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/init_survey.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/linked_path.hpp"
#include "base/text.hpp"
#include "base/yaml/schema.hpp"
#include "catalogue/catalogue.hpp"
#include "geo/gdal/input_files.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/area.hpp"
#include "geo/place/grid_of.hpp"
#include "pipeline/entries/facts.hpp"
#include "pipeline/survey/survey.hpp"
#include "scene/scene.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

/// A scene under the area below this share of it is not worth its reading.
constexpr double kLeastShare = 0.02;

/// What the survey is to say of one scene.
struct Finding {
  scene::Scene scene;
  std::string path;     ///< as the survey names it
  double share = 0;     ///< of the box around the area
  std::string why_not;  ///< empty: it is used
};

/// Of the disk; addresses and what lies in archives stay as they are.
std::string whole_path(const std::string& path) {
  return path.starts_with("/vsi") || geo::is_remote(path) ? path : absolute_path(path);
}

std::string relative_to(const std::string& path, const std::string& folder) {
  if (path.starts_with("/vsi") || geo::is_remote(path)) return path;
  std::error_code unknown;
  const fs::path relative = fs::relative(path, absolute_path(folder), unknown);
  return unknown || relative.empty() ? absolute_path(path) : relative.generic_string();
}

/// What opens this scene and no other: its SAFE folder or zip, its metadata, or a pattern of its files.
std::string path_of(const scene::Scene& scene) {
  const std::string& first = scene.files.front();
  for (const std::string& file : scene.files) {
    const bool packed = file.starts_with("/vsizip/") || file.starts_with("/vsitar/");
    const std::string plain = packed ? file.substr(8) : file;
    if (plain.starts_with('{')) return plain.substr(1, plain.find('}') - 1);
    for (const std::string ending : {".zip", ".tar", ".SAFE"})
      if (const std::size_t at = plain.find(ending + "/"); at != std::string::npos)
        return plain.substr(0, at + ending.size());
    if (scene.layout == "enmap" && lower(file).ends_with(".xml")) return file;
  }
  if (scene.layout == "landsat" || scene.layout == "loose-files") {
    const std::string folder = geo::parent_folder(first);
    const bool by_name = geo::file_name(first).starts_with(scene.id);  // else the folder has the name
    return by_name ? geo::join_path(folder, scene.id + "*") : folder;
  }
  if (scene.layout == "aster" && !lower(first).ends_with(".hdf"))
    return geo::join_path(geo::parent_folder(first), scene.id + "*.tif");
  return first;
}

/// Share of the grid's box that the scene's box covers.
double share_of(const scene::Scene& scene, const Grid& grid) {
  return static_cast<double>(extent_on(scene, grid).pixels()) / static_cast<double>(grid.window().pixels());
}

std::string reason_against(const Finding& finding) {
  if (finding.scene.sensor.empty()) return "its sensor is not known; name sensor, bands and scale to use it";
  if (finding.scene.kind == scene::Kind::dn)
    return "how its DN become reflectance is unknown; give scale and offset to use it";
  if (finding.share == 0) return "it lies elsewhere";
  if (finding.share < kLeastShare) return fmt::format("it covers {:.1f} % of the area", 100 * finding.share);
  return {};
}

std::vector<Finding> look_at_scenes(const InitOptions& options, const Catalogue& catalogue, const Grid& grid,
                                    Log& log) {
  scene::SceneRequest request;
  request.path = whole_path(options.scenes);
  request.tolerant = true;
  std::vector<Finding> findings;
  for (scene::Scene& one : find_scenes(request, "", catalogue, log)) {
    Finding finding;
    finding.share = share_of(one, grid);
    finding.path = relative_to(path_of(one), options.folder);
    finding.scene = std::move(one);
    finding.why_not = reason_against(finding);
    findings.push_back(std::move(finding));
  }
  return findings;
}

/// Surface and top-of-atmosphere reflectance of one sensor never meet: the kind with more scenes stays.
void part_kinds(std::vector<Finding>& findings) {
  std::map<std::pair<std::string, scene::Kind>, int> counts;
  for (const Finding& finding : findings)
    if (finding.why_not.empty()) ++counts[{finding.scene.sensor, finding.scene.kind}];
  for (Finding& finding : findings) {
    if (!finding.why_not.empty()) continue;
    const auto other = finding.scene.kind == scene::Kind::surface ? scene::Kind::toa : scene::Kind::surface;
    const int mine = counts[{finding.scene.sensor, finding.scene.kind}];
    const int theirs = counts[{finding.scene.sensor, other}];
    if (theirs > mine || (theirs == mine && theirs > 0 && finding.scene.kind == scene::Kind::toa))
      finding.why_not = "top-of-atmosphere and surface reflectance of one sensor do not go together";
  }
}

/// In metres, as it is where the grid can be laid on these pixels, else to the next whole metre.
double finest_pixel(const std::vector<Finding>& findings, const Grid& grid) {
  const scene::SceneBand* finest = nullptr;
  for (const Finding& finding : findings)
    for (const scene::SceneBand& band : finding.scene.bands)
      if (finding.why_not.empty() && band.role != "pan" && (finest == nullptr || band.pixel_m < finest->pixel_m))
        finest = &band;
  const Grid& own = finest->grid;
  const geo::Bounds box{own.x_of(0), own.y_of(static_cast<double>(own.rows)), own.x_of(static_cast<double>(own.cols)),
                        own.y_of(0)};
  const bool alike = !finest->turned && !own.crs.empty() &&
                     geo::shift_between(geo::parse_crs(own.crs), geo::crs_of(grid), box).has_value();
  const double pixel_m = alike ? std::round(finest->pixel_m * 1e6) / 1e6 : std::round(finest->pixel_m);
  return std::clamp(pixel_m, 1.0, 1000.0);
}

std::string offset_note(const scene::Scene& scene) {
  for (const scene::Decision& decision : scene.decisions)
    if (decision.what == "offset" || decision.what == "offset not applied") return ", offset " + decision.value;
  return "";
}

std::string scene_lines(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    if (!finding.why_not.empty()) continue;
    const scene::Scene& scene = finding.scene;
    text += fmt::format("  # {} {} {}, {:.0f} % of the area{}{}\n", scene.sensor, printable(scene.level),
                        scene.date.empty() ? "of unknown date" : printable(scene.date), 100 * finding.share,
                        printable(offset_note(scene)), scene.quality.empty() ? ", no cloud mask" : "");
    text += "  - {path: " + json_string(finding.path) + "}\n";
  }
  for (const Finding& finding : findings)
    if (!finding.why_not.empty())
      text += "  # left out: " + printable(finding.path, 300) + ": " + printable(finding.why_not, 400) + "\n";
  return text;
}

std::string survey_text(const InitOptions& options, const std::vector<Finding>& findings,
                        const std::vector<std::string>& models, const std::vector<std::string>& others,
                        const geo::Area& area, const Grid& grid) {
  const std::string name = fs::path(absolute_path(options.folder)).filename().string();
  std::string text =
      "# yaml-language-server: $schema=./.greisen/survey.schema.json\n"
      "# Written by greisen init. A line that is left out has its default: greisen check survey.yaml "
      "--show-effective\n\n";
  text += "version: 1\nname: " + json_string(name.empty() ? "survey" : name) + "\n\n";
  text += fmt::format("# {:.1f} km2, {}\n", area.area_km2(), printable(geo::auto_utm(area).note(), 300));
  text += "aoi: " + json_string(relative_to(whole_path(options.aoi), options.folder)) + "\n\n";
  text += fmt::format(
      "# the finest pixel of the scenes; coarser is faster. The grid is laid on the scenes' own pixels, which "
      "pass unchanged;\n# origin: [x, y] names a corner of others\n"
      "grid: {{crs: auto-utm, resolution_m: {}}}\n\n",
      format_number(finest_pixel(findings, grid)));
  text += "scenes:\n" + scene_lines(findings);
  const auto optional = [&](const char* key, const std::string& path, const char* note) {
    if (!path.empty())
      text += fmt::format("{}: {}  # {}\n", key, json_string(relative_to(whole_path(path), options.folder)), note);
  };
  optional("dem", options.dem, "hillshade, and how high and steep targets are");
  if (!options.occurrences.empty())
    text += "occurrences: {path: " + json_string(relative_to(whole_path(options.occurrences), options.folder)) + "}\n";
  text += "\n# what is looked for: greisen list models, greisen explain " + models.front() + "\nmodels: [" +
          join(models, ", ") + "]\n";
  for (const std::string& other : others) text += "# would decline " + printable(other, 300) + "\n";
  text += "# faults: faults.gpkg   # geology: {path: geology.gpkg, field: code, legend: legend.csv}\n\n";
  text +=
      "# ground that is not judged\nmask: {cloud: true, shadow: true, snow: true, water: true, "
      "vegetation: {index: ndvi, above: 0.35}}\n"
      "# one value a pixel from many dates: barest, geomedian, median, latest, none\ncomposite: {method: barest}\n"
      "context_km: 8   # margin that statistics see too\ntargets: {top_area_percent: 1}\nlanguage: en\nseed: 42\n";
  return text;
}

/// Why the model would decline on these scenes without faults or a geological map; empty where it would run.
std::string why_declined(const DepositModel& model, const std::set<std::string>& sensors, const Catalogue& catalogue) {
  const auto given = [&](const std::string& id) {
    const auto evidence = std::ranges::find(model.evidence, id, &Evidence::id);
    return std::ranges::any_of(evidence->layers, [&](const EvidenceLayer& layer) {
      return shapes_of(layer.origin).empty() && std::ranges::any_of(sensors, [&](const std::string& sensor) {
               const ModelOnSensor on = model_on(model, catalogue.find_sensor(sensor), catalogue);
               return on.available && std::ranges::find(on.given, id) != on.given.end();
             });
    });
  };
  for (const Requirement& need : model.requirements)
    if (std::ranges::none_of(need.any_of, given)) return need.reason;
  return "";
}

/// The models that were asked for, or all that these scenes alone can bear; the others with their reasons.
std::vector<std::string> wanted_models(const InitOptions& options, const std::vector<Finding>& findings,
                                       const Catalogue& catalogue, std::vector<std::string>& others) {
  for (const std::string& id : options.models) static_cast<void>(catalogue.find_model(id));
  if (!options.models.empty()) return options.models;
  std::set<std::string> sensors;
  for (const Finding& finding : findings)
    if (finding.why_not.empty() && !finding.scene.sensor.empty()) sensors.insert(finding.scene.sensor);
  std::vector<std::string> models;
  for (const DepositModel& model : catalogue.models) {
    const std::string reason = why_declined(model, sensors, catalogue);
    if (reason.empty())
      models.push_back(model.id);
    else
      others.push_back(model.id + ": " + reason);
  }
  return models;
}

std::string summary(const std::vector<Finding>& findings, const geo::Area& area, const std::string& survey) {
  std::map<std::string, std::set<std::string>> dates;
  std::map<std::string, int> counts;
  int left_out = 0;
  for (const Finding& finding : findings) {
    if (!finding.why_not.empty()) {
      ++left_out;
      continue;
    }
    const std::string key = finding.scene.sensor + " " + finding.scene.level;
    ++counts[key];
    dates[key].insert(finding.scene.date);
  }
  std::string text =
      fmt::format("Area      {:.1f} km2, {}\nScenes    found {}, usable {}\n", area.area_km2(),
                  geo::auto_utm(area).note(), findings.size(), findings.size() - static_cast<std::size_t>(left_out));
  for (const auto& [key, count] : counts)
    text += fmt::format("          {} {}   {} … {}\n", count, key, *dates[key].begin(), *dates[key].rbegin());
  for (const Finding& finding : findings)
    if (!finding.why_not.empty()) text += "          left out " + finding.scene.id + ": " + finding.why_not + "\n";
  return text + "Wrote     " + survey + "\n";
}

}  // namespace

VerbResult init_survey(const InitOptions& asked, Session& session) {
  InitOptions options = asked;
  options.folder = settled_place(options.folder);
  if (const std::string link = link_on_the_way(options.folder, ".greisen/survey.schema.json"); !link.empty())
    throw Error(link_problem(options.folder, link));
  const std::string survey = geo::join_path(options.folder, "survey.yaml");
  std::error_code unknown;
  if (fs::exists(survey, unknown) && !session.globals.overwrite)
    throw Error(
        {"E2050", "the survey is there already: " + printable(survey, 300), {}, "give another folder, or --overwrite"});
  const Catalogue catalogue = load_catalogue();
  for (const std::string& id : options.models) static_cast<void>(catalogue.find_model(id));
  const geo::Area area = geo::read_area({options.aoi});
  const Grid grid = geo::grid_for(area, geo::kAutoUtm, 100, 0);
  std::vector<Finding> findings = look_at_scenes(options, catalogue, grid, session.log);
  part_kinds(findings);
  if (std::ranges::none_of(findings, [](const Finding& finding) { return finding.why_not.empty(); }))
    throw Error({"E4111",
                 "none of the " + std::to_string(findings.size()) + " scenes can be used" +
                     (findings.empty() ? "" : ": " + findings.front().scene.id + ": " + findings.front().why_not),
                 {options.scenes, 0, 0, {}},
                 "greisen inspect tells what each of them is"});
  ensure_folder(geo::join_path(options.folder, ".greisen"));
  write_file_atomically(geo::join_path(options.folder, ".greisen/survey.schema.json"),
                        schema_to_json(survey_schema(), "A greisen survey", "survey.schema.json"));
  std::vector<std::string> others;
  const std::vector<std::string> models = wanted_models(options, findings, catalogue, others);
  write_file_atomically(survey, survey_text(options, findings, models, others, area, grid));
  read_survey(survey, {});  // what was written is what the program reads
  VerbResult result;
  result.text = summary(findings, area, survey);
  const auto left_out =
      std::ranges::count_if(findings, [](const Finding& finding) { return !finding.why_not.empty(); });
  result.json =
      fmt::format("{{\"survey\":{},\"scenes\":{},\"left_out\":{}}}", json_string(survey), findings.size(), left_out);
  return result;
}

}  // namespace greisen
