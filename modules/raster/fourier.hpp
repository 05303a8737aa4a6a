// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <vector>

namespace greisen {

/// Discrete Fourier transform of a square plane [row][col] of side × side numbers, in place (OpenCV);
/// backward divided by side².
void fourier(std::vector<std::complex<double>>& plane, int side, bool forward);

}  // namespace greisen
