// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/least_hashes.hpp"
#include "step/step.hpp"

namespace greisen {

/// How far a pass has come: which units are done, the hashes of what they left on scratch, and the partials of folds.
struct PassState {
  std::string key;                                          ///< of the pass: another key is another pass
  bool complete = false;                                    ///< the pass is over and its scratch is on disk
  std::map<std::int64_t, std::vector<std::uint64_t>> done;  ///< unit → hash per store written
  std::vector<Partial> exact;                               ///< per fold; empty where the fold is not exact
  std::vector<std::map<std::uint64_t, Partial>> subtrees;   ///< per fold, by UnitTree::Node; empty where it is exact
  std::vector<LeastHashes> samples;                         ///< per fold; empty where it samples nothing
};

/// Written whole under a temporary name, then renamed; with `to_disk` it also survives a power cut.
void save_state(const std::string& path, const PassState& state, bool to_disk);
/// Nothing where there is no state, it does not parse, or its key is another.
std::optional<PassState> load_state(const std::string& path, const std::string& key, std::size_t folds);

}  // namespace greisen
