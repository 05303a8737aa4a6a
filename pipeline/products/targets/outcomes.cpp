// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/outcomes.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/json_size.hpp"

namespace greisen {

using Json = nlohmann::json;

void keep_outcomes(RunState& state, const std::string& targets_key, const std::vector<ModelOutcome>& outcomes) {
  Json list = Json::array();
  for (const ModelOutcome& one : outcomes) {
    Json warnings = Json::array();
    for (const Warning& warning : one.warnings) warnings.push_back({warning.code, warning.text});
    list.push_back({{"model", one.model},
                    {"targets", one.targets},
                    {"text", one.text},
                    {"json", one.json},
                    {"warnings", std::move(warnings)}});
  }
  state.remember({{"targets " + targets_key, list.dump(-1, ' ', false, Json::error_handler_t::replace)}});
}

std::optional<std::vector<ModelOutcome>> outcomes_of(const RunState& state, const std::string& targets_key) {
  const auto fact = state.recall("targets " + targets_key);
  const Json list = fact && !json_larger(*fact) ? Json::parse(*fact, nullptr, false) : Json();
  if (!list.is_array()) return std::nullopt;
  std::vector<ModelOutcome> outcomes;
  try {
    for (const Json& one : list) {
      outcomes.push_back({one.at("model").get<std::string>(), one.at("targets").get<std::size_t>(),
                          one.at("text").get<std::string>(), one.at("json").get<std::string>()});
      for (const Json& warning : one.at("warnings"))
        outcomes.back().warnings.push_back({warning.at(0).get<std::string>(), warning.at(1).get<std::string>()});
    }
  } catch (const Json::exception&) {  // the folder may be anyone's
    return std::nullopt;
  }
  const bool whole = std::ranges::all_of(
      outcomes, [](const ModelOutcome& one) { return Json::accept(one.json) && !json_larger(one.json); });
  return whole ? std::optional(outcomes) : std::nullopt;
}

}  // namespace greisen
