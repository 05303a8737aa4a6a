// SPDX-License-Identifier: Apache-2.0
#include "sample_data/dykes.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "base/hash.hpp"
#include "sample_data/country.hpp"
#include "sample_data/cover_map.hpp"
#include "sample_data/landscape.hpp"
#include "sample_data/noise.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kSeed = 0xd1ce;
constexpr double kStationMetres = 15;

/// Bent, swelling and pinching, pointed at both ends.
geo::Ring outline_of(const Dyke& dyke, std::uint64_t number) {
  const double strike = dyke.strike_deg * std::numbers::pi / 180;
  const int stations = std::max(4, static_cast<int>(std::lround(dyke.length_m / kStationMetres)));
  std::vector<geo::Point> line;
  std::vector<double> half_width_m;
  for (int i = 0; i <= stations; ++i) {
    const double share = static_cast<double>(i) / stations;
    const double along_m = (share - 0.5) * dyke.length_m;
    const geo::Point place = {along_m, 1000.0 * static_cast<double>(number)};
    const double aside_m = 8 * texture(kSeed, place, {300, 150});
    line.push_back({dyke.centre.x + along_m * std::sin(strike) + aside_m * std::cos(strike),
                    dyke.centre.y + along_m * std::cos(strike) - aside_m * std::sin(strike)});
    const double taper = std::sqrt(1.02 - std::pow(2 * share - 1, 4));
    const double swell = std::clamp(1 + 0.22 * texture(kSeed + 1, place, {120, 60}), 0.4, 1.7);
    half_width_m.push_back(dyke.width_m / 2 * 1.12 * taper * swell);  // 1.12 makes up for the tapered ends
  }
  return ribbon(line, half_width_m);
}

}  // namespace

std::vector<Dyke> planted_dykes() {
  std::vector<Dyke> dykes = {
      {"Alba", {1750, 2650}, 820, 52, 41, 0.85, 0.06, false, {}},
      {"Barros", {2350, 1500}, 640, 38, 36, 0.78, 0.10, false, {}},
      {"Cabezo", {3050, 3050}, 560, 32, 44, 0.80, 0.05, false, {}},
      {"Duna", {2700, 4050}, 470, 45, 52, 0.62, 0.14, false, {}},
      {"Encina", {3900, 2350}, 720, 30, 38, 0.82, 0.07, false, {}},
      {"Fonte", {1450, 3900}, 880, 34, 33, 0.70, 0.12, false, {}},
      {"Gavia", {3350, 980}, 420, 28, 47, 0.84, 0.04, false, {}},
      {"Hoya", {4450, 3300}, 520, 58, 29, 0.88, 0.08, false, {}},  // a cloud stands over it
      {"Isla", {2150, 5050}, 560, 40, 43, 0.30, 0.10, false, {}},  // mostly under scrub
      {"Jara", {3500, 4750}, 380, 24, 39, 0.80, 0.06, false, {}},
      {"Laxe", {2050, 3350}, 500, 22, 37, 0.75, 0.09, false, {}},
      {"Monte", {2900, 2200}, 340, 19, 45, 0.85, 0.05, false, {}},
      {"Navas", {4350, 1450}, 260, 16, 50, 0.80, 0.08, false, {}},
      {"Outeiro", {1250, 1350}, 300, 21, 31, 0.65, 0.11, false, {}},
      {"Peral", {1150, 5150}, 450, 31, 35, 0.68, 0.12, false, {}},
      {"Rebollo", {4760, 2700}, 400, 29, 55, 0.75, 0.08, false, {}},  // in granite, nearly as pale
  };
  for (std::size_t i = 0; i < dykes.size(); ++i) dykes[i].outline = outline_of(dykes[i], i + 1);
  return dykes;
}

std::vector<Dyke> dykes_of_district(std::uint64_t seed) {
  const auto most = static_cast<std::size_t>(std::lround(60 * stretch() * stretch()));
  constexpr double kApart = 170;
  std::int64_t draw = 0;
  const auto random = [&](double from, double to) { return from + (to - from) * unit_random(mix64(seed), ++draw, 0); };
  const double strike = random(15, 75);
  std::vector<Dyke> dykes;
  while (dykes.size() < most && draw < 2000 * static_cast<std::int64_t>(most)) {
    Dyke dyke;
    dyke.centre = {random(250, side_m() - 250), random(250, side_m() - 250)};
    dyke.width_m = 2 * std::pow(15, random(0, 1));
    dyke.length_m = std::clamp(dyke.width_m * random(12, 40), 90.0, 700.0);
    dyke.strike_deg = strike + random(-14, 14);
    dyke.exposed = random(0.5, 0.9);
    dyke.stain = random(0.04, 0.14);
    const bool fits = granite_share(dyke.centre) < 0.4 && std::abs(river_distance_m(dyke.centre)) > 150 &&
                      dyke.centre.x + dyke.centre.y < 11'300 * stretch() &&
                      std::ranges::none_of(dykes, [&](const Dyke& other) {
                        return std::hypot(other.centre.x - dyke.centre.x, other.centre.y - dyke.centre.y) < kApart;
                      });
    if (!fits) continue;
    dyke.barren = dykes.size() % 3 == 2;
    dyke.name = (dyke.barren ? "Aplite " : "Dyke ") + std::to_string(dykes.size() + 1);
    dyke.outline = outline_of(dyke, dykes.size() + 1);
    dykes.push_back(std::move(dyke));
  }
  return dykes;
}

}  // namespace greisen::sample
