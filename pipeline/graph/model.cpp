// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pipeline/entries/steps.hpp"
#include "pipeline/survey/inputs/distances.hpp"
#include "scene/cloud_rim.hpp"

namespace greisen {
namespace {

/// Roles whose bands see the ground in reflected light: those a spectrum is compared on.
const std::set<std::string, std::less<>>& ground_roles() {
  static const std::set<std::string, std::less<>> roles = {"blue",     "green", "red",        "rededge1", "rededge2",
                                                           "rededge3", "nir",   "nir_narrow", "swir1",    "swir2",
                                                           "swir5",    "swir6", "swir7",      "swir8",    "swir9"};
  return roles;
}

std::ptrdiff_t scenes_with(const SensorUse& use, const Band& band) {
  return std::ranges::count_if(use.scenes, [&](const scene::Scene& scene) { return scene.find(band.name) != nullptr; });
}

/// At least half of the scenes have the band; the others are left out where it is needed.
bool common_band(const SensorUse& use, const Band& band) {
  const std::ptrdiff_t have = scenes_with(use, band);
  return have > 0 && 2 * have >= static_cast<std::ptrdiff_t>(use.scenes.size());
}

/// Throws where a band that the formula reads is in no scene of the sensor (the input lacks it), or in few of them (the
/// inputs do not agree).
void need_bands(const SensorUse& use, const NamedFormula& formula) {
  for (const std::string& name : formula.formula.variables()) {
    const auto number = use.sensor.find(name);
    if (!number) continue;
    const Band& band = use.sensor.bands[static_cast<std::size_t>(*number)];
    if (scenes_with(use, band) == 0)
      throw Error({"E3107",
                   formula.layer.name + ": no scene of " + use.sensor.name + " has the band " + band.name,
                   {},
                   "add the band's file, or leave the layer out; see which it has: greisen inspect"});
    if (!common_band(use, band))
      throw Error({"E4101",
                   formula.layer.name + ": not all scenes of " + use.sensor.name + " have the band " + band.name,
                   {},
                   "add the band's files, or leave the layer out"});
  }
}

class Requester {
 public:
  Requester(const Survey& survey, const Catalogue& catalogue, double pixel_m, SurveyGraph& graph,
            SurveyProblems& problems)
      : survey_(survey), catalogue_(catalogue), pixel_m_(pixel_m), graph_(graph), problems_(problems) {
    requests_.formulas.resize(graph.sensors.size());
  }

  LayerRequests run() {
    if (graph_.sensors.empty()) return std::move(requests_);
    for (std::size_t i = 0; i < survey_.layers.size(); ++i)
      if (!problems_.failed("layers[" + std::to_string(i) + "]")) add_layer(survey_.layers[i], i);
    for (const std::string& model : survey_.models)
      if (!problems_.failed(key_of_item(survey_, "models", model))) add_model(catalogue_.find_model(model));
    if (!requests_.models.empty())
      for (const Lookalike& lookalike : catalogue_.lookalikes) add_lookalike(lookalike);
    return std::move(requests_);
  }

 private:
  template <class Work>
  static bool collect(std::vector<Problem>& problems, Work&& work) {
    try {
      work();
      return true;
    } catch (const Error& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
      return false;
    }
  }

  void add_formula(std::size_t sensor, NamedFormula formula) {
    need_bands(graph_.sensors[sensor], formula);
    auto& list = requests_.formulas[sensor];
    const bool there =
        std::ranges::any_of(list, [&](const NamedFormula& one) { return one.layer.name == formula.layer.name; });
    if (!there) list.push_back(std::move(formula));
  }

  NamedFormula formula_of(const LayerRequest& layer, const SensorUse& use) const {
    if (layer.formula.empty()) return index_formula(catalogue_.find_index(layer.name), use.sensor, use.kind);
    NamedFormula named = user_formula(layer.name, layer.formula, "formula of the survey", use.kind, layer.where);
    if (const BoundFormula bound = bind_formula(named.formula, use.sensor); !bound.available())
      throw Error({"E2412", layer.name + ": " + bound.reason, layer.where,
                   "formulas may use roles, band names or wavelengths"});
    return named;
  }

  void add_layer(const LayerRequest& layer, std::size_t number) {
    std::vector<Problem> reasons;
    bool done = false;
    for (std::size_t i = 0; i < graph_.sensors.size(); ++i)
      if (collect(reasons, [&] { add_formula(i, formula_of(layer, graph_.sensors[i])); })) {
        requests_.asked.insert({i, layer.name});
        done = true;
      }
    for (const Problem& reason : reasons)
      if (done)
        graph_.left_out.push_back("layer " + layer.name + ": " + reason.what);
      else
        problems_.add("layers[" + std::to_string(number) + "]", reason);
  }

  [[nodiscard]] static bool serves(const EvidenceLayer& layer, const Sensor& sensor) {
    return layer.sensor.empty() || layer.sensor == sensor.id || layer.sensor == sensor.family;
  }

  /// The steps that follow, with what is finer than the pixels widened.
  void follow(const EvidenceLayer& layer, EvidenceRequest& request) const {
    request.then = layer.then;
    for (EvidenceStep& step : request.then)
      if (const std::string done = widen_to_pixels(find_step(step.step), pixel_m_, step.params); !done.empty())
        request.widened += (request.widened.empty() ? "" : "; ") + step.step + " " + done;
  }

  /// Fills `request` from one way to get the evidence; throws where this sensor, or the survey, cannot.
  void take(const EvidenceLayer& layer, int sensor, EvidenceRequest& request) {
    request.sensor = sensor;
    request.origin = layer.origin;
    follow(layer, request);
    for (const EvidenceStep& step : layer.then)
      if (!step.with.empty()) take_origin(origin::Index{step.with}, request);
    if (std::vector<Problem> without; looks_for_lines_ && reads_scenes(layer.origin))  // it does without, if it must
      collect(without, [&] { take_origin(origin::Index{kGreenIndex}, request); });
    std::visit([&](const auto& origin) { take_origin(origin, request); }, layer.origin);
  }

  [[nodiscard]] const SensorUse& use_of(const EvidenceRequest& request) const {
    return graph_.sensors[static_cast<std::size_t>(request.sensor)];
  }

  void take_origin(const origin::Index& index, const EvidenceRequest& request) {
    const SensorUse& use = use_of(request);
    add_formula(static_cast<std::size_t>(request.sensor),
                index_formula(catalogue_.find_index(index.id), use.sensor, use.kind));
  }

  void take_origin(const origin::NotJudged&, const EvidenceRequest&) const {}

  void take_origin(const origin::Distance& distance, const EvidenceRequest&) const {
    need_shapes(survey_, graph_.data, distance.to);
  }

  void take_origin(const origin::CloudRim&, const EvidenceRequest& request) const {
    if (!scene::tells_clouds(use_of(request).scenes))
      throw Error({"E4205",
                   "no scene of " + use_of(request).sensor.name + " tells where clouds are",
                   {},
                   "add the files of its quality layer"});
  }

  void take_origin(const origin::Step& step, EvidenceRequest& request) const {
    const SensorUse& use = use_of(request);
    auto& arguments = std::get<origin::Step>(request.origin).params;
    const auto spectrum = step.params.find("spectrum");
    if (spectrum == step.params.end())
      throw Error({"E4205", "the step " + step.id + " names no spectrum", {}, "see the model's file"});
    if (!scene::is_reflectance(use.kind))
      throw Error({use.kind == scene::Kind::dn ? "E3103" : "E4205",
                   "a spectrum cannot be compared with numbers of unknown scale",
                   {},
                   scale_advice(use.sensor)});
    const Spectrum& reference = catalogue_.find_spectrum(std::get<std::string>(spectrum->second));
    std::vector<std::string> roles(ground_roles().begin(), ground_roles().end());
    if (const auto named = step.params.find("bands"); named != step.params.end())
      roles = std::get<std::vector<std::string>>(named->second);
    std::vector<double> values;
    for (const Band& band : use.sensor.bands) {
      const double value = resample(reference, band);
      if (std::ranges::find(roles, band.role) == roles.end() || !common_band(use, band) || std::isnan(value)) continue;
      request.bands.push_back(band.name);
      values.push_back(value);
    }
    if (values.size() < 3)
      throw Error({"E4205",
                   "fewer than 3 bands can be compared with the spectrum " + reference.id,
                   {},
                   "add the missing bands"});
    request.spectrum = reference.id;
    arguments.erase("spectrum");
    arguments.erase("bands");
    arguments["reference"] = values;
  }

  /// The first way, in the model's order, that a sensor of this survey offers; a later one of the same sensor where
  /// that is made for coarser pixels.
  [[nodiscard]] bool find(const Evidence& evidence, EvidenceRequest& request, std::string& reason) {
    if (!find_first(evidence, 0, request, reason)) return false;
    for (std::size_t from = 1; !request.widened.empty() && from < evidence.layers.size(); ++from) {
      EvidenceRequest other;
      std::string unused;
      if (!find_first(evidence, from, other, unused)) break;
      if (other.sensor == request.sensor && other.widened.empty()) {
        other.widened = "the row for coarser pixels is taken: " + request.widened + " would be needed";
        request = std::move(other);
        break;
      }
    }
    return true;
  }

  [[nodiscard]] bool find_first(const Evidence& evidence, std::size_t from, EvidenceRequest& request,
                                std::string& reason) {
    std::vector<Problem> reasons;
    for (const EvidenceLayer& layer : std::span(evidence.layers).subspan(from)) {
      const auto taken = [&](int sensor) {
        request = {};
        request.evidence = &evidence;
        return collect(reasons, [&] { take(layer, sensor, request); });
      };
      if (!reads_scenes(layer.origin)) {
        if (taken(-1)) return true;
        continue;
      }
      for (std::size_t i = 0; i < graph_.sensors.size(); ++i)
        if (serves(layer, graph_.sensors[i].sensor) && taken(static_cast<int>(i))) return true;
    }
    reason = reasons.empty() ? "no scene of this survey can give it" : reasons.front().what;
    const auto asks = std::ranges::find(reasons, "E3103", &Problem::code);
    if (asks != reasons.end() && !asked_) asked_ = *asks;
    return false;
  }

  void add_model(const DepositModel& model) {
    ModelRequest request;
    request.model = &model;
    looks_for_lines_ = model.least_elongation > 1;
    double weight = 0;
    double all = 0;
    for (const Evidence& evidence : model.evidence) {
      all += evidence.weight;
      EvidenceRequest found;
      std::string reason;
      if (find(evidence, found, reason)) {
        request.evidence.push_back(std::move(found));
        weight += evidence.weight;
      } else {
        request.missing.push_back(evidence.id + ": " + reason);
      }
    }
    if (asked_) {  // a scale that the user can state is no reason to judge without it
      asked_->what = "the model " + model.id + ": " + asked_->what;
      problems_.add(key_of_item(survey_, "models", model.id), *std::exchange(asked_, std::nullopt));
      return;
    }
    const std::string why = reason_against(model, request, 100 * weight / all);
    if (why.empty())
      requests_.models.push_back(std::move(request));
    else
      graph_.declined.push_back({model.id, why});
  }

  void add_lookalike(const Lookalike& lookalike) {
    LookalikeRequest request;
    looks_for_lines_ = false;
    request.lookalike = &lookalike;
    EvidenceRequest found;
    if (!lookalike.sign.layers.empty() && find(lookalike.sign, found, request.missing)) request.sign = std::move(found);
    requests_.lookalikes.push_back(std::move(request));
  }

  [[nodiscard]] static std::string reason_against(const DepositModel& model, const ModelRequest& request,
                                                  double percent) {
    const auto has = [&](const std::string& id) {
      return std::ranges::any_of(request.evidence, [&](const EvidenceRequest& one) { return one.evidence->id == id; });
    };
    for (const Requirement& need : model.requirements)
      if (std::ranges::none_of(need.any_of, has)) return need.reason;
    std::string list;
    for (const std::string& missing : request.missing) list += (list.empty() ? "" : "; ") + missing;
    if (static_cast<int>(request.evidence.size()) < model.least_evidence)
      return std::to_string(request.evidence.size()) + " of its evidence layers can be had, " +
             std::to_string(model.least_evidence) + " are needed (" + list + ")";
    if (percent < model.least_weight_percent)
      return "the evidence that can be had carries " + format_number(std::round(percent)) + " % of the weight, " +
             format_number(model.least_weight_percent) + " % are needed (" + list + ")";
    return {};
  }

  const Survey& survey_;
  const Catalogue& catalogue_;
  double pixel_m_;
  SurveyGraph& graph_;
  SurveyProblems& problems_;
  LayerRequests requests_;
  bool looks_for_lines_ = false;  ///< the model whose evidence is asked for
  std::optional<Problem> asked_;  ///< why an evidence could not be had, where a scale would give it
};

}  // namespace

std::vector<std::string> LayerRequests::bands_of(std::size_t sensor, const Sensor& data) const {
  std::set<std::string> used;
  for (const std::string& name : greisen::bands_of(formulas[sensor], data)) used.insert(name);
  for (const ModelRequest& model : models)
    for (const EvidenceRequest& evidence : model.evidence)
      if (evidence.sensor == static_cast<int>(sensor)) used.insert(evidence.bands.begin(), evidence.bands.end());
  for (const LookalikeRequest& lookalike : lookalikes)
    if (lookalike.sign && lookalike.sign->sensor == static_cast<int>(sensor))
      used.insert(lookalike.sign->bands.begin(), lookalike.sign->bands.end());
  return {used.begin(), used.end()};
}

std::set<std::string> shapes_needed(const Survey& survey, const Catalogue& catalogue) {
  std::set<std::string> shapes;
  const auto add = [&](const Evidence& evidence) {
    for (const EvidenceLayer& layer : evidence.layers)
      if (std::string one = shapes_of(layer.origin); !one.empty()) shapes.insert(std::move(one));
  };
  for (const DepositModel& model : catalogue.models)
    if (std::ranges::find(survey.models, model.id) != survey.models.end()) std::ranges::for_each(model.evidence, add);
  for (const Lookalike& lookalike : catalogue.lookalikes)
    if (!survey.models.empty()) add(lookalike.sign);
  return shapes;
}

LayerRequests plan_requests(const Survey& survey, const Catalogue& catalogue, double pixel_m, SurveyGraph& graph,
                            SurveyProblems& problems) {
  return Requester(survey, catalogue, pixel_m, graph, problems).run();
}

}  // namespace greisen
