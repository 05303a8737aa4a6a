// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "catalogue/formula/formula.hpp"
#include "catalogue/formula/formula_invariance.hpp"
#include "catalogue/sensor.hpp"

namespace greisen {

/// How much the formula may be trusted.
enum class IndexStatus { established, reported, from_memory, project, low };

/// An example the entry proves itself with. Missing is NaN, for inputs and for the value.
struct IndexCheck {
  std::string on;                                     ///< sensor id, family or "hyperspectral"; empty: the role formula
  std::map<std::string, double, std::less<>> inputs;  ///< names as in the formula
  double value = 0;                                   ///< to 1e-5 relative
  Where where;
};

/// A band ratio or index: formula, meaning, origin, proof.
struct IndexEntry {
  std::string id;
  std::string group;  ///< file stem: "iron", "lithium" …
  std::string name;
  std::optional<Formula> formula;                        ///< in roles; serves every sensor without an own formula
  std::map<std::string, Formula, std::less<>> formulas;  ///< by sensor id, family or "hyperspectral"
  std::map<std::string, std::string, std::less<>>
      not_on;  ///< sensor id or family → why the role formula is not meant for it
  std::string shows;
  bool high_means_more = true;
  std::string unit = "1";
  std::string source;
  std::string verification;  ///< codes of science.md section 2, such as "V1,V5"
  IndexStatus status = IndexStatus::reported;
  std::string doubt;  ///< what is not sure about it, in plain words; may be empty
  std::string caveats;
  bool needs_radiance = false;  ///< uses thermal bands as radiance at sensor
  /// Sensor id or family → rank group; "-name": ranks pixels in the inverse order of the group.
  std::map<std::string, std::string, std::less<>> rank_group;
  std::vector<IndexCheck> checks;
  Where where;

  /// The formula this entry uses on a sensor: by id, family, "hyperspectral", then the role formula. Null: none is
  /// meant for it.
  [[nodiscard]] const Formula* formula_for(const Sensor& sensor) const;
  /// What none of its formulas hangs on: the scale, the offset of the numbers it is computed from.
  [[nodiscard]] Invariance invariance() const;
  /// The rank group on a sensor without its sign; the entry's own id where it ranks alone.
  [[nodiscard]] std::string rank_group_on(const Sensor& sensor) const;
};

std::string_view to_word(IndexStatus status);

/// Binds to a sensor's bands, layer i being band i. Unavailable entries say why.
BoundFormula bind_index(const IndexEntry& entry, const Sensor& sensor);
BoundFormula bind_formula(const Formula& formula, const Sensor& sensor);

/// Everything that is wrong with an entry's checks: values that do not come out, too few of them, none with a missing
/// pixel, none with a zero denominator where the formula divides (E2204).
std::vector<Problem> find_failed_checks(const IndexEntry& entry);

}  // namespace greisen
