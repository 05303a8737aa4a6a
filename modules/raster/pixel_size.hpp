// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

namespace greisen {

/// The ground that one pixel covers, in metres.
struct PixelSize {
  double width_m = 0;   ///< east to west
  double height_m = 0;  ///< north to south
};

/// Of the pixels in a row of a grid.
using PixelSizes = std::function<PixelSize(std::int64_t row)>;

}  // namespace greisen
