// SPDX-License-Identifier: Apache-2.0
#include "sample_data/landscape.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "base/hash.hpp"
#include "sample_data/country.hpp"
#include "sample_data/noise.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kHeightSeed = 0x4e1647;
constexpr std::uint64_t kContactSeed = 0xc047ac7;
constexpr std::uint64_t kFieldSeed = 0xf1e1d;
constexpr std::uint64_t kVillageSeed = 0x711a6e;
constexpr std::uint64_t kQuarrySeed = 0x9a447;
constexpr std::uint64_t kBurnSeed = 0xb0a7;

double river_east_m(double north) {
  return 720 * stretch() + 210 * std::sin(north / 830) + 80 * std::sin(north / 290 + 1) + 0.02 * north;
}

/// Cultivated ground: fields on a turned grid in the flat south-east, each of one kind.
void paint_fields(CoverMap& map) {
  constexpr double kTurn = 17 * std::numbers::pi / 180;
  const geo::Point corner = placed({4050, 250});
  const int farthest = static_cast<int>(20 * stretch());
  for (int i = -5; i < farthest * 3 / 5; ++i) {
    for (int j = -5; j < farthest; ++j) {
      const double along = i * 190 + 40 * (j % 3);
      const double across = j * 115;
      const geo::Point centre = {corner.x + along * std::cos(kTurn) - across * std::sin(kTurn),
                                 corner.y + along * std::sin(kTurn) + across * std::cos(kTurn)};
      if (texture(kFieldSeed, centre, {1500, 400}) + (centre.x - centre.y - 2300 * stretch()) / 900 < 0.6) continue;
      const double kind = unit_random(kFieldSeed, i, j);
      const double azimuth = 90 - 17;
      map.paint(rectangle(centre, 188, 113, azimuth), Cover::hedge);
      const Cover cover = kind < 0.35   ? Cover::stubble
                          : kind < 0.55 ? Cover::straw
                          : kind < 0.75 ? Cover::ploughed
                          : kind < 0.85 ? Cover::crop
                                        : Cover::ground;
      map.paint(rectangle(centre, 182, 107, azimuth), cover);
    }
  }
}

void paint_river(CoverMap& map) {
  std::vector<geo::Point> line;
  std::vector<double> half_width_m;
  constexpr int kStationMetres = 30;
  for (int station = -2; station * kStationMetres <= side_m() + 60; ++station) {
    const double north = station * kStationMetres;
    line.push_back({river_east_m(north), north});
    half_width_m.push_back(24 + 5 * std::sin(north / 410) + 2 * std::sin(north / 97));
  }
  map.paint(ribbon(line, half_width_m), Cover::water);
}

/// An oval with a wavy rim about a landmark.
geo::Ring oval(const geo::Point& landmark, double half_east_m, double half_north_m, std::uint64_t seed) {
  const geo::Point centre = placed(landmark);
  geo::Ring ring;
  for (int i = 0; i < 48; ++i) {
    const double angle = i * std::numbers::pi / 24;
    const double wobble = 1 + 0.12 * texture(seed, {100 * std::cos(angle), 100 * std::sin(angle)}, {80, 20});
    ring.push_back(
        {centre.x + half_east_m * wobble * std::cos(angle), centre.y + half_north_m * wobble * std::sin(angle)});
  }
  return ring;
}

geo::Point beside(const geo::Point& landmark, double east_m, double north_m) {
  const geo::Point centre = placed(landmark);
  return {centre.x + east_m, centre.y + north_m};
}

/// A granite quarry, its benches and its spoil: as pale as the dykes.
void paint_quarry(CoverMap& map) {
  map.paint(oval({4900, 4850}, 75, 48, kQuarrySeed), Cover::quarry);
  map.paint(rectangle(beside({4900, 4850}, 120, -50), 70, 35, 120), Cover::quarry);
}

/// What is pale, clayey or changed and no ore: a hillside that burnt, a reservoir low in summer with its bare shore, a
/// kaolin pit in the granite, the dumps of an old mine.
void paint_lookalikes(CoverMap& map) {
  map.paint(oval({2250, 700}, 330, 190, kBurnSeed), Cover::burnt);
  map.paint(oval({1430, 1130}, 170, 115, kBurnSeed + 1), Cover::shore);
  map.paint(oval({1430, 1130}, 138, 88, kBurnSeed + 1), Cover::water);
  map.paint(oval({5180, 2050}, 62, 44, kBurnSeed + 2), Cover::kaolin_pit);
  map.paint(rectangle(beside({5180, 2050}, 95, 20), 60, 30, 20), Cover::dump);
  map.paint(oval({3760, 2960}, 38, 24, kBurnSeed + 3), Cover::dump);
}

void paint_way(CoverMap& map, std::vector<geo::Point> line, double half_width_m, Cover cover) {
  for (geo::Point& landmark : line) landmark = placed(landmark);
  map.paint(ribbon(line, std::vector<double>(line.size(), half_width_m)), cover);
}

void paint_ways(CoverMap& map) {
  paint_way(map,
            {{-10, 480}, {900, 640}, {2100, 420}, {3100, 760}, {3700, 1700}, {4300, 2750}, {5200, 3450}, {6010, 3600}},
            4, Cover::asphalt);
  paint_way(map, {{1300, 500}, {1500, 1700}, {1350, 2900}, {1850, 4300}, {1700, 6010}}, 2.5, Cover::track);
  paint_way(map, {{3100, 760}, {2500, 2450}, {2750, 3600}, {3300, 4350}, {3200, 6010}}, 2.5, Cover::track);
  paint_way(map, {{5200, 3450}, {4950, 4200}, {4950, 4800}, {4600, 5500}, {4700, 6010}}, 3.5, Cover::track);
}

/// Houses along a few streets, roofs of tile and of pale sheet, and some sheds around.
void paint_village(CoverMap& map) {
  for (int i = 0; i < 9; ++i) {
    for (int j = 0; j < 9; ++j) {
      const double chance = unit_random(kVillageSeed, i, j);
      if (chance > 0.78) continue;
      const geo::Point centre = beside({5150, 3540}, 28.0 * i + 7 * pixel_noise(kVillageSeed + 1, i, j),
                                       26.0 * j + 7 * pixel_noise(kVillageSeed + 2, i, j));
      const double length = 11 + 6 * unit_random(kVillageSeed + 3, i, j);
      map.paint(rectangle(centre, length, 0.7 * length, 25 + 90 * (j % 2)),
                chance < 0.56 ? Cover::tile_roof : Cover::pale_roof);
    }
  }
  map.paint(rectangle(placed({5110, 3420}), 62, 24, 70), Cover::pale_roof);
  map.paint(rectangle(placed({5480, 3720}), 48, 20, 30), Cover::pale_roof);
  map.paint(rectangle(placed({3980, 1180}), 55, 18, 160), Cover::pale_roof);
  map.paint(rectangle(placed({2880, 5230}), 30, 14, 80), Cover::pale_roof);
}

}  // namespace

double height_m(const geo::Point& place) {
  const double valley = smooth_step(1100, 0, std::abs(river_distance_m(place)));
  return 340 + 38 * texture(kHeightSeed, place, {2200, 60}) - 110 * valley;
}

double granite_share(const geo::Point& place) {
  const double beyond_m = place.x + 0.45 * place.y - 5600 * stretch() + 170 * texture(kContactSeed, place, {1600, 100});
  double share = smooth_step(-40, 40, beyond_m);
  for (const Cupola& cupola : cupolas()) {
    const double inside_m = cupola.radius_m - std::hypot(place.x - cupola.centre.x, place.y - cupola.centre.y) +
                            25 * texture(kContactSeed, place, {300, 60});
    share = std::max(share, smooth_step(-25, 25, inside_m));
  }
  return share;
}

double river_distance_m(const geo::Point& place) { return place.x - river_east_m(place.y); }

CoverMap paint_country(const std::vector<Dyke>& dykes, const std::vector<Body>& bodies) {
  CoverMap map;
  paint_fields(map);
  paint_lookalikes(map);
  for (const geo::Ring& band : marble_bands()) map.paint(band, Cover::marble);
  for (const Body& body : bodies) map.paint(body.outline, body.kind);
  for (std::size_t i = 0; i < dykes.size(); ++i)
    map.paint(dykes[i].outline, static_cast<int>(Cover::dyke) + static_cast<int>(i));
  paint_river(map);
  paint_quarry(map);
  paint_ways(map);
  paint_village(map);
  return map;
}

}  // namespace greisen::sample
