// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "evidence/registry.hpp"
#include "pipeline/entries/steps.hpp"
#include "pipeline/graph/model.hpp"
#include "prospectivity/registry.hpp"
#include "prospectivity/support/fuzzy.hpp"

namespace greisen {

Port add_membership(Graph& graph, const Evidence& evidence, const Port& raw, const std::string& of) {
  const Membership& membership = evidence.membership;
  const std::string name = "membership of " + evidence.id + of;
  if (membership.f2_percentile) {
    std::map<std::string, Value, std::less<>> arguments{
        {"type", membership.type}, {"f1", membership.f1}, {"f2_percentile", *membership.f2_percentile}};
    if (membership.f2_least) arguments["midpoint_least"] = *membership.f2_least;
    if (membership.f2_most) arguments["midpoint_most"] = *membership.f2_most;
    if (membership.type == "small")
      arguments["low_percent"] = 0.0;  // the best lie below P2: they must keep their order
    return {graph.add_step(name, evidence::rescaled_membership(), std::move(arguments), {raw}), 0};
  }
  return {graph.add_step(name, find_step("fuzzy_" + membership.type), {{"f1", membership.f1}, {"f2", *membership.f2}},
                         {raw}),
          0};
}

prospectivity::Predictor predictor_of(const DepositModel& model, const std::vector<EvidenceUse>& evidence) {
  prospectivity::FuzzyModel fuzzy;
  fuzzy.gamma = model.gamma;
  for (const EvidenceFamily& family : model.families)
    fuzzy.families.push_back({family.id, family.combine, family.gamma, family.weight});
  for (const EvidenceUse& one : evidence) {
    fuzzy.family.push_back(one.evidence->family);
    fuzzy.weights.push_back(one.evidence->weight);
  }
  return {prospectivity::fuzzy_model(), prospectivity::fuzzy_arguments(fuzzy)};
}

}  // namespace greisen
