// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "terrain/registry.hpp"
#include "terrain/support/nine.hpp"

namespace greisen::terrain {

Step roughness() {
  return step_of_nine("roughness", "the largest less the smallest height of a pixel and its eight neighbours",
                      "Wilson et al. 2007", {}, {{"roughness", "m", "range of height within 3 x 3 pixels"}},
                      [](const Request&) -> OfNine {
                        return [](const Nine& z, const PixelSize&, float* out) {
                          const auto [least, most] = std::ranges::minmax(z);
                          *out = static_cast<float>(most - least);
                        };
                      });
}

}  // namespace greisen::terrain
