// SPDX-License-Identifier: Apache-2.0
#include "raster/fourier.hpp"

#include <cstddef>

#include <unsupported/Eigen/FFT>

namespace greisen {

void fourier(std::vector<std::complex<double>>& plane, int side, bool forward) {
  Eigen::FFT<double> fft;
  const auto length = static_cast<std::size_t>(side);
  std::vector<std::complex<double>> line(length);
  std::vector<std::complex<double>> out(length);
  const auto apply = [&](std::size_t first, std::size_t step) {
    for (std::size_t i = 0; i < length; ++i) line[i] = plane[first + i * step];
    forward ? fft.fwd(out, line) : fft.inv(out, line);
    for (std::size_t i = 0; i < length; ++i) plane[first + i * step] = out[i];
  };
  for (std::size_t r = 0; r < length; ++r) apply(r * length, 1);
  for (std::size_t c = 0; c < length; ++c) apply(c, length);
}

}  // namespace greisen
