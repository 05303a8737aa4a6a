// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/survey_graph.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "evidence/registry.hpp"
#include "filters/registry.hpp"
#include "geo/place/grid_of.hpp"
#include "pipeline/entries/steps.hpp"
#include "pipeline/graph/checks.hpp"
#include "pipeline/graph/expressions.hpp"
#include "pipeline/graph/inputs.hpp"
#include "pipeline/graph/layers.hpp"
#include "pipeline/graph/model.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/graph/scenes.hpp"
#include "pipeline/graph/source_options.hpp"
#include "pipeline/graph/survey_steps.hpp"
#include "pipeline/graph/terrain.hpp"
#include "pipeline/survey/inputs/inputs.hpp"
#include "pipeline/survey/notes.hpp"
#include "prospectivity/registry.hpp"
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
  Builder(const Survey& survey, const Catalogue& catalogue, std::shared_ptr<InputHashes> inputs,
          SurveyProblems& problems, Log& log)
      : survey_(survey), catalogue_(catalogue), problems_(problems), log_(log) {
    result_.inputs = std::move(inputs);
  }

  SurveyGraph run() {
    check_names(survey_, catalogue_, problems_);
    const Grid grid = settle_grid();
    settle_sensors(survey_, result_.sensors, grid, log_, result_.left_out, problems_);
    const Loading loading = {
        survey_,   catalogue_, asked_crs_, result_.area, result_.mask, grid, shapes_needed(survey_, catalogue_),
        problems_, log_};
    for (const SurveyInput& input : survey_inputs()) input.load(loading, result_.data);
    requests_ = plan_requests(survey_, catalogue_, geo::pixel_metres(grid), result_, problems_);
    choose_bands();
    problems_.tell(log_);
    result_.inputs->read(inputs_of(survey_, result_.sensors));
    result_.graph = std::make_unique<Graph>(grid, survey_.seed);
    area_ = result_.graph->add_source("area", area_raster(grid, result_.data.masks),
                                      key_of_area(result_.area) + result_.data.masks.key);
    for (SensorUse& use : result_.sensors)
      if (!use.bands.empty()) add_sensor(use);
    add_reasons();
    add_terrain(survey_, result_);
    layers_.emplace(survey_, result_, requests_);
    for (const ModelRequest& request : requests_.models) add_model(request);
    for (const LookalikeRequest& request : requests_.lookalikes) add_lookalike(request);
    for (auto& [model, ports] : opposites_) graph().add_sink("opposite of " + model, std::move(ports));
    return std::move(result_);
  }

 private:
  [[nodiscard]] Graph& graph() { return *result_.graph; }

  /// The area, the scenes that reach it and the grid that fits both; without them nothing but names and scenes can be
  /// checked.
  Grid settle_grid() {
    SurveyGrid made;
    std::optional<geo::Area> asked;
    if (value_at(survey_, "aoi") != nullptr && !problems_.failed("aoi") &&
        problems_.gather("aoi", [&] { asked = area_of(survey_); }))
      problems_.gather("grid", [&] {
        tell_notes(asked->notes, log_);
        result_.sensors = find_sensors(survey_, catalogue_, *asked, log_, result_.left_out, problems_);
        made = grid_of_survey(survey_, *asked, result_.sensors, log_);
        result_.area = asked->to_crs(geo::crs_of(made.grid));
        asked_crs_ = asked->crs;
        result_.mask = std::make_shared<const geo::AreaMask>(result_.area, made.grid);
      });
    if (result_.mask) {
      problems_.gather("aoi", [&] { refuse_area_without_pixel(survey_, result_.area, *result_.mask, made.grid); });
      result_.grid_pixels = made.pixels;
      return made.grid;
    }
    check_scenes(survey_, catalogue_, log_, problems_);
    problems_.tell(log_);
    return made.grid;
  }

  /// The sensor whose scenes make the picture of the ground: the sharpest that sees red and green. -1: none is wanted.
  [[nodiscard]] int picture_sensor() const {
    int best = -1;
    double pixel_m = 0;
    for (std::size_t i = 0;
         survey_.keep_layers && (survey_.report || survey_.qgis || survey_.sheet) && i < result_.sensors.size(); ++i) {
      const Sensor& sensor = result_.sensors[i].sensor;
      const auto red = sensor.find("red");
      if (!red || !sensor.find("green")) continue;
      const double own = sensor.bands[static_cast<std::size_t>(*red)].pixel_m;
      if (best < 0 || own < pixel_m) best = static_cast<int>(i), pixel_m = own;
    }
    return best;
  }

  /// The bands that the layers need, those that the masks and the picture need, and all that are common where
  /// reflectance is kept.
  void choose_bands() {
    for (std::size_t i = 0; i < result_.sensors.size(); ++i) {
      SensorUse& use = result_.sensors[i];
      use.checked = requests_.bands_of(i, use.sensor);
      problems_.gather("scenes", [&] { leave_out_incomplete(use); });
      std::set<std::string> wanted(use.checked.begin(), use.checked.end());
      for (const Band& band : use.sensor.bands) {
        const bool for_masks = serves_masks(use.sensor, band.name) ||
                               (static_cast<int>(i) == picture_sensor() && serves_picture(use.sensor, band.name));
        const bool common = std::ranges::all_of(
            use.scenes, [&](const scene::Scene& scene) { return scene.find(band.name) != nullptr; });
        if (common && (for_masks || survey_.keep_reflectance)) wanted.insert(band.name);
      }
      for (const Band& band : use.sensor.bands)
        if (wanted.contains(band.name)) use.bands.push_back(band.name);
      problems_.gather("scenes", [&] { refuse_thresholds(survey_, use); });
    }
    const bool none = std::ranges::all_of(result_.sensors, [](const SensorUse& use) { return use.bands.empty(); });
    if (none && problems_.empty())
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

  [[nodiscard]] static bool serves_picture(const Sensor& sensor, const std::string& name) {
    return has_role(sensor, name, {"red", "green", "blue", "nir", "swir1"});
  }
  [[nodiscard]] static bool serves_masks(const Sensor& sensor, const std::string& name) {
    return has_role(sensor, name, {"red", "nir", "green", "swir1", "swir2"});
  }
  [[nodiscard]] static bool has_role(const Sensor& sensor, const std::string& name,
                                     std::initializer_list<const char*> roles) {
    for (const char* role : roles)
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
    std::string key = survey_.composite + " 3 " + format_number(buffer_of(survey_, use.sensor));
    for (const bool flag :
         {survey_.mask.cloud, survey_.mask.shadow, survey_.mask.snow, survey_.mask.water, survey_.mask.shadow_geometry})
      key += flag ? "1" : "0";
    key += content_of_entry(survey_, "sensors", use.sensor.id, *result_.inputs);
    for (const scene::Scene& scene : use.scenes) key += "\n" + key_of_scene(scene, use.bands, *result_.inputs);
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
        add_scene_raster(observations_file(use.sensor.id), {port}, use.sensor.id, geo::PixelType::uint16, std::nullopt);
    for (const Port& port : graph().all_ports(use.composite))
      if (survey_.keep_layers && graph().layer(port).name == scene::kSpreadLayer)
        add_scene_raster(layer_file(use.sensor.id, "temporal_spread"), {port}, use.sensor.id);
    add_picture(use);
    if (survey_.keep_reflectance)
      add_scene_raster(reflectance_file(use.sensor.id), bands_of_masked(graph(), use), use.sensor.id);
  }

  /// The ground as it looks, hidden ground with it: a background for maps.
  void add_picture(const SensorUse& use) {
    const int number = picture_sensor();
    if (number < 0 || &use != &result_.sensors[static_cast<std::size_t>(number)]) return;
    std::vector<Port> ports;
    for (const Port& port : graph().all_ports(use.composite))
      if (serves_picture(use.sensor, graph().layer(port).name)) ports.push_back(port);
    add_scene_raster(picture_file(use.sensor.id), std::move(ports), use.sensor.id);
  }

  /// Layers of a composite that are neither bands nor reasons.
  static bool beside_the_bands(const std::string& name) {
    return name == scene::kObservationsLayer || name == scene::kSpreadLayer;
  }

  void add_raster(const std::string& path, std::vector<Port> ports, const std::string& sensor,
                  geo::PixelType type = geo::PixelType::float32, std::optional<double> nodata = geo::kNodata) {
    greisen::add_raster(result_, std::move(ports), {path, type, nodata, {}, sensor});
  }

  void add_scene_raster(const std::string& path, std::vector<Port> ports, const std::string& sensor,
                        geo::PixelType type = geo::PixelType::float32, std::optional<double> nodata = geo::kNodata) {
    add_raster(path, std::move(ports), sensor, type, nodata);
    result_.rasters.back().of_scenes = true;
  }

  /// A pixel is judged where one sensor judges it; else all reasons of all sensors hold.
  void add_reasons() {
    std::vector<Port> ports;
    for (const SensorUse& use : result_.sensors)
      if (!use.bands.empty()) ports.push_back({use.masked, static_cast<int>(use.bands.size())});
    result_.reasons =
        ports.size() == 1 ? ports.front() : Port{graph().add_step("reasons", evidence::join_reasons(), {}, ports), 0};
    add_raster(kReasonsFile, {result_.reasons}, "", geo::PixelType::uint16, std::nullopt);
  }

  /// A layer of the delivery: what `port` gives, inside the area; an empty word is that of `port`.
  Port inside(const std::string& name, const Port& port, const std::string& description, const std::string& formula,
              const std::string& source) {
    const std::vector<std::string> words = {name, description, formula, source};
    return {graph().add_step(name, evidence::inside_area(), {{"layer", words}}, {port, {area_, 0}}), 0};
  }

  void add_model(const ModelRequest& request) {
    const DepositModel& model = *request.model;
    ModelUse use;
    use.model = &model;
    use.missing = request.missing;
    for (const EvidenceRequest& evidence : request.evidence) {
      const Port raw = layers_->written(model.id, evidence);
      const Port membership = add_membership(graph(), *evidence.evidence, raw);
      const std::string sensor = layers_->sensor_of(evidence);
      use.evidence.push_back({evidence.evidence, sensor, graph().layer(raw).name, membership, evidence.widened});
      add_raster(evidence_file(model.id, evidence.evidence->id), {membership}, sensor);
    }
    std::vector<Port> memberships;
    for (const EvidenceUse& evidence : use.evidence) memberships.push_back(evidence.membership);
    const prospectivity::Predictor predictor = predictor_of(model, use.evidence);
    const int scored =
        graph().add_step("score of " + model.id, predictor.step, predictor.with_uncertainty(), memberships);
    use.score = inside("prospectivity_" + model.id, {scored, 0},
                       "Favourability of " + model.title + ", 0 to 1; a rank, not a probability",
                       "weighted fuzzy gamma of the model's evidence", model.source);
    use.uncertainty =
        inside("uncertainty_" + model.id, {scored, 1},
               "Half the range of the favourability of " + model.title + " when one evidence is left out", "", "");
    use.classes = graph().add_step("classes of " + model.id, evidence::area_classes(),
                                   {{"percents", class_percents(survey_.targets.top_area_percent)}}, {use.score});
    add_raster(prospectivity_file(model.id), {use.score}, "");
    add_raster(uncertainty_file(model.id), {use.uncertainty}, "");
    add_raster(classes_file(model.id), {{use.classes, 0}}, "", geo::PixelType::uint8, 0.0);
    colour_classes({use.classes, 0});
    add_opposite(request, use);
    result_.models.push_back(std::move(use));
  }

  /// A model that looks for lines on the opposite of the scenes, kept for the targets alone.
  void add_opposite(const ModelRequest& request, ModelUse& use) {
    const DepositModel& model = *request.model;
    if (model.least_elongation <= 1) return;  // it looks for no lines
    const EvidenceRequest* ranks = nullptr;
    for (const EvidenceRequest& evidence : request.evidence)
      if (reads_scenes(evidence.origin) && (ranks == nullptr || evidence.evidence->id == model.strength))
        ranks = &evidence;
    if (ranks == nullptr) return;
    std::vector<Port> memberships;
    for (std::size_t i = 0; i < request.evidence.size(); ++i) {
      const EvidenceRequest& evidence = request.evidence[i];
      memberships.push_back(reads_scenes(evidence.origin) ? add_membership(graph(), *evidence.evidence,
                                                                           layers_->chain(evidence, true), ", opposite")
                                                          : use.evidence[i].membership);
    }
    const prospectivity::Predictor predictor = predictor_of(model, use.evidence);
    const int scored =
        graph().add_step("score of " + model.id + ", opposite", predictor.step, predictor.arguments, memberships);
    ModelUse::Opposite& opposite = use.opposite.emplace();
    opposite.strength = layers_->chain(*ranks);
    opposite.opposite_strength = layers_->chain(*ranks, true);
    opposite.green = layers_->index(ranks->sensor, kGreenIndex);
    opposite.score = inside("opposite_" + model.id, {scored, 0}, "", "", "");
    opposite.classes =
        graph().add_step("classes of " + model.id + ", opposite", evidence::area_classes(),
                         {{"percents", class_percents(survey_.targets.top_area_percent)}}, {opposite.score});
    std::vector<Port> kept = {opposite.strength, opposite.score, opposite.opposite_strength, {opposite.classes, 0}};
    if (opposite.green) kept.push_back(*opposite.green);
    opposites_.push_back({model.id, std::move(kept)});
  }

  void add_lookalike(const LookalikeRequest& request) {
    LookalikeUse use{request.lookalike, {}, request.missing, {}};
    if (request.sign) {
      const Lookalike& lookalike = *request.lookalike;
      use.widened = request.sign->widened;
      const Port sign = layers_->chain(*request.sign);
      const std::vector<std::string> words = {lookalike.id, "1 where the ground looks like: " + lookalike.title,
                                              graph().layer(sign).name + " >= " + format_number(lookalike.at_least),
                                              lookalike.source};
      use.sign = Port{graph().add_step("look-alike " + lookalike.id, evidence::at_least(),
                                       {{"least", lookalike.at_least},
                                        {"layer", words},
                                        {"classes", std::vector<std::string>{"no sign of it", lookalike.title}}},
                                       {sign}),
                      0};
      add_raster(lookalike_file(lookalike.id), {*use.sign}, layers_->sensor_of(*request.sign), geo::PixelType::uint8,
                 std::nullopt);
      colour_classes(*use.sign);
    }
    result_.lookalikes.push_back(std::move(use));
  }

  /// The last raster's classes are those of the layer, in the palette of the style that goes with its path.
  void colour_classes(const Port& port) {
    RasterSpec& raster = result_.rasters.back();
    const Style* const style = find_style(catalogue_.styles, raster.path);
    raster.classes =
        class_table(graph().layer(port), catalogue_.find_palette(style == nullptr ? "classes" : style->palette));
  }

  const Survey& survey_;
  const Catalogue& catalogue_;
  SurveyProblems& problems_;
  Log& log_;
  SurveyGraph result_;
  LayerRequests requests_;
  std::optional<SurveyLayers> layers_;
  std::vector<std::pair<std::string, std::vector<Port>>> opposites_;  ///< sinks that come after those of rasters
  geo::Crs asked_crs_;                                                ///< of the area as it was given
  int area_ = -1;
};

}  // namespace

SurveyGraph build_survey_graph(const Survey& survey, const Catalogue& catalogue, std::shared_ptr<InputHashes> inputs,
                               SurveyProblems& problems, Log& log) {
  return Builder(survey, catalogue, std::move(inputs), problems, log).run();
}

}  // namespace greisen
