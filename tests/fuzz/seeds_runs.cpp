// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "base/log.hpp"
#include "base/progress.hpp"
#include "engine/journal.hpp"
#include "fuzz/bundle.hpp"
#include "fuzz/seeds.hpp"
#include "pipeline/run/run.hpp"
#include "support/graph_fixture.hpp"
#include "support/raster_file.hpp"

namespace greisen::fuzz {
namespace {

constexpr const char* kSurvey =
    "version: 1\nname: Valle\naoi: {bbox: [600000, 4499840, 600160, 4500000], crs: \"EPSG:32629\"}\n"
    "grid: {crs: \"EPSG:32629\", resolution_m: 20}\ncontext_km: 0\n"
    "scenes: [{path: stack.tif, sensor: sentinel2, scale: 0.0001}]\nmask: {vegetation: false, water: false}\n"
    "layers: [{name: ratio, expr: \"swir1 / red\"}]\noutputs: {qgis: false, sheet: false, stac: false, report: "
    "false}\n";
constexpr const char* kRich =
    "version: 1\nname: Valle\naoi: licence.geojson\ngrid: {crs: auto-utm, resolution_m: 20}\ncontext_km: 0.1\n"
    "scenes:\n  - {path: \"*.tif\", sensor: sentinel2, scale: 0.0001, bands: [blue, red, swir1], date: 2023-07-14}\n"
    "mask: {cloud: true, cloud_buffer_m: 60, vegetation: {index: ndvi, above: 0.35}}\ncomposite: {method: median}\n"
    "geology: {path: geology.geojson, field: code, legend: legend.csv}\nfaults: faults.geojson\n"
    "occurrences: {path: known.csv, commodity: commodity}\nexclude: [{path: geology.geojson, name: Parque}]\n"
    "models: [near, li-pegmatite]\nlayers: [fe_iox_rb, {name: a, expr: \"swir1 / red\"}]\n"
    "targets: {top_area_percent: 1, min_families: 1, beat_null: 0.95}\nlanguage: es\nseed: 7\n";
constexpr const char* kNear =
    "id: near\ntitle: Near\ncommodity: Li\ndeposit_type: case\nlooks_like: ground near\nwhat_it_ranks: nearness\n"
    "cannot_see: all else\nmin_pixels: 3\ngamma: 0.9\nleast_evidence: 1\nleast_weight_percent: 40\n"
    "families:\n  - {id: all, name: All, combine: or}\nevidence:\n  - {id: near_granite, family: all, weight: 1, "
    "layers: [{distance_to: granite}], membership: {type: small, f2: 50, f1: 5}, why: case, source: case}\n"
    "source: case\n";

std::string polygon(const char* code, const char* ring) {
  return std::string(
             "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"code\":\"") +
         code + "\"},\"geometry\":" + ring + "}]}";
}
constexpr const char* kRing =
    "{\"type\":\"Polygon\",\"coordinates\":[[[-7.8170,40.6437],[-7.8151,40.6437],[-7.8151,40.6451],[-7.8170,40.6451],"
    "[-7.8170,40.6437]]]}";
constexpr const char* kLine =
    "{\"type\":\"LineString\",\"coordinates\":[[-7.8170,40.6437],[-7.8160,40.6441],[-7.8151,40.6451]]}";

void write_stack(const std::string& path) {
  test::RasterFile file{.cols = 8, .rows = 8, .pixel_m = 20};
  file.names = {"B02", "B04", "B11"};
  for (int band = 0; band < 3; ++band) file.values.emplace_back(64, 1000 + 500 * band);
  test::write_raster(path, file);
}

/// What a run of the small survey left, with its scratch.
Bundle finished_run() {
  const testing::TempFolder folder;
  write_stack(folder.file("stack.tif"));
  std::ofstream(folder.file("survey.yaml")) << kSurvey;
  Log log(LogOptions{.level = LogLevel::error});
  Progress progress({.mode = ProgressMode::none});
  Session session{{}, log, progress};
  RunOptions options;
  options.survey = folder.file("survey.yaml");
  options.reads_pixels = options.wants_keys = true;
  static_cast<void>(run_survey(options, session));
  return bundle_of(folder.path().string());
}

std::vector<std::string> state_seeds() {
  Bundle state;
  for (const Member& member : finished_run())
    if (member.name.starts_with("run/.greisen/") || member.name == "survey.yaml" || member.name.ends_with("ratio.tif"))
      state.push_back(member);
  std::vector<std::string> seeds = {bundle_text(state)};
  PassState pass;
  pass.key = "0123456789abcdef";
  pass.done = {{0, {1, 2}}, {7, {3}}};
  pass.exact.resize(2, Partial{{1.5, 2.5}, {3}});
  pass.subtrees.resize(2, {{7, Partial{{0.5}, {1}}}});
  const testing::TempFolder folder;
  save_state(folder.file("pass"), pass, false);
  state.push_back({"run/.greisen/pass_1", bundle_of(folder.path().string()).front().bytes});
  seeds.push_back(bundle_text(state));
  state.push_back({"run/layers@", "../../outside"});
  state.push_back({"run/.greisen/outputs.tsv", "layers/victim.txt\tk\ts\t4\n../outside/victim.txt\tk\ts\t4\t\n"});
  seeds.push_back(bundle_text(state));
  return seeds;
}

std::vector<std::string> delivery_seeds() {
  Bundle run;
  for (const Member& member : finished_run())
    if (member.name.starts_with("run/") && !member.name.starts_with("run/.greisen/") && member.bytes.size() < 60'000)
      run.push_back(member);
  std::vector<std::string> seeds = {bundle_text(run)};
  run.push_back(
      {"run/report.html",
       "<html><script type=\"application/json\" id=\"data\">{\"files\":[{\"path\":\"reasons.tif\"}]}</script>"});
  run.push_back({"run/stac/item.json", "{\"assets\":{\"a\":{\"href\":\"../reasons.tif\"}}}"});
  run.push_back({"run/project.qgz!/project.qgs", "<qgis><datasource>./reasons.tif|layername=a</datasource></qgis>"});
  seeds.push_back(bundle_text(run));
  for (Member& member : run)
    if (member.name == "run/checksums.sha256") std::swap(member, run.front());
  seeds.push_back(bundle_text(run));
  return seeds;
}

}  // namespace

std::vector<std::string> run_seeds(const std::string& target) {
  return target == "state" ? state_seeds() : delivery_seeds();
}

std::vector<std::string> survey_seeds() {
  const testing::TempFolder folder;
  write_stack(folder.file("stack.tif"));
  const Bundle stack = bundle_of(folder.path().string());
  Bundle plain = {{"survey.yaml", kSurvey}};
  plain.insert(plain.end(), stack.begin(), stack.end());
  Bundle rich = {{"survey.yaml", kRich},
                 {"licence.geojson", polygon("L", kRing)},
                 {"geology.geojson", polygon("G", kRing)},
                 {"faults.geojson", polygon("F", kLine)},
                 {"legend.csv", "code,name,role\nG,Granite,granite\n"},
                 {"known.csv", "name,commodity,lon,lat\nA,W,-7.8160,40.6441\n"},
                 {"models/near.yaml", kNear}};
  rich.insert(rich.end(), stack.begin(), stack.end());
  Bundle models = rich;
  std::swap(models.front(), models[6]);
  return {bundle_text(plain), bundle_text(rich), bundle_text(models)};
}

}  // namespace greisen::fuzz
