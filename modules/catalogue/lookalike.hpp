// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "catalogue/deposit_model.hpp"

namespace greisen {

/// Form of a target, of its least rectangle; all that are given must hold.
struct LookalikeForm {
  std::optional<double> elongation_below;  ///< length over width
  std::optional<double> bend_above;        ///< area of the rectangle over that of the target
  std::optional<double> length_above_m;
  std::optional<double> area_below_ha;
};

/// Something that is not what a model looks for and passes for it: a target that looks like it gets the flag `id`.
/// Either sign will do: its layer, or its form.
struct Lookalike {
  std::string id;
  std::string title;
  std::vector<std::string> models;  ///< whose targets it is looked for among; empty: of all
  double risk = 0;                  ///< 0-1: how likely a target that shows the sign is this and nothing else
  Evidence sign;                    ///< its layers, in order of preference; no membership
  double at_least = 0;
  double share = 0.5;  ///< of the target's pixels whose layer is at least `at_least`
  std::optional<LookalikeForm> form;
  std::string why;
  std::string tell_apart;  ///< what a geologist looks at
  std::string doubt;
  std::string source;
  Where where;

  /// Targets with such a risk are set aside from the list.
  static constexpr double kSetAsideRisk = 0.8;
};

}  // namespace greisen
