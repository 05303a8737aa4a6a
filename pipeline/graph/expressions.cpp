// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/expressions.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "filters/expression.hpp"

namespace greisen {
namespace {

/// Of a raster that no catalogue knows.
constexpr const char* kRasterId = "raster";

constexpr std::string_view kNamesOfFormulas =
    "formulas may use roles (swir1), the sensor's band names (B11) or wavelengths (r1610); a name with blanks stands "
    "in "
    "quotes";

std::optional<int> input_named(const std::vector<Layer>& inputs, const std::string& name) {
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (lower(inputs[i].name) == lower(name)) return static_cast<int>(i);
  return std::nullopt;
}

/// The input a name of a formula means: by its own name, or through the sensor.
Resolved resolve(const std::string& name, const std::vector<Layer>& inputs, const Sensor& sensor) {
  if (const auto direct = input_named(inputs, name)) return *direct;
  if (const auto band = sensor.find(name))
    if (const auto input = input_named(inputs, sensor.bands[static_cast<std::size_t>(*band)].name)) return *input;
  return sensor.why_missing(name);
}

std::vector<SpectralLayer> spectrum_of(const std::vector<Layer>& inputs, const Sensor& sensor) {
  std::vector<SpectralLayer> spectrum;
  if (!sensor.contiguous()) return spectrum;
  for (std::size_t i = 0; i < sensor.bands.size(); ++i)
    if (const auto input = input_named(inputs, sensor.bands[i].name))
      spectrum.push_back({*input, sensor.bands[i].centre_nm});
  std::ranges::sort(spectrum, {}, &SpectralLayer::centre_nm);
  return spectrum;
}

std::vector<BoundFormula> bound_to(const std::vector<NamedFormula>& formulas, const std::vector<Layer>& inputs,
                                   const Sensor& sensor) {
  std::vector<BoundFormula> bound;
  std::vector<Problem> problems;
  for (const NamedFormula& named : formulas) {
    bound.push_back(bind_formula(
        named.formula, [&](std::string_view name) { return resolve(std::string(name), inputs, sensor); },
        spectrum_of(inputs, sensor)));
    if (!bound.back().available())
      problems.push_back({"E2412",
                          named.layer.name + " = " + named.formula.text() + ": " + bound.back().reason,
                          {},
                          std::string(kNamesOfFormulas)});
  }
  if (!problems.empty()) throw Error(std::move(problems));
  return bound;
}

/// What decides each formula: its own text and the inputs.
std::vector<std::string> keys_of(const Graph& graph, const std::vector<std::string>& texts,
                                 const std::vector<Port>& inputs) {
  std::string common = "expression\n" GREISEN_VERSION "\n";
  for (const Port& port : inputs) common += graph.port_key(port) + "\n";
  std::vector<std::string> keys;
  for (const std::string& text : texts) keys.push_back(sha256_text(common + text));
  return keys;
}

/// Throws where the value would be another one if the numbers' scale or offset were what they are not known to be.
void refuse_other_numbers(const Formula& formula, const std::string& what, const Sensor& sensor, scene::Kind kind) {
  const Invariance holds = invariance_of(formula);
  if (kind == scene::Kind::dn && !(holds.scale && holds.offset))
    throw Error({"E3103",
                 what + "digital numbers are no reflectance, and their " +
                     (holds.scale    ? "offset is"
                      : holds.offset ? "scale is"
                                     : "scale and offset are") +
                     " not known, which its value hangs on",
                 {},
                 scale_advice(sensor)});
  if (kind == scene::Kind::relative && !holds.scale)
    throw Error({"E2206",
                 what + "it needs reflectance from 0 to 1, and this is divided by the scene's mean",
                 {},
                 "leave atmosphere: internal_average out of the scene's entry"});
}

}  // namespace

int add_expressions(Graph& graph, const std::string& name, const std::vector<NamedFormula>& formulas,
                    const std::vector<Port>& inputs, const Sensor& sensor) {
  std::vector<Layer> layers;
  for (const Port& port : inputs) layers.push_back(graph.layer(port));
  std::vector<Layer> made;
  for (const NamedFormula& named : formulas) made.push_back(named.layer);
  Step step = filters::expression_of(bound_to(formulas, layers, sensor), std::move(made));
  std::vector<std::string> texts;
  for (const NamedFormula& named : formulas) texts.push_back(named.layer.name + "=" + named.formula.to_text());
  const int node = graph.add_step(name, std::move(step), {{"exprs", texts}}, inputs);
  graph.set_port_keys(node, keys_of(graph, texts, inputs));
  return node;
}

NamedFormula index_formula(const IndexEntry& entry, const Sensor& sensor, scene::Kind kind) {
  const Formula* formula = entry.formula_for(sensor);
  const std::string what = "the index " + entry.id + " cannot be had from " + sensor.name + ": ";
  if (!formula) throw Error({"E2206", what + "no formula is meant for it", {}, "see: greisen explain " + entry.id});
  if (const BoundFormula bound = bind_index(entry, sensor); !bound.available())
    throw Error({"E2206",
                 what + bound.reason,
                 {},
                 sensor.id == kRasterId
                     ? "name its sensor (--sensor or sensor:, greisen list sensors) and, where it does not, its bands "
                       "(--bands or bands:)"
                     : "see: greisen list indices --sensor " + sensor.id});
  refuse_other_numbers(*formula, what, sensor, kind);
  Layer layer{entry.id, entry.unit, entry.name + ": " + entry.shows, formula->to_text(), entry.source};
  return {std::move(layer), *formula};
}

NamedFormula user_formula(const std::string& name, const std::string& formula, const std::string& origin,
                          scene::Kind kind, const Where& where) {
  const std::string numbers = kind == scene::Kind::dn ? "of digital numbers" : "";
  const std::string joint = origin.empty() || numbers.empty() ? "" : ", ";
  return {{name, "1", origin + joint + numbers, formula, "user"}, Formula::parse(formula, where)};
}

std::optional<Problem> why_not(const NamedFormula& formula, const Sensor& sensor, const scene::Scene& scene) {
  const std::string what = formula.layer.name + " = " + formula.formula.text() + ": ";
  if (const BoundFormula bound = bind_formula(formula.formula, sensor); !bound.available())
    return Problem{"E2412", what + bound.reason + bands_left_out(scene), {}, std::string(kNamesOfFormulas)};
  for (const std::string& name : formula.formula.variables()) {
    const Band& band = sensor.bands[static_cast<std::size_t>(*sensor.find(name))];
    if (scene.find(band.name) == nullptr)
      return Problem{"E3107",
                     what + "the scene " + printable(scene.id) + " has no band " + band.name +
                         (lower(name) == lower(band.name) ? "" : " (" + name + ")"),
                     {},
                     "see which it has: greisen inspect"};
  }
  return std::nullopt;
}

std::string bands_left_out(const scene::Scene& scene) {
  for (const scene::Decision& decision : scene.decisions)
    if (const std::size_t at = decision.why.find("left out: "); decision.what == "bands" && at != std::string::npos)
      return "; bands " + decision.why.substr(at);
  return "";
}

std::vector<std::string> bands_of(const std::vector<NamedFormula>& formulas, const Sensor& sensor) {
  std::set<int> used;
  bool all = false;
  for (const NamedFormula& named : formulas) {
    all = all || named.formula.needs_spectrometer();
    for (const std::string& name : named.formula.variables())
      if (const auto band = sensor.find(name)) used.insert(*band);
  }
  std::vector<std::string> names;
  for (int band = 0; band < static_cast<int>(sensor.bands.size()); ++band)
    if (all || used.contains(band)) names.push_back(sensor.bands[static_cast<std::size_t>(band)].name);
  return names;
}

Sensor sensor_of_bands(const scene::Scene& scene) {
  Sensor sensor;
  sensor.id = sensor.family = kRasterId;
  sensor.name = "this raster";
  for (const scene::SceneBand& band : scene.bands) {
    Band own;
    own.name = band.name;
    own.role = band.role;
    own.centre_nm = band.centre_nm;
    own.width_nm = band.width_nm;
    own.pixel_m = band.pixel_m;
    sensor.bands.push_back(std::move(own));
  }
  return sensor;
}

}  // namespace greisen
