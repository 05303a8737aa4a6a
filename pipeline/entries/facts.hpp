// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/error.hpp"
#include "catalogue/catalogue.hpp"
#include "step/step.hpp"

namespace greisen {

/// Can a sensor give this, and with what; else why not.
struct OnSensor {
  std::string sensor;
  bool available = false;
  std::string formula;  ///< canonical text
  std::string bands;    ///< what its names are there: "swir1 = B11, swir2 = B12"; empty where they are the bands' own
  std::string reason;   ///< why not
};
OnSensor index_on(const IndexEntry& entry, const Sensor& sensor);

/// How much of a model's evidence a sensor can give, with the faults and the geological map that the model asks for.
struct ModelOnSensor {
  std::string sensor;
  std::vector<std::string> given;                            ///< ids of evidence
  std::vector<std::pair<std::string, std::string>> missing;  ///< id, why
  double weight_percent = 0;
  bool available = false;
  std::vector<std::string> shapes;  ///< of the survey that it takes beside the scenes: faults, granite …
};
ModelOnSensor model_on(const DepositModel& model, const Sensor& sensor, const Catalogue& catalogue);

/// What the codes of an index's verification mean, in words: "V1,A" gives two.
std::vector<std::string> verification_words(std::string_view codes);

struct ReasonFact {
  std::string word;
  int bit = 0;
  std::string text;
};
std::vector<ReasonFact> reason_facts();

/// Every name that `explain` knows, of all catalogues.
std::vector<std::string> explainable(const Catalogue& catalogue);

/// What a reference spectrum is brought to a sensor's bands with (`resample`), in words that follow "as … sees it".
inline constexpr std::string_view kResponse = "a Gaussian response of each band's width";

/// A default, range or type as people read it.
std::string value_text(const Value& value);
std::string type_text(const Param& param);
std::string range_text(const Param& param);
std::string range_text(const Style& style);

using EntryJson = nlohmann::ordered_json;
EntryJson to_json(const Sensor& sensor, const Catalogue& catalogue);
EntryJson to_json(const IndexEntry& entry, const std::vector<const Sensor*>& sensors);
EntryJson to_json(const Step& step);
EntryJson to_json(const DepositModel& model, const std::vector<const Sensor*>& sensors, const Catalogue& catalogue);
EntryJson to_json(const Spectrum& spectrum);
EntryJson to_json(const Lookalike& lookalike);
EntryJson to_json(const Palette& palette);
EntryJson to_json(const Style& style);
EntryJson to_json(const ErrorCode& code);
EntryJson to_json(const ReasonFact& reason);

}  // namespace greisen
