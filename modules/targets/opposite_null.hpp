// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace greisen::targets {

/// What the strongest of the clusters may be where the ground is told by nothing but its own lines and edges. The
/// model is run on the opposite of the scene as well (dark lines for pale ones): what it finds there is not what it
/// looks for, and has the same textures, lines and edges. Exceedances over the kTail-th strongest follow an exponential
/// law (Pickands 1975; Davison and Smith 1990); as its mean is estimated from them, a further one follows Pareto's. The
/// strongest of as much ground stays below the result with `probability`. `strengths`: Target::strength of all clusters of the opposite, in any order. NaN where there are
/// fewer than kLeast.
double null_of_opposite(std::span<const double> strengths, double probability);

struct OppositeNull {
  static constexpr std::size_t kTail = 30;
  static constexpr std::size_t kLeast = 3;
};

}  // namespace greisen::targets
