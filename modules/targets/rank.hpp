// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "catalogue/deposit_model.hpp"
#include "targets/extract.hpp"
#include "targets/lookalikes.hpp"

namespace greisen::targets {

/// Why a cluster is no target of the model.
enum class Refusal { below_least, below_null, too_round, too_few_families };

struct RankRequest {
  const DepositModel* model = nullptr;
  std::size_t number = 0;  ///< of the model within the run, from 0
  std::span<const EvidenceName> evidence;
  std::span<const LookalikeSign> lookalikes;
  double null_score = std::numeric_limits<double>::quiet_NaN();     ///< to be exceeded by the score; NaN: by all
  double null_strength = std::numeric_limits<double>::quiet_NaN();  ///< to be exceeded by the strength; NaN: by all
  int min_families = 1;
};

struct RankedTargets {
  std::vector<Target> targets;      ///< by rank
  std::vector<Target> set_aside;    ///< that look like something else (Lookalike::kSetAsideRisk), likewise
  std::vector<Target> near_misses;  ///< clusters that are no targets, in that order, with the reason among their flags
  std::map<Refusal, std::int64_t> refused;

  [[nodiscard]] std::int64_t count(Refusal reason) const {
    const auto found = refused.find(reason);
    return found == refused.end() ? 0 : found->second;
  }
};

/// Takes from the clusters those that are targets of the model, flags them, and orders them by strength (by score where
/// that is not known) less the share kRankLoss of it for a flag of risk 1. Sets flags, branch (of the families in which
/// any one evidence will do, the one that raised the target), rank and label.
RankedTargets rank_targets(std::vector<Target> clusters, const RankRequest& request);

inline constexpr double kRankLoss = 0.10;  ///< science.md, 4.20

}  // namespace greisen::targets
