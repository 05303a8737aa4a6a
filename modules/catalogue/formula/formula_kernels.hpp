// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "catalogue/formula/formula.hpp"

namespace greisen {

/// Pixels a register holds. Kernels always work whole blocks: the fixed count is what lets the compiler vectorise them.
inline constexpr std::size_t kBlock = 512;

/// Float to double; what is not finite, and what lies beyond `count`, becomes missing.
void load_block(const float* from, std::size_t count, double* to);
/// Double to float, once rounded; what is not finite becomes missing.
void store_block(const double* from, std::size_t count, float* to);
/// The exponents 2, 3 and 4, by multiplication.
void power_block(const double* base, int exponent, double* to);
/// to = op(a, b, c); `to` is none of the others. Same values as apply() of formula_graph.hpp.
void apply_block(Op op, const double* a, const double* b, const double* c, double* to);

}  // namespace greisen
