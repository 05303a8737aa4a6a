// SPDX-License-Identifier: Apache-2.0
#include "pipeline/entries/facts.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "pipeline/entries/steps.hpp"

namespace greisen {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array<Words, 14> kVerification = {{
    {"V1", "formula seen in the table of Kalinowski & Oliver 2004 (Geoscience Australia), through a public script"},
    {"V2", "formula seen in a compilation of ASTER ratios (Ninomiya, Rowan, CSIRO, Crósta sets)"},
    {"V2low", "seen in a compilation of ASTER ratios only, and not clearly; little trust"},
    {"V3", "formula seen in the source of PyGMI"},
    {"V4", "formula seen in Awesome Spectral Indices"},
    {"V5", "formula seen in a listing of the Index DataBase"},
    {"V6", "formula seen in a public ASTER pipeline (datahub-zjlab)"},
    {"V7", "seen in the record of Ge et al. 2020"},
    {"V8", "seen in a compilation without sources"},
    {"V8low", "seen in a compilation without sources only; little trust"},
    {"V9", "seen in hobby code only"},
    {"A", "abstract of the cited paper read, the formula in it not"},
    {"M", "from memory; not looked up"},
    {"P", "defined by this project"},
}};

constexpr std::array<Words, 12> kReasons = {{
    {"nodata", "no scene has a measurement here"},
    {"cloud", "cloud, from the product's own quality layer, grown by the survey's cloud_buffer_m"},
    {"shadow", "shadow of a cloud, grown likewise"},
    {"water", "open water, from the quality layer or by MNDWI above 0"},
    {"snow", "snow or ice, from the quality layer"},
    {"vegetation", "green vegetation hides the ground: NDVI above the survey's limit"},
    {"urban", "built-up ground"},
    {"dark", "darker than the survey's min_reflectance: a ratio of such values means nothing"},
    {"saturated", "brighter than the instrument can measure, or marked as defective"},
    {"cirrus", "thin high cloud"},
    {"terrain_shadow", "in the shadow of the terrain"},
    {"outside", "outside the area that was asked for"},
}};

/// "swir1 = B11": only what the band itself is not called.
std::string bands_of(const Formula& formula, const Sensor& sensor) {
  std::vector<std::string> pairs;
  for (const std::string& name : formula.variables()) {
    const auto number = sensor.find(name);
    if (!number) continue;
    const Band& band = sensor.bands[static_cast<std::size_t>(*number)];
    if (lower(band.name) != lower(name)) pairs.push_back(name + " = " + band.name);
  }
  return join(pairs, ", ");
}

bool serves(const EvidenceLayer& layer, const Sensor& sensor) {
  return layer.sensor.empty() || layer.sensor == sensor.id || layer.sensor == sensor.family ||
         (layer.sensor == "hyperspectral" && sensor.contiguous());
}

/// Why a sensor cannot give an evidence; empty where it can.
std::string why_not(const Evidence& evidence, const Sensor& sensor, const Catalogue& catalogue) {
  std::string reason = "no layer of it is defined for " + sensor.id;
  for (const EvidenceLayer& layer : evidence.layers) {
    if (!serves(layer, sensor)) continue;
    const auto* const named = std::get_if<origin::Index>(&layer.origin);
    if (named == nullptr) return {};
    const OnSensor index = index_on(catalogue.find_index(named->id), sensor);
    if (index.available) return {};
    reason = index.reason;
  }
  return reason;
}

template <class List>
std::string joined_values(const List& list) {
  std::vector<std::string> words;
  for (const auto& item : list) {
    if constexpr (std::is_same_v<std::decay_t<decltype(item)>, double>) {
      words.push_back(format_number(item));
    } else {
      words.push_back(item);
    }
  }
  return words.empty() ? "empty" : join(words, ",");
}

}  // namespace

OnSensor index_on(const IndexEntry& entry, const Sensor& sensor) {
  OnSensor on;
  on.sensor = sensor.id;
  const BoundFormula bound = bind_index(entry, sensor);
  on.available = bound.available();
  on.reason = bound.reason;
  if (const Formula* const formula = entry.formula_for(sensor); formula != nullptr && on.available) {
    on.formula = formula->to_text();
    on.bands = bands_of(*formula, sensor);
  }
  return on;
}

ModelOnSensor model_on(const DepositModel& model, const Sensor& sensor, const Catalogue& catalogue) {
  ModelOnSensor on;
  on.sensor = sensor.id;
  double given = 0;
  double all = 0;
  for (const Evidence& evidence : model.evidence) {
    for (const EvidenceLayer& layer : evidence.layers)
      if (std::string shapes = shapes_of(layer.origin);
          !shapes.empty() && std::ranges::find(on.shapes, shapes) == on.shapes.end())
        on.shapes.push_back(std::move(shapes));
    const std::string reason = why_not(evidence, sensor, catalogue);
    all += evidence.weight;
    given += reason.empty() ? evidence.weight : 0;
    if (reason.empty()) {
      on.given.push_back(evidence.id);
    } else {
      on.missing.emplace_back(evidence.id, reason);
    }
  }
  on.weight_percent = all > 0 ? 100 * given / all : 0;
  on.available =
      static_cast<int>(on.given.size()) >= model.least_evidence && on.weight_percent >= model.least_weight_percent;
  for (const Requirement& requirement : model.requirements) {
    on.available =
        on.available && std::any_of(requirement.any_of.begin(), requirement.any_of.end(), [&](const auto& id) {
          return std::find(on.given.begin(), on.given.end(), id) != on.given.end();
        });
  }
  return on;
}

std::vector<std::string> verification_words(std::string_view codes) {
  std::vector<std::string> words;
  for (const std::string& code : split(codes, ',')) {
    std::string plain;
    std::copy_if(code.begin(), code.end(), std::back_inserter(plain), [](char c) { return c != ' '; });
    const auto found =
        std::find_if(kVerification.begin(), kVerification.end(), [&](const Words& row) { return row.first == plain; });
    if (!plain.empty()) words.push_back(found == kVerification.end() ? plain : std::string(found->second));
  }
  return words;
}

std::vector<ReasonFact> reason_facts() {
  std::vector<ReasonFact> facts;
  facts.reserve(kReasons.size());
  for (const auto& [word, text] : kReasons)
    facts.push_back({std::string(word), static_cast<int>(reason_of(word).value_or(Reason::none)), std::string(text)});
  return facts;
}

std::string value_text(const Value& value) {
  if (const bool* const flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* const integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const double* const number = std::get_if<double>(&value)) return format_number(*number);
  if (const auto* const word = std::get_if<std::string>(&value)) return word->empty() ? "empty" : *word;
  if (const auto* const numbers = std::get_if<std::vector<double>>(&value)) return joined_values(*numbers);
  if (std::holds_alternative<NumberTable>(value)) return "a table";
  return joined_values(std::get<std::vector<std::string>>(value));
}

std::string type_text(const Param& param) {
  switch (param.type) {
    case ParamType::boolean:
      return "true or false";
    case ParamType::integer:
      return "whole number";
    case ParamType::number:
      return "number";
    case ParamType::word:
      return "word";
    case ParamType::text:
      return "text";
    case ParamType::numbers:
      return param.entry.empty() ? "numbers, with commas"
                                 : "numbers, with commas, or an id (greisen list " + std::string(param.entry) + ")";
    case ParamType::words:
      return "words, with commas";
    case ParamType::table:
      return "a file of rows of numbers under their names (CSV)";
  }
  return {};
}

std::string range_text(const Param& param) {
  if (!param.choices.empty()) {
    const std::vector<std::string> words(param.choices.begin(), param.choices.end());
    return "one of " + join(words, ", ");
  }
  if (param.minimum && param.maximum) return format_number(*param.minimum) + " to " + format_number(*param.maximum);
  if (param.minimum) return format_number(*param.minimum) + " or more";
  return param.maximum ? format_number(*param.maximum) + " or less" : std::string();
}

}  // namespace greisen
