// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "pipeline/products/products.hpp"
#include "pipeline/products/report/parts.hpp"

namespace greisen {
namespace {

Json model_of(const ModelUse& use) {
  Json json = {{"id", use.model->id},  {"title", use.model->title}, {"commodity", use.model->commodity},
               {"status", "computed"}, {"sources", Json::array()},  {"evidence", Json::array()}};
  std::set<std::string> sources = {use.model->source};
  for (const EvidenceUse& one : use.evidence) {
    sources.insert(one.evidence->source);
    json["evidence"].push_back({{"name", one.evidence->id},
                                {"title", readable(one.evidence->id)},
                                {"family", one.evidence->family},
                                {"weight", one.evidence->weight},
                                {"sensor", one.sensor}});
  }
  sources.erase("");
  json["sources"] = sources;
  return json;
}

Json survey_of(const ReportSource& source, const JudgedGround& judged) {
  const LoadedSurvey& loaded = source.loaded;
  Json survey = {{"name", loaded.survey.name},
                 {"areaKm2", loaded.graph.area.area_km2()},
                 {"judgedShare", judged.share()},
                 {"crs", loaded.graph.area.crs.label()},
                 {"crsName", loaded.graph.area.crs.label()},
                 {"resolutionM", loaded.survey.resolution_m},
                 {"models", Json::array()},
                 {"sensors", Json::array()}};
  for (const ModelUse& use : loaded.graph.models) survey["models"].push_back(model_of(use));
  for (const Declined& one : loaded.graph.declined)
    survey["models"].push_back(
        {{"id", one.id}, {"title", one.id}, {"commodity", ""}, {"status", "unavailable"}, {"reason", one.reason}});
  for (const SensorUse& use : loaded.graph.sensors) {
    std::set<std::string> dates;
    for (const scene::Scene& scene : use.scenes)
      if (!scene.date.empty()) dates.insert(scene.date);
    if (!use.scenes.empty())
      survey["sensors"].push_back({{"id", use.sensor.id}, {"title", use.sensor.name}, {"dates", dates}});
  }
  return survey;
}

Json methods_of(const ReportSource& source) {
  Json methods = Json::array();
  for (const ModelUse& use : source.loaded.graph.models) {
    Json one = {{"title", use.model->title},
                {"text", use.model->what_it_ranks},
                {"rows", Json::array()},
                {"sources", Json::array({use.model->source})}};
    for (const EvidenceUse& evidence : use.evidence)
      one["rows"].push_back(Json::array({readable(evidence.evidence->id), evidence.evidence->why}));
    for (const std::string& missing : use.missing)
      one["rows"].push_back(Json::array({source.words("left_out"), missing}));
    methods.push_back(std::move(one));
  }
  Json layers = {{"title", source.words("method_layers")}, {"rows", Json::array()}, {"sources", Json::array()}};
  std::set<std::string> seen;
  const SurveyGraph& graph = source.loaded.graph;
  for (std::size_t i = 0; i < graph.rasters.size(); ++i)
    for (const Port& port : graph.graph->sinks()[i].ports) {
      const Layer& layer = graph.graph->layer(port);
      if (layer.formula.empty() || !seen.insert(layer.name + layer.formula).second) continue;
      layers["rows"].push_back(
          Json::array({readable(layer.name), layer.formula + (layer.source.empty() ? "" : " (" + layer.source + ")")}));
    }
  if (!layers["rows"].empty()) methods.push_back(std::move(layers));
  return methods;
}

Json decisions_of(const ReportSource& source) {
  Json decisions = Json::array();
  const LoadedSurvey& loaded = source.loaded;
  const auto add = [&](const std::string& what, const std::string& decision, const std::string& why) {
    decisions.push_back({{"what", what}, {"decision", decision}, {"why", why}});
  };
  for (const SensorUse& use : loaded.graph.sensors)
    for (const scene::Scene& scene : use.scenes) {
      std::map<std::pair<std::string, std::string>, std::vector<std::string>> alike;  // the same for several bands
      for (const scene::Decision& one : scene.decisions) alike[{one.value, one.why}].push_back(one.what);
      for (const auto& [decision, whats] : alike)
        add(scene.id + ": " + join(whats, ", "), decision.first, decision.second);
    }
  for (const ModelUse& use : loaded.graph.models)
    for (const EvidenceUse& one : use.evidence) {
      const std::string what = use.model->title + ": " + readable(one.evidence->id);
      if (!one.sensor.empty()) add(what, one.sensor, one.layer);
      if (!one.widened.empty()) add(what, source.words("widened"), one.widened);
    }
  for (const Declined& one : loaded.graph.declined) add(one.id, source.words("model_unavailable"), one.reason);
  for (const std::string& text : loaded.graph.left_out) add(source.words("left_out"), text, "");
  return decisions;
}

Json files_of(const ReportSource& source) {
  Json files = Json::array();
  const auto add = [&](const std::string& path, const char* words) {
    files.push_back({{"path", path}, {"what", source.words(words)}});
  };
  for (const ProductFile& file : product_files(source.loaded))
    if (file.in_report) add(file.path, file.words);
  add("run.json", "file_record");
  add("checksums.sha256", "file_checksums");
  for (const outputs::MapLayer& layer : source.layers)
    if (!layer.is_vector())
      files.push_back({{"path", layer.file}, {"what", join(layer.group, ", ") + ": " + layer.title}});
  return files;
}

std::string outcome_of(const ReportSource& source, const JudgedGround& judged, const Json& targets) {
  if (targets.empty() && !judged.allows_conclusion()) return no_conclusion(judged, source.words);
  if (targets.empty()) return source.words("outcome_none");
  return source.words("outcome_some", {{"count", std::to_string(targets.size())}});
}

}  // namespace

bool is_synthetic(const LoadedSurvey& loaded) {
  return std::ranges::any_of(loaded.graph.sensors, [](const SensorUse& use) {
    return std::ranges::any_of(use.scenes, &scene::Scene::synthetic);
  });
}

std::string map_statement(const LoadedSurvey& loaded, const Words& words) {
  return (is_synthetic(loaded) ? words("statement_synthetic") + " " : "") + words("statement_map");
}

std::set<std::string> data_credits(const LoadedSurvey& loaded, const Words& words) {
  std::set<std::string> credits;
  for (const SensorUse& use : loaded.graph.sensors) {
    if (use.scenes.empty()) continue;
    std::set<std::string> years;
    if (std::ranges::any_of(use.scenes, &scene::Scene::synthetic))
      credits.insert(words("credit_synthetic", {{"sensor", use.sensor.name}}));
    if (std::ranges::all_of(use.scenes, &scene::Scene::synthetic)) continue;
    for (const scene::Scene& scene : use.scenes)
      if (scene.date.size() >= 4 && !scene.synthetic) years.insert(scene.date.substr(0, 4));
    const std::string key = "credit_" + (use.sensor.family.empty() ? use.sensor.id : use.sensor.family);
    const bool known = words.all().contains(key);
    credits.insert(
        words(known ? key : "credit_other",
              {{"years", years.empty() ? "" : " " + join(std::vector<std::string>(years.begin(), years.end()), ", ")},
               {"sensor", use.sensor.name}}));
  }
  return credits;
}

Json report_texts(const ReportSource& source, const Json& targets) {
  const LoadedSurvey& loaded = source.loaded;
  const JudgedGround& judged = source.judged;
  Json can = Json::array();
  std::set<std::string> cannot;
  for (const ModelUse& use : loaded.graph.models) {
    can.push_back(use.model->title + ": " + use.model->what_it_ranks);
    cannot.insert(use.model->title + ": " + use.model->cannot_see);
  }
  Json cannot_say = Json::array({source.words("cannot_grade"), source.words("cannot_minerals")});
  for (const std::string& text : cannot) cannot_say.push_back(text);
  const Grid& grid = loaded.graph.graph->grid();
  Json record =
      Json::array({Json::array({source.words("record_program"), std::string("greisen ") + GREISEN_VERSION}),
                   Json::array({source.words("record_survey"), sha256_text(loaded.survey.text)}),
                   Json::array({source.words("record_seed"), std::to_string(loaded.survey.seed)}),
                   Json::array({source.words("record_grid"), fmt::format("{} × {} × {} m, {}", grid.cols, grid.rows,
                                                                         format_number(loaded.survey.resolution_m),
                                                                         loaded.graph.area.crs.label())})});
  return {{"survey", survey_of(source, judged)},
          {"statements",
           {map_statement(loaded, source.words), known_statement(source, judged.share()),
            source.words("statement_hold", {{"pixel", format_number(loaded.survey.resolution_m)}})}},
          {"outcome", outcome_of(source, judged, targets)},
          {"methods", methods_of(source)},
          {"decisions", decisions_of(source)},
          {"credits", data_credits(loaded, source.words)},
          {"caution", {{"can", std::move(can)}, {"cannot", std::move(cannot_say)}}},
          {"files", files_of(source)},
          {"record", std::move(record)}};
}

}  // namespace greisen
