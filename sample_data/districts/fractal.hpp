// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace greisen::sample {

/// A field of mean 0 and standard deviation 1 over a square of `side` pixels, row by row from the north: noise of
/// random phases whose power falls with wave number as k^-exponent (Saupe 1988: spectral synthesis), cut from a larger
/// square so that its edges do not join.
std::vector<float> fractal_field(std::uint64_t seed, int side, double exponent);

}  // namespace greisen::sample
