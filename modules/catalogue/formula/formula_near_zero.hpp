// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalogue/formula/formula_graph.hpp"

namespace greisen {

/// Division and powers that know a denominator of nothing but rounding. A band is a measurement however small; what a
/// sum or difference leaves is one as long as it exceeds kNearZero of the magnitudes of its terms. A product is no
/// nearer to zero than its factors are: each is held against its own terms. Where a denominator is zero, or one of its
/// factors near zero, the quotient is missing.
int divide(FormulaGraph& graph, int a, int b);
/// a ^ b; with an exponent below 0 it divides by a.
int raise(FormulaGraph& graph, int a, int b);

}  // namespace greisen
