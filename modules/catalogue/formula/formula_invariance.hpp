// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalogue/formula/formula.hpp"

namespace greisen {

/// What of the numbers a formula's value does not hang on, where all its inputs share one scale and one offset.
struct Invariance {
  bool scale = false;   ///< the same for k x, k above 0: reflectance or reflectance in per mille
  bool offset = false;  ///< the same for x + c
};

/// Derived from the formula's tree by how each part answers to k x (degree of homogeneity) and to x + c (change for
/// each unit of c). Never says more than is so; `ln(a) - ln(b)` is a form it does not see through: write `ln(a / b)`.
Invariance invariance_of(const Formula& formula);

}  // namespace greisen
