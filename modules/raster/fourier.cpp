// SPDX-License-Identifier: Apache-2.0
#include "raster/fourier.hpp"

#include <opencv2/core.hpp>

namespace greisen {

void fourier(std::vector<std::complex<double>>& plane, int side, bool forward) {
  static const bool alone = [] {
    cv::setNumThreads(1);  // the threads are ours
    return true;
  }();
  static_cast<void>(alone);
  cv::Mat numbers(side, side, CV_64FC2, plane.data());
  cv::dft(numbers, numbers, forward ? 0 : cv::DFT_INVERSE | cv::DFT_SCALE);
}

}  // namespace greisen
