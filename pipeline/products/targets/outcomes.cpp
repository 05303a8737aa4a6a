// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/outcomes.hpp"

#include <nlohmann/json.hpp>

namespace greisen {

using Json = nlohmann::json;

void keep_outcomes(RunState& state, const std::string& targets_key, const std::vector<ModelOutcome>& outcomes) {
  Json list = Json::array();
  for (const ModelOutcome& one : outcomes)
    list.push_back({{"model", one.model}, {"targets", one.targets}, {"text", one.text}, {"json", one.json}});
  state.remember({{"targets " + targets_key, list.dump(-1, ' ', false, Json::error_handler_t::replace)}});
}

std::optional<std::vector<ModelOutcome>> outcomes_of(const RunState& state, const std::string& targets_key) {
  const auto fact = state.recall("targets " + targets_key);
  const Json list = fact ? Json::parse(*fact, nullptr, false) : Json();
  if (!list.is_array()) return std::nullopt;
  std::vector<ModelOutcome> outcomes;
  for (const Json& one : list)
    outcomes.push_back({one.value("model", ""), one.value("targets", std::size_t{0}), one.value("text", ""),
                        one.value("json", "null")});
  return outcomes;
}

}  // namespace greisen
