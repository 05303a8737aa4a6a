// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <memory>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/entries/steps.hpp"
#include "pipeline/entries/text.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {
namespace {

constexpr const char* kTakes =
    "explain takes a STEP, INDEX, MODEL, SENSOR, SPECTRUM, FLAG, PALETTE, STYLE, error CODE or reason";

struct Explained {
  std::string text;
  EntryJson entries = EntryJson::array();

  void add(const std::string& part, EntryJson json) {
    text += (text.empty() ? "" : "\n") + part;
    entries.push_back(std::move(json));
  }
};

bool same_word(std::string_view a, std::string_view b) { return lower(a) == lower(b); }

/// Everything of that name, of all catalogues.
Explained find_all(const std::string& word, const Catalogue& catalogue) {
  Explained found;
  std::vector<const Sensor*> sensors;
  for (const Sensor& sensor : catalogue.sensors) sensors.push_back(&sensor);
  if (const ErrorCode* const code = find_code(word)) found.add(explain_text(*code), to_json(*code));
  for (const Step& step : all_steps()) {
    if (same_word(step.id, word)) found.add(explain_text(step), to_json(step));
  }
  for (const IndexEntry& entry : catalogue.indices) {
    if (same_word(entry.id, word)) found.add(explain_text(entry, catalogue), to_json(entry, sensors));
  }
  for (const DepositModel& model : catalogue.models) {
    if (same_word(model.id, word)) found.add(explain_text(model, catalogue), to_json(model, sensors, catalogue));
  }
  for (const Sensor& sensor : catalogue.sensors) {
    if (same_word(sensor.id, word)) found.add(explain_text(sensor, catalogue), to_json(sensor, catalogue));
  }
  for (const Spectrum& spectrum : catalogue.spectra) {
    if (same_word(spectrum.id, word)) found.add(explain_text(spectrum, catalogue), to_json(spectrum));
  }
  for (const Lookalike& lookalike : catalogue.lookalikes) {
    if (same_word(lookalike.id, word)) found.add(explain_text(lookalike), to_json(lookalike));
  }
  for (const Palette& palette : catalogue.palettes) {
    if (same_word(palette.id, word)) found.add(explain_text(palette), to_json(palette));
  }
  for (const Style& style : catalogue.styles) {
    if (same_word(style.id, word)) found.add(explain_text(style), to_json(style));
  }
  for (const ReasonFact& reason : reason_facts()) {
    if (same_word(reason.word, word)) found.add(explain_text(reason), to_json(reason));
  }
  return found;
}

[[noreturn]] void refuse_unknown(const std::string& word, const Catalogue& catalogue) {
  const std::vector<std::string> names = explainable(catalogue);
  const std::string near = nearest(word, names);
  throw Error({"E2020",
               "nothing is called " + printable(word),
               {},
               near.empty() ? std::string(kTakes) + "; greisen list shows them" : "did you mean '" + near + "'?"});
}

VerbResult explain(const std::vector<std::string>& words) {
  std::error_code unknown;
  if (words.size() > 1 || std::filesystem::is_directory(words.front(), unknown)) {
    throw Error({"E2021",
                 "this version cannot yet say why a target or a pixel scored as it did",
                 {},
                 std::string(kTakes) + "; targets.csv tells what raised and lowered each target"});
  }
  const Catalogue catalogue = load_catalogue();
  const Explained found = find_all(words.front(), catalogue);
  if (found.entries.empty()) refuse_unknown(words.front(), catalogue);
  return {0, found.text,
          EntryJson{{"entries", found.entries}}.dump(-1, ' ', false, EntryJson::error_handler_t::replace)};
}

}  // namespace

std::vector<std::string> explainable(const Catalogue& catalogue) {
  std::vector<std::string> names = step_ids();
  for (const IndexEntry& entry : catalogue.indices) names.push_back(entry.id);
  for (const DepositModel& model : catalogue.models) names.push_back(model.id);
  for (const Sensor& sensor : catalogue.sensors) names.push_back(sensor.id);
  for (const Spectrum& spectrum : catalogue.spectra) names.push_back(spectrum.id);
  for (const Lookalike& lookalike : catalogue.lookalikes) names.push_back(lookalike.id);
  for (const Palette& palette : catalogue.palettes) names.push_back(palette.id);
  for (const Style& style : catalogue.styles) names.push_back(style.id);
  for (const ReasonFact& reason : reason_facts()) names.push_back(reason.word);
  for (const ErrorCode& code : error_codes()) names.emplace_back(code.id);
  return names;
}

Verb explain_verb() {
  Verb verb;
  verb.name = "explain";
  verb.summary = "What a step, index, model, sensor, spectrum, flag, palette, style, error code or reason is";
  verb.examples = {"greisen explain al_clay", "greisen explain li-pegmatite", "greisen explain E2101"};
  verb.next = "greisen list indices shows what there is to ask about";
  verb.everyday = true;
  verb.declare = [](Declaration& command) {
    const auto words = std::make_shared<std::vector<std::string>>();
    command
        .add_option(
            "WHAT", *words,
            "The name of a step, index, model, sensor, spectrum, flag, palette, style or reason, or an error code")
        ->required();
    return [words](Session&) { return explain(*words); };
  };
  return verb;
}

}  // namespace greisen
