// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey_graph.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "evidence/registry.hpp"
#include "filters/registry.hpp"
#include "geo/grid_of.hpp"
#include "pipeline/expressions.hpp"
#include "pipeline/source_options.hpp"
#include "pipeline/steps.hpp"
#include "pipeline/survey_model.hpp"
#include "pipeline/survey_scenes.hpp"
#include "pipeline/survey_steps.hpp"
#include "pipeline/survey_vectors.hpp"
#include "scene/composite.hpp"

namespace greisen {
namespace {

using Arguments = std::map<std::string, Value, std::less<>>;

/// The band that a role means, where it is read; else empty.
std::string band_with_role(const SensorUse& use, const char* role) {
  const auto number = use.sensor.find(role);
  const std::string name = number ? use.sensor.bands[static_cast<std::size_t>(*number)].name : "";
  return std::ranges::find(use.bands, name) == use.bands.end() ? "" : name;
}

/// Puts the parts of a survey's graph together, in the order of the data.
class Builder {
 public:
  Builder(const Survey& survey, const Catalogue& catalogue, Log& log)
      : survey_(survey), catalogue_(catalogue), log_(log) {}

  SurveyGraph run() {
    const geo::Area asked = area_of(survey_);
    const Grid grid = grid_of_survey(survey_, asked);
    result_.area = asked.to_crs(geo::parse_crs(grid.crs));
    result_.mask = std::make_shared<const geo::AreaMask>(result_.area, grid);
    result_.sensors = sensors_of(survey_, catalogue_, grid, log_, result_.left_out);
    requests_ = plan_requests(survey_, catalogue_, result_);
    choose_bands();
    result_.graph = std::make_unique<Graph>(grid, geo::pixel_metres(grid), survey_.seed);
    const AreaMasks masks = masks_of(survey_, result_.mask, grid);
    area_ = result_.graph->add_source("area", area_raster(grid, masks), key_of_area(result_.area) + masks.key);
    for (SensorUse& use : result_.sensors)
      if (!use.bands.empty()) add_sensor(use);
    add_reasons();
    for (std::size_t i = 0; i < result_.sensors.size(); ++i) add_layers(i);
    for (const ModelRequest& request : requests_.models) add_model(request);
    return std::move(result_);
  }

 private:
  [[nodiscard]] Graph& graph() { return *result_.graph; }

  /// The bands that the layers need, those that the masks need, and all that are common where reflectance is kept.
  void choose_bands() {
    for (std::size_t i = 0; i < result_.sensors.size(); ++i) {
      SensorUse& use = result_.sensors[i];
      use.checked = requests_.bands_of(i, use.sensor);
      leave_out_incomplete(use);
      std::set<std::string> wanted(use.checked.begin(), use.checked.end());
      for (const Band& band : use.sensor.bands) {
        const bool for_masks = serves_masks(use.sensor, band.name);
        const bool common = std::ranges::all_of(
            use.scenes, [&](const scene::Scene& scene) { return scene.find(band.name) != nullptr; });
        if (common && (for_masks || survey_.keep_reflectance)) wanted.insert(band.name);
      }
      for (const Band& band : use.sensor.bands)
        if (wanted.contains(band.name)) use.bands.push_back(band.name);
    }
    const bool none = std::ranges::all_of(result_.sensors, [](const SensorUse& use) { return use.bands.empty(); });
    if (none)
      throw Error({"E2053",
                   "the survey asks for no layer that its scenes could give",
                   {survey_.path},
                   "name models: or layers: (greisen list models, greisen list indices)"});
  }

  /// Scenes without a band that the layers read.
  void leave_out_incomplete(SensorUse& use) {
    std::erase_if(use.scenes, [&](const scene::Scene& scene) {
      const auto lacking =
          std::ranges::find_if(use.checked, [&](const std::string& name) { return scene.find(name) == nullptr; });
      if (lacking == use.checked.end()) return false;
      log_.warn("W3101", "a scene is left out: " + scene.id + " has no band " + *lacking + ", which the layers need");
      return true;
    });
    if (use.scenes.empty())
      throw Error({"E4101",
                   "no scene of " + use.sensor.name + " has all bands that the layers need: " + join(use.checked, ", "),
                   {survey_.path},
                   "add the bands' files, or ask for fewer layers"});
  }

  [[nodiscard]] static bool serves_masks(const Sensor& sensor, const std::string& name) {
    for (const char* role : {"red", "nir", "green", "swir1", "swir2"})
      if (const auto number = sensor.find(role); number && sensor.bands[static_cast<std::size_t>(*number)].name == name)
        return true;
    return false;
  }

  /// Vegetation and water are masked where the reflectance bears their thresholds.
  void ask_for_cover(const SensorUse& use, Arguments& arguments) {
    if (survey_.mask.vegetation_index && use.kind == scene::Kind::relative)
      log_.warn("W4105", "vegetation and water are not masked on " + use.sensor.name +
                             ": its reflectance is relative, thresholds do not hold on it");
    if (survey_.mask.vegetation_index && use.kind != scene::Kind::relative) {
      arguments["red"] = band_with_role(use, "red");
      arguments["nir"] = band_with_role(use, "nir");
      arguments["vegetation_above"] = survey_.mask.vegetation_above;
    }
    if (survey_.mask.water && scene::is_reflectance(use.kind)) {
      arguments["green"] = band_with_role(use, "green");
      arguments["swir1"] = band_with_role(use, "swir1");
    }
  }

  void add_sensor(SensorUse& use) {
    std::string key = survey_.composite + " 3 " + format_number(survey_.mask.cloud_buffer_m);
    for (const bool flag :
         {survey_.mask.cloud, survey_.mask.shadow, survey_.mask.snow, survey_.mask.water, survey_.mask.shadow_geometry})
      key += flag ? "1" : "0";
    for (const scene::Scene& scene : use.scenes) key += "\n" + scene.id + "\n" + key_of_files(scene, use.bands);
    use.composite = graph().add_source(use.sensor.id, composite_of(survey_, use, graph().grid()), key);
    std::vector<Port> inputs = graph().all_ports(use.composite);
    std::erase_if(inputs, [&](const Port& port) { return beside_the_bands(graph().layer(port).name); });
    inputs.push_back({area_, 0});
    const bool urban = graph().all_ports(area_).size() > 1;
    if (urban) inputs.push_back({area_, 1});
    Arguments arguments{{"dark_bands", use.checked},
                        {"min_reflectance", scene::is_reflectance(use.kind) ? survey_.mask.min_reflectance : 0.0},
                        {"reasons", std::string(scene::kReasonsLayer)},
                        {"area", std::string("area")},
                        {"urban", std::string(urban ? "urban" : "")}};
    ask_for_cover(use, arguments);
    use.masked =
        graph().add_step("mask " + use.sensor.id, filters::mask_reflectance(), std::move(arguments), std::move(inputs));
    graph().set_anchor(use.masked);
    for (const Port& port : graph().all_ports(use.composite))
      if (graph().layer(port).name == scene::kObservationsLayer)
        add_raster("observations_" + use.sensor.id + ".tif", {port}, use.sensor.id, geo::PixelType::uint16,
                   std::nullopt);
    for (const Port& port : graph().all_ports(use.composite))
      if (survey_.keep_layers && graph().layer(port).name == scene::kSpreadLayer)
        add_raster("layers/" + use.sensor.id + "/temporal_spread.tif", {port}, use.sensor.id);
    if (survey_.keep_reflectance)
      add_raster("layers/" + use.sensor.id + "/reflectance.tif", bands_of_masked(use), use.sensor.id);
  }

  /// Layers of a composite that are neither bands nor reasons.
  static bool beside_the_bands(const std::string& name) {
    return name == scene::kObservationsLayer || name == scene::kSpreadLayer;
  }

  [[nodiscard]] std::vector<Port> bands_of_masked(const SensorUse& use) {
    std::vector<Port> ports = graph().all_ports(use.masked);
    ports.pop_back();
    return ports;
  }

  void add_raster(const std::string& path, std::vector<Port> ports, const std::string& sensor,
                  geo::PixelType type = geo::PixelType::float32, std::optional<double> nodata = geo::kNodata) {
    graph().add_sink(path.substr(0, path.size() - 4), std::move(ports));
    result_.rasters.push_back({path, type, nodata, {}, sensor});
  }

  /// A pixel is judged where one sensor judges it; else all reasons of all sensors hold.
  void add_reasons() {
    std::vector<Port> ports;
    for (const SensorUse& use : result_.sensors)
      if (!use.bands.empty()) ports.push_back({use.masked, static_cast<int>(use.bands.size())});
    result_.reasons =
        ports.size() == 1 ? ports.front() : Port{graph().add_step("reasons", join_reasons_step(), {}, ports), 0};
    add_raster("reasons.tif", {result_.reasons}, "", geo::PixelType::uint16, std::nullopt);
  }

  void add_layers(std::size_t number) {
    const SensorUse& use = result_.sensors[number];
    const auto& formulas = requests_.formulas[number];
    if (formulas.empty()) return;
    std::vector<NamedFormula> list;
    for (const auto& formula : formulas) list.push_back(formula);
    const int node = add_expressions(graph(), "indices of " + use.sensor.id, list, bands_of_masked(use), use.sensor);
    for (std::size_t i = 0; i < list.size(); ++i) {
      layers_[{number, list[i].layer.name}] = {node, static_cast<int>(i)};
      if (survey_.keep_layers || requests_.asked.contains({number, list[i].layer.name}))
        add_raster("layers/" + use.sensor.id + "/" + list[i].layer.name + ".tif", {{node, static_cast<int>(i)}},
                   use.sensor.id);
    }
  }

  Port distance_to(const std::string& what) {
    const auto found = distances_.find(what);
    if (found != distances_.end()) return found->second;
    return distances_[what] = {graph().add_source("distance to " + what, distance_raster(survey_, what, graph().grid()),
                                                  key_of_shapes(survey_, what)),
                               0};
  }

  [[nodiscard]] std::string sensor_of_evidence(const EvidenceRequest& evidence) const {
    return evidence.sensor < 0 ? "" : result_.sensors[static_cast<std::size_t>(evidence.sensor)].sensor.id;
  }

  /// What an evidence starts from: an index made before, or a step on the sensor's bands.
  Port first_of(const EvidenceRequest& evidence) {
    if (!evidence.distance_to.empty()) return distance_to(evidence.distance_to);
    const auto number = static_cast<std::size_t>(evidence.sensor);
    if (!evidence.layer.empty()) return layers_.at({number, evidence.layer});
    std::vector<Port> inputs;
    for (const Port& port : bands_of_masked(result_.sensors[number]))
      if (std::ranges::find(evidence.bands, graph().layer(port).name) != evidence.bands.end()) inputs.push_back(port);
    return {graph().add_step(evidence.evidence->id, find_step(evidence.step), evidence.arguments, std::move(inputs)),
            0};
  }

  /// The raw layer of an evidence, written as a layer of its own where it is no plain index.
  Port layer_of(const std::string& model, const EvidenceRequest& evidence) {
    if (!evidence.layer.empty() && evidence.then->empty()) return first_of(evidence);
    const auto number = static_cast<std::size_t>(std::max(evidence.sensor, 0));
    const std::pair<std::size_t, std::string> name{number, model + "/" + evidence.evidence->id};
    if (const auto found = layers_.find(name); found != layers_.end()) return found->second;
    Port port = first_of(evidence);
    for (const EvidenceStep& step : *evidence.then) {
      std::vector<Port> inputs = {port};
      if (!step.with.empty()) inputs.push_back(layers_.at({number, step.with}));
      port = {graph().add_step(evidence.evidence->id + " " + step.step, find_step(step.step), step.params,
                               std::move(inputs)),
              0};
    }
    const std::string sensor = sensor_of_evidence(evidence);
    if (survey_.keep_layers) {
      const std::string folder = "layers/" + (sensor.empty() ? "geology" : sensor) + "/";
      std::string path = folder + evidence.evidence->id + ".tif";
      if (std::ranges::find(result_.rasters, path, &RasterSpec::path) != result_.rasters.end())
        path = folder + model + "_" + evidence.evidence->id + ".tif";
      add_raster(path, {port}, sensor);
    }
    return layers_[name] = port;
  }

  void add_model(const ModelRequest& request) {
    const DepositModel& model = *request.model;
    ModelUse use;
    use.model = &model;
    use.missing = request.missing;
    for (const EvidenceRequest& evidence : request.evidence) {
      const Port raw = layer_of(model.id, evidence);
      const Port membership = add_membership(graph(), *evidence.evidence, raw);
      const std::string sensor = sensor_of_evidence(evidence);
      use.evidence.push_back({evidence.evidence, sensor, graph().layer(raw).name, membership});
      add_raster("evidence/" + model.id + "/" + evidence.evidence->id + ".tif", {membership}, sensor);
    }
    const Port everywhere = add_families(graph(), model, use);
    use.score = {graph().add_step("prospectivity of " + model.id, inside_step(model), {}, {everywhere, {area_, 0}}), 0};
    std::vector<Port> memberships;
    for (const EvidenceUse& evidence : use.evidence) memberships.push_back(evidence.membership);
    memberships.push_back({area_, 0});
    use.uncertainty = {
        graph().add_step("uncertainty of " + model.id, uncertainty_step(model, use.evidence), {}, memberships), 0};
    use.classes = graph().add_step("classes of " + model.id, evidence::area_classes(),
                                   {{"percents", class_percents(survey_.targets.top_area_percent)}}, {use.score});
    add_raster("prospectivity_" + model.id + ".tif", {use.score}, "");
    add_raster("uncertainty_" + model.id + ".tif", {use.uncertainty}, "");
    add_raster("classes_" + model.id + ".tif", {{use.classes, 0}}, "", geo::PixelType::uint8, 0.0);
    result_.rasters.back().classes = area_class_table(survey_.targets.top_area_percent);
    result_.models.push_back(std::move(use));
  }

  const Survey& survey_;
  const Catalogue& catalogue_;
  Log& log_;
  SurveyGraph result_;
  LayerRequests requests_;
  std::map<std::pair<std::size_t, std::string>, Port> layers_;
  std::map<std::string, Port> distances_;
  int area_ = -1;
};

}  // namespace

SurveyGraph build_survey_graph(const Survey& survey, const Catalogue& catalogue, Log& log) {
  return Builder(survey, catalogue, log).run();
}

}  // namespace greisen
