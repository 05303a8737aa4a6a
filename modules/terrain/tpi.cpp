// SPDX-License-Identifier: Apache-2.0
#include "terrain/registry.hpp"
#include "terrain/support/nine.hpp"

namespace greisen::terrain {

Step tpi() {
  return step_of_nine("tpi", "topographic position: how far a pixel lies above the mean of its eight neighbours",
                      "Wilson et al. 2007", {}, {{"tpi", "m", "height above the mean of the eight neighbours"}},
                      [](const Request&) -> OfNine {
                        return [](const Nine& z, const PixelSize&, float* out) {
                          const double around = z[0] + z[1] + z[2] + z[3] + z[5] + z[6] + z[7] + z[8];
                          *out = static_cast<float>(z[4] - around / 8);
                        };
                      });
}

}  // namespace greisen::terrain
