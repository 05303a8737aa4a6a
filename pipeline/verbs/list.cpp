// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "base/text_layout.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/entries/facts.hpp"
#include "pipeline/entries/steps.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct ListOptions {
  std::string word;
  std::string sensor;
};

/// What is listed, and of which sensors it is told.
struct Scope {
  const Catalogue& catalogue;
  std::vector<const Sensor*> sensors;
  bool one_sensor = false;
};

VerbResult made(const std::string& word, const std::string& text, EntryJson list) {
  return {0, text, EntryJson{{word, std::move(list)}}.dump(-1, ' ', false, EntryJson::error_handler_t::replace)};
}

std::string pixel_range(const Sensor& sensor) {
  double least = 0;
  double most = 0;
  for (const Band& band : sensor.bands) {
    least = least <= 0 ? band.pixel_m : std::min(least, band.pixel_m);
    most = std::max(most, band.pixel_m);
  }
  return format_number(least) + (most > least ? "-" + format_number(most) : "") + " m";
}

VerbResult list_sensors(const Scope& scope) {
  Rows rows = {{"sensor", "bands", "pixel", "indices", "of these distinct", "name"}};
  EntryJson list = EntryJson::array();
  for (const Sensor* sensor : scope.sensors) {
    const MeasurementCount count = count_measurements(scope.catalogue, *sensor);
    rows.push_back({sensor->id, std::to_string(sensor->bands.size()), pixel_range(*sensor),
                    fmt::format("{} of {}", count.entries, scope.catalogue.indices.size()),
                    std::to_string(count.distinct), sensor->name});
    list.push_back(to_json(*sensor, scope.catalogue));
  }
  return made("sensors", table(rows) + "distinct: entries that rank pixels as no other entry of the sensor does\n",
              std::move(list));
}

VerbResult list_indices(const Scope& scope) {
  Rows rows = scope.one_sensor ? Rows{{"index", "group", "status", "formula, or why there is none"}}
                               : Rows{{"index", "group", "status", "sensors", "name"}};
  EntryJson list = EntryJson::array();
  int available = 0;
  for (const IndexEntry& entry : scope.catalogue.indices) {
    std::vector<std::string> on;
    OnSensor last;
    for (const Sensor* sensor : scope.sensors) {
      last = index_on(entry, *sensor);
      if (last.available) on.push_back(sensor->id);
    }
    available += on.empty() ? 0 : 1;
    const std::string status(to_word(entry.status));
    if (scope.one_sensor) {
      rows.push_back({entry.id, entry.group, status, last.available ? last.formula : "- " + last.reason});
    } else {
      rows.push_back(
          {entry.id, entry.group, status, on.size() == scope.sensors.size() ? "all" : join(on, " "), entry.name});
    }
    list.push_back(to_json(entry, scope.sensors));
  }
  const std::string end =
      scope.one_sensor
          ? fmt::format("{} of {} available on {}\n", available, rows.size() - 1, scope.sensors.front()->id)
          : fmt::format("{} indices; greisen explain INDEX tells formula, source and doubts\n", rows.size() - 1);
  return made("indices", table(rows) + end, std::move(list));
}

VerbResult list_steps(const Scope& /*scope*/) {
  Rows rows = {{"step", "what it does"}};
  EntryJson list = EntryJson::array();
  for (const Step& step : all_steps()) {
    rows.push_back({std::string(step.id), std::string(step.summary)});
    list.push_back(to_json(step));
  }
  return made("steps", table(rows), std::move(list));
}

std::string answer_of(const ModelOnSensor& on) {
  if (!on.available) return "no, too little evidence from it alone";
  return on.shapes.empty() ? "yes" : "yes, with " + join(on.shapes, ", ") + " given";
}

VerbResult list_models(const Scope& scope) {
  Rows rows = {{"model", "for", "sensor", "evidence", "weight", "can it be computed"}};
  EntryJson list = EntryJson::array();
  for (const DepositModel& model : scope.catalogue.models) {
    for (const Sensor* sensor : scope.sensors) {
      const ModelOnSensor on = model_on(model, *sensor, scope.catalogue);
      rows.push_back({model.id, model.commodity, on.sensor,
                      fmt::format("{} of {}", on.given.size(), model.evidence.size()),
                      fmt::format("{:.0f} %", on.weight_percent), answer_of(on)});
    }
    list.push_back(to_json(model, scope.sensors, scope.catalogue));
  }
  return made("models", table(rows), std::move(list));
}

VerbResult list_spectra(const Scope& scope) {
  Rows rows = {{"spectrum", "from", "to", "points", "name"}};
  EntryJson list = EntryJson::array();
  for (const Spectrum& spectrum : scope.catalogue.spectra) {
    rows.push_back({spectrum.id, format_number(spectrum.nm.front()) + " nm", format_number(spectrum.nm.back()) + " nm",
                    std::to_string(spectrum.nm.size()), spectrum.name});
    list.push_back(to_json(spectrum));
  }
  return made("spectra", table(rows), std::move(list));
}

VerbResult list_lookalikes(const Scope& scope) {
  Rows rows = {{"flag", "risk", "what a target may be instead"}};
  EntryJson list = EntryJson::array();
  for (const Lookalike& lookalike : scope.catalogue.lookalikes) {
    rows.push_back({lookalike.id, format_number(lookalike.risk), lookalike.title});
    list.push_back(to_json(lookalike));
  }
  return made("lookalikes",
              table(rows) + fmt::format("targets with a risk of {} and more are set aside from the list\n",
                                        format_number(Lookalike::kSetAsideRisk)),
              std::move(list));
}

VerbResult list_palettes(const Scope& scope) {
  Rows rows = {{"palette", "kind", "colours", "name"}};
  EntryJson list = EntryJson::array();
  for (const Palette& palette : scope.catalogue.palettes) {
    rows.push_back(
        {palette.id, std::string(to_word(palette.kind)), std::to_string(palette.colours.size()), palette.title});
    list.push_back(to_json(palette));
  }
  return made("palettes", table(rows) + "greisen list styles shows what is drawn in them\n", std::move(list));
}

VerbResult list_styles(const Scope& scope) {
  Rows rows = {{"style", "of files", "drawn as", "palette", "range"}};
  EntryJson list = EntryJson::array();
  for (const Style& style : scope.catalogue.styles) {
    rows.push_back({style.id, style.files, std::string(to_word(style.render)), style.palette, range_text(style)});
    list.push_back(to_json(style));
  }
  return made("styles", table(rows) + "from the top of the map to its bottom\n", std::move(list));
}

VerbResult list_codes(const Scope& /*scope*/) {
  Rows rows = {{"code", "exit", "what it says"}};
  EntryJson list = EntryJson::array();
  for (const ErrorCode& code : error_codes()) {
    const std::string exit(code.id.starts_with('W') ? "-" : code.id.substr(1, 1));
    rows.push_back({std::string(code.id), exit, std::string(code.title)});
    list.push_back(to_json(code));
  }
  return made("codes", table(rows), std::move(list));
}

VerbResult list_reasons(const Scope& /*scope*/) {
  Rows rows = {{"reason", "bit", "why a pixel was not judged"}};
  EntryJson list = EntryJson::array();
  for (const ReasonFact& reason : reason_facts()) {
    rows.push_back({reason.word, std::to_string(reason.bit), reason.text});
    list.push_back(to_json(reason));
  }
  return made("reasons", table(rows) + "the bits of reasons.tif; a pixel may have several\n", std::move(list));
}

struct Listing {
  const char* word;
  bool of_sensors;  ///< --sensor narrows it
  VerbResult (*list)(const Scope&);
};
constexpr std::array<Listing, 10> kListings = {{{"sensors", true, list_sensors},
                                                {"indices", true, list_indices},
                                                {"steps", false, list_steps},
                                                {"models", true, list_models},
                                                {"spectra", false, list_spectra},
                                                {"lookalikes", false, list_lookalikes},
                                                {"palettes", false, list_palettes},
                                                {"styles", false, list_styles},
                                                {"codes", false, list_codes},
                                                {"reasons", false, list_reasons}}};

std::vector<std::string> listing_words() {
  std::vector<std::string> words;
  words.reserve(kListings.size());
  for (const Listing& listing : kListings) words.emplace_back(listing.word);
  return words;
}

VerbResult list(const ListOptions& options) {
  const auto found =
      std::find_if(kListings.begin(), kListings.end(), [&](const Listing& one) { return one.word == options.word; });
  if (found == kListings.end())
    throw Error(
        {"E2005", "there is no list of " + printable(options.word), {}, suggestion(options.word, listing_words())});
  if (!options.sensor.empty() && !found->of_sensors)
    throw Error({"E2005",
                 "--sensor does not narrow the list of " + options.word,
                 {},
                 "it goes with sensors, indices and models"});
  const Catalogue catalogue = load_catalogue();
  Scope scope{catalogue, {}, !options.sensor.empty()};
  if (scope.one_sensor) {
    scope.sensors.push_back(&catalogue.find_sensor(options.sensor));
  } else {
    for (const Sensor& sensor : catalogue.sensors) scope.sensors.push_back(&sensor);
  }
  return found->list(scope);
}

}  // namespace

Verb list_verb() {
  Verb verb;
  verb.name = "list";
  verb.summary = "The catalogues, with what each sensor can and cannot do";
  verb.examples = {"greisen list sensors", "greisen list indices --sensor aster", "greisen list steps --json"};
  verb.next = "greisen explain with any name of the list";
  verb.everyday = true;
  verb.declare = [](Declaration& command) {
    const auto options = std::make_shared<ListOptions>();
    command.add_option("WORD", options->word, "What to list")->required()->type_name(join(listing_words(), "|"));
    command.add_option("--sensor", options->sensor, "Only what this sensor can do, with the reasons where it cannot")
        ->type_name("ID");
    return [options](Session&) { return list(*options); };
  };
  return verb;
}

}  // namespace greisen
