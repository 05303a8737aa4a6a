// SPDX-License-Identifier: Apache-2.0
#include "sample_data/country.hpp"

#include "base/hash.hpp"

namespace greisen::sample {
namespace {

constexpr double kLandmarkMetres = 6000;  ///< side of the country that landmarks are drawn for

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
std::uint64_t bits = 0;
double side = kLandmarkMetres;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

}  // namespace

void set_country(std::uint64_t seed, int side_km) {
  bits = seed == 0 ? 0 : mix64(seed);
  side = 1000.0 * side_km;
}

std::uint64_t country_bits() { return bits; }

double side_m() { return side; }

int side_pixels() { return static_cast<int>(side / kPixelMetres); }

double stretch() { return side / kLandmarkMetres; }

geo::Point placed(const geo::Point& landmark) { return {landmark.x * stretch(), landmark.y * stretch()}; }

}  // namespace greisen::sample
