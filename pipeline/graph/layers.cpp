// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/layers.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "evidence/registry.hpp"
#include "filters/registry.hpp"
#include "pipeline/entries/facts.hpp"
#include "pipeline/entries/steps.hpp"
#include "pipeline/graph/expressions.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/graph/scenes.hpp"
#include "pipeline/graph/source_options.hpp"
#include "pipeline/graph/survey_steps.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "pipeline/survey/inputs/distances.hpp"

namespace greisen {
namespace {

std::string arguments_text(const std::map<std::string, Value, std::less<>>& arguments) {
  std::string text;
  for (const auto& [name, value] : arguments) text += " " + name + "=" + value_text(value);
  return text;
}

/// What a request starts from, in words; equal words mean equal pixels.
std::string key_of_first(const EvidenceRequest& request) {
  const std::string sensor = request.sensor < 0 ? "" : std::to_string(request.sensor) + " ";
  const auto* const step = std::get_if<origin::Step>(&request.origin);
  return sensor + text_of(request.origin) +
         (step == nullptr ? "" : arguments_text(step->params) + " of " + join(request.bands, " "));
}

/// The step, whose layer tells which spectrum it is compared with and how that was brought to the sensor's bands.
Step telling_reference(Step step, const std::string& spectrum) {
  if (spectrum.empty()) return step;
  step.shape = [own = step.shape, id = std::string(step.id), spectrum](const Request& request) {
    StepShape shape = own(request);
    for (Layer& layer : shape.outputs)
      layer.formula = id + "(" + spectrum + "), the spectrum as " + std::string(kResponse) + " sees it";
    return shape;
  };
  return step;
}

}  // namespace

void add_raster(SurveyGraph& survey, std::vector<Port> ports, RasterSpec spec) {
  survey.graph->add_sink(spec.path.substr(0, spec.path.size() - 4), std::move(ports));
  survey.rasters.push_back(std::move(spec));
}

std::vector<Port> bands_of_masked(const Graph& graph, const SensorUse& use) {
  std::vector<Port> ports = graph.all_ports(use.masked);
  ports.pop_back();
  return ports;
}

SurveyLayers::SurveyLayers(const Survey& survey, SurveyGraph& graph, const LayerRequests& requests)
    : survey_(survey), survey_graph_(graph), requests_(requests) {
  for (std::size_t i = 0; i < graph.sensors.size(); ++i) add_indices(i);
}

void SurveyLayers::add_indices(std::size_t sensor) {
  const SensorUse& use = survey_graph_.sensors[sensor];
  const std::vector<NamedFormula>& list = requests_.formulas[sensor];
  if (list.empty()) return;
  const int node =
      add_expressions(graph(), "indices of " + use.sensor.id, list, bands_of_masked(graph(), use), use.sensor);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Port port{node, static_cast<int>(i)};
    indices_[{sensor, list[i].layer.name}] = port;
    if (survey_.keep_layers || requests_.asked.contains({sensor, list[i].layer.name}))
      add_raster(survey_graph_, {port},
                 {.path = layer_file(use.sensor.id, list[i].layer.name), .sensor = use.sensor.id, .of_scenes = true});
  }
}

std::string SurveyLayers::sensor_of(const EvidenceRequest& request) const {
  return request.sensor < 0 ? "" : survey_graph_.sensors[static_cast<std::size_t>(request.sensor)].sensor.id;
}

Port SurveyLayers::first(const origin::Index& index, const EvidenceRequest& request, const std::string&) {
  return indices_.at({static_cast<std::size_t>(request.sensor), index.id});
}

Port SurveyLayers::first(const origin::Distance& distance, const EvidenceRequest&, const std::string& key) {
  return {graph().add_source(key, survey_graph_.data.distances.at(distance.to),
                             key_of_shapes(survey_, distance.to, *survey_graph_.inputs)),
          0};
}

Port SurveyLayers::first(const origin::NotJudged& judged, const EvidenceRequest&, const std::string& key) {
  return {graph().add_step(key, evidence::reason(), {{"reason", judged.reason}}, {survey_graph_.reasons}), 0};
}

Port SurveyLayers::first(const origin::CloudRim& rim, const EvidenceRequest& request, const std::string& key) {
  const SensorUse& use = survey_graph_.sensors[static_cast<std::size_t>(request.sensor)];
  std::string files = key + " " + survey_.composite + (survey_.mask.cloud ? " masked by " : " not masked ") +
                      format_number(buffer_of(survey_, use.sensor));
  for (const scene::Scene& scene : use.scenes) files += "\n" + key_of_scene(scene, {}, *survey_graph_.inputs);
  return {graph().add_source(key, cloud_rim_of(survey_, use, graph().grid(), rim.within_m), files), 0};
}

Port SurveyLayers::first(const origin::Step& step, const EvidenceRequest& request, const std::string&) {
  std::vector<Port> inputs;
  for (const Port& port : bands_of_masked(graph(), survey_graph_.sensors[static_cast<std::size_t>(request.sensor)]))
    if (std::ranges::find(request.bands, graph().layer(port).name) != request.bands.end()) inputs.push_back(port);
  return {graph().add_step(request.evidence->id, telling_reference(find_step(step.id), request.spectrum), step.params,
                           std::move(inputs)),
          0};
}

Port SurveyLayers::chain(const EvidenceRequest& request, bool opposite) {
  std::string key = key_of_first(request);
  const auto made = [&](auto&& make) {
    const auto found = made_.find(key);
    return found != made_.end() ? found->second : made_[key] = make();
  };
  Port port =
      made([&] { return std::visit([&](const auto& origin) { return first(origin, request, key); }, request.origin); });
  if (opposite) {
    key += " | opposite";
    port = made([&] { return Port{graph().add_step(key, filters::opposite(), {}, {port}), 0}; });
  }
  for (const EvidenceStep& step : request.then) {
    std::vector<Port> inputs = {port};
    if (!step.with.empty()) inputs.push_back(indices_.at({static_cast<std::size_t>(request.sensor), step.with}));
    key += " | " + step.step + " " + step.with + arguments_text(step.params);
    port = made([&] {
      return Port{graph().add_step(request.evidence->id + " " + step.step, find_step(step.step), step.params,
                                   std::move(inputs)),
                  0};
    });
  }
  return port;
}

std::optional<Port> SurveyLayers::index(int sensor, const std::string& id) const {
  const auto found = indices_.find({static_cast<std::size_t>(sensor), id});
  return found == indices_.end() ? std::nullopt : std::optional(found->second);
}

Port SurveyLayers::written(const std::string& model, const EvidenceRequest& request) {
  const Port port = chain(request);
  const bool plain_index = std::holds_alternative<origin::Index>(request.origin) && request.then.empty();
  if (!survey_.keep_layers || plain_index || !written_.insert(port).second) return port;
  const std::string sensor = sensor_of(request);
  const std::string of = sensor.empty() ? "geology" : sensor;
  std::string path = layer_file(of, request.evidence->id);
  if (std::ranges::find(survey_graph_.rasters, path, &RasterSpec::path) != survey_graph_.rasters.end())
    path = layer_file(of, model + "_" + request.evidence->id);
  add_raster(survey_graph_, {port}, {.path = path, .sensor = sensor, .of_scenes = true});
  return port;
}

}  // namespace greisen
