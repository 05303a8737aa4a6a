// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace greisen::geo {

/// Eight bits a channel, channels beside each other in a pixel, rows from the top: 1 grey, 3 red green blue, 4 with
/// opacity.
struct Picture {
  int cols = 0;
  int rows = 0;
  int channels = 1;
  std::vector<std::uint8_t> pixels;  ///< rows × cols × channels
};

/// The file as bytes; the same picture gives the same bytes. E1062 where the pixels do not fit the size, E7002 where
/// GDAL cannot make it.
std::string png_of(const Picture& picture);
/// Of 1 or 3 channels; quality 1-100.
std::string jpeg_of(const Picture& picture, int quality);

}  // namespace greisen::geo
