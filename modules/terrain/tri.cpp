// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "terrain/registry.hpp"
#include "terrain/support/nine.hpp"

namespace greisen::terrain {
namespace {

void riley(const Nine& z, const PixelSize&, float* out) {
  double sum = 0;
  for (const double other : z) sum += (other - z[4]) * (other - z[4]);
  *out = static_cast<float>(std::sqrt(sum));
}

void wilson(const Nine& z, const PixelSize&, float* out) {
  double sum = 0;
  for (const double other : z) sum += std::abs(other - z[4]);
  *out = static_cast<float>(sum / 8);
}

}  // namespace

Step tri() {
  return step_of_nine(
      "tri", "terrain ruggedness: how much the eight neighbours differ in height from a pixel",
      "Riley et al. 1999; Wilson et al. 2007",
      {{"method",
        ParamType::word,
        "riley: the root of the summed squares of the eight differences; wilson: the mean of their sizes",
        Value{std::string("riley")},
        {},
        {},
        {"riley", "wilson"}}},
      {{"tri", "m", "ruggedness: differences in height from the eight neighbours"}},
      [](const Request& request) -> OfNine { return request.text("method") == "riley" ? riley : wilson; });
}

}  // namespace greisen::terrain
