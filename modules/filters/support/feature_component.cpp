// SPDX-License-Identifier: Apache-2.0
#include "filters/support/feature_component.hpp"

#include <algorithm>
#include <cmath>

namespace greisen::filters {

FeatureComponent feature_component(const Components& components, std::size_t bands, std::size_t reflective,
                                   std::size_t absorbing) {
  constexpr double kTie = 1e-3;
  FeatureComponent best;
  double best_contrast = 0;
  for (std::size_t k = 1; k < components.values.size(); ++k) {
    const double* e = &components.loadings[k * bands];
    const double contrast = std::abs(e[reflective] - e[absorbing]);
    const double strength =
        e[reflective] * e[absorbing] < 0 ? std::min(std::abs(e[reflective]), std::abs(e[absorbing])) : 0;
    const bool better = strength > best.strength + kTie ||
                        (strength > 0 && std::abs(strength - best.strength) <= kTie && contrast > best_contrast);
    if (!better) continue;
    best_contrast = contrast;
    best.number = static_cast<int>(k) + 1;
    best.strength = strength;
    best.turned = e[reflective] < 0;
    best.loadings.assign(e, e + bands);
    if (best.turned)
      for (double& loading : best.loadings) loading = -loading;
  }
  return best;
}

}  // namespace greisen::filters
