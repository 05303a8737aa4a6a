// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "step/step.hpp"

namespace greisen {

/// Mean and standard deviation (n − 1) of each input layer for itself, over its own valid pixels, in one fold; partials
/// are merged in cell order by Chan's formula. Model: `pixels`, `mean`, `std`, one number per layer. A layer without a
/// pixel has mean NaN, one with fewer than two has std NaN.
[[nodiscard]] Learner moments_learner(int layers);
[[nodiscard]] std::size_t moments_partial_bytes(int layers);

}  // namespace greisen
