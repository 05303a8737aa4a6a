// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "filters/support/components.hpp"

namespace greisen::filters {

/// The component that tells a mineral from the rest: its strength s = min(|e_R|, |e_A|) where the reflective and the
/// absorbing band have opposite signs, else 0; never the first, which is brightness. Of two within 1e-3 the one with
/// the larger |e_R - e_A|. Turned so that e_R > 0: bright is the mineral.
struct FeatureComponent {
  static constexpr double kWeakBelow = 0.2;
  int number = 0;                ///< counts from 1; 0: no component bears the feature
  double strength = 0;           ///< weak below kWeakBelow
  bool turned = false;           ///< against the sign rule of principal_components
  std::vector<double> loadings;  ///< turned; empty where there is none
  [[nodiscard]] bool weak() const { return strength < kWeakBelow; }
};
[[nodiscard]] FeatureComponent feature_component(const Components& components, std::size_t bands,
                                                 std::size_t reflective, std::size_t absorbing);

}  // namespace greisen::filters
