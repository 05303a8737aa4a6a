// SPDX-License-Identifier: Apache-2.0
#include "targets/rank.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "targets/label.hpp"

namespace greisen::targets {
namespace {

using Merited = std::pair<double, Target>;

std::string_view word_of(Refusal reason) {
  switch (reason) {
    case Refusal::below_least:
      return "below_least_score";
    case Refusal::below_null:
      return "below_null";
    case Refusal::too_round:
      return "too_round";
    case Refusal::too_few_families:
      return "too_few_families";
  }
  return "";
}

std::optional<Refusal> refusal(const Target& target, const RankRequest& request) {
  if (target.score < request.model->least_score) return Refusal::below_least;
  if (target.score <= request.null_score || target.strength <= request.null_strength) return Refusal::below_null;
  if (target.length_m < request.model->least_elongation * target.width_m) return Refusal::too_round;
  if (static_cast<int>(target.families.size()) < request.min_families) return Refusal::too_few_families;
  return std::nullopt;
}

double merit_of(const Target& target) { return std::isnan(target.strength) ? target.score : target.strength; }

std::string branch_of(const Target& target, const RankRequest& request) {
  for (const EvidenceFamily& family : request.model->families) {
    if (family.combine != "or") continue;
    for (const std::string& id : target.raised_by)
      if (std::ranges::any_of(request.evidence,
                              [&](const EvidenceName& one) { return one.id == id && one.family == family.id; }))
        return id;
  }
  return "";
}

std::vector<Target> ranked(std::vector<Merited> by_merit, std::size_t model, std::string_view kind) {
  std::ranges::stable_sort(by_merit, [](const Merited& a, const Merited& b) { return a.first > b.first; });
  std::vector<Target> targets;
  for (auto& [merit, target] : by_merit) {
    target.rank = static_cast<int>(targets.size()) + 1;
    target.label = target_label(model, target.rank, kind);
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace

RankedTargets rank_targets(std::vector<Target> clusters, const RankRequest& request) {
  RankedTargets result;
  std::vector<Merited> kept;
  std::vector<Merited> aside;
  std::vector<Merited> missed;
  for (Target& target : clusters) {
    if (const auto reason = refusal(target, request)) {
      ++result.refused[*reason];
      target.flags.emplace_back(word_of(*reason));
      const double merit = merit_of(target);
      missed.emplace_back(merit, std::move(target));
      continue;
    }
    target.branch = branch_of(target, request);
    const double risk = add_flags(request.lookalikes, target);
    const double merit = merit_of(target) * (1 - kRankLoss * risk);
    (risk >= Lookalike::kSetAsideRisk ? aside : kept).emplace_back(merit, std::move(target));
  }
  result.targets = ranked(std::move(kept), request.number, "");
  result.set_aside = ranked(std::move(aside), request.number, "S");
  result.near_misses = ranked(std::move(missed), request.number, "N");
  return result;
}

}  // namespace greisen::targets
