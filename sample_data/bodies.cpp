// SPDX-License-Identifier: Apache-2.0
#include "sample_data/bodies.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/hash.hpp"
#include "sample_data/country.hpp"
#include "sample_data/noise.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kBodySeed = 0xb0d7;
constexpr double kDegree = std::numbers::pi / 180;

/// A round patch with a wavy rim, drawn out along an azimuth.
geo::Ring patch(const geo::Point& centre, double radius_m, double stretch, double azimuth_deg) {
  geo::Ring ring;
  const double sine = std::sin(azimuth_deg * kDegree);
  const double cosine = std::cos(azimuth_deg * kDegree);
  for (int i = 0; i < 40; ++i) {
    const double angle = i * std::numbers::pi / 20;
    const double wobble =
        1 + 0.14 * texture(kBodySeed, {centre.x + 100 * std::cos(angle), centre.y + 100 * std::sin(angle)}, {90, 30});
    const double along = radius_m * wobble * std::sqrt(stretch) * std::cos(angle);
    const double across = radius_m * wobble / std::sqrt(stretch) * std::sin(angle);
    ring.push_back({centre.x + along * sine + across * cosine, centre.y + along * cosine - across * sine});
  }
  return ring;
}

geo::Point moved(const geo::Point& from, double azimuth_deg, double metres) {
  return {from.x + metres * std::sin(azimuth_deg * kDegree), from.y + metres * std::cos(azimuth_deg * kDegree)};
}

/// A line through landmarks that keeps its own size: placed at its last point.
std::vector<geo::Point> line_to(const std::vector<geo::Point>& landmarks) {
  const geo::Point& last = landmarks.back();
  const geo::Point end = placed(last);
  std::vector<geo::Point> line;
  line.reserve(landmarks.size());
  for (const geo::Point& landmark : landmarks)
    line.push_back({end.x + landmark.x - last.x, end.y + landmark.y - last.y});
  return line;
}

std::vector<geo::Point> marble_line() {
  return line_to({{2650, 4640}, {2900, 4450}, {3200, 4250}, {3500, 4100}, {3760, 3990}});
}

}  // namespace

std::string_view kind_word(Cover kind) {
  if (kind == Cover::skarn) return "skarn";
  return kind == Cover::vein ? "vein" : "greisen";
}

std::vector<Cupola> cupolas() {
  std::vector<Cupola> list = {{{3300, 3560}, 230}, {{2470, 5520}, 200}};
  if (country_bits() != 0)  // a district has others, and nothing in them
    for (const Cupola& barren : {Cupola{{1330, 2330}, 210}, {{3020, 1500}, 240}}) list.push_back(barren);
  for (Cupola& cupola : list) cupola.centre = placed(cupola.centre);
  return list;
}

std::vector<geo::Ring> marble_bands() {
  std::vector<std::vector<geo::Point>> lines = {marble_line(), line_to({{3900, 480}, {4500, 760}, {5060, 990}}),
                                                line_to({{1250, 4330}, {1600, 4180}, {1950, 4120}}),
                                                line_to({{4080, 1720}, {4420, 1790}, {4740, 1880}})};
  if (country_bits() != 0) {  // more of it along the granite, without skarn
    lines.push_back(line_to({{4300, 520}, {4800, 560}, {5350, 640}}));
    lines.push_back(line_to({{3980, 2120}, {4300, 2260}, {4660, 2330}}));
    lines.push_back(line_to({{2700, 4980}, {3100, 4900}, {3420, 4870}}));
  }
  std::vector<geo::Ring> bands;
  bands.reserve(lines.size());
  for (const auto& line : lines) bands.push_back(ribbon(line, std::vector<double>(line.size(), 45)));
  return bands;
}

std::vector<std::vector<geo::Point>> fault_lines() {
  const auto through = [](const geo::Point& place, double azimuth_deg, double half_m) {
    return std::vector<geo::Point>{moved(place, azimuth_deg + 180, half_m), moved(place, azimuth_deg + 4, half_m / 5),
                                   moved(place, azimuth_deg, half_m)};
  };
  std::vector<std::vector<geo::Point>> lines = {
      through(placed({3280, 3600}), 64, 1300), through(placed({2450, 5480}), 38, 900),
      through(placed({4700, 1500}), 118, 1100), through(placed({1350, 3050}), 17, 1500)};
  if (country_bits() != 0) {  // through the cupolas that hold nothing, as through the others
    lines.push_back(through(placed({3000, 1470}), 52, 1000));
    lines.push_back(through(placed({1350, 2360}), 71, 800));
  }
  return lines;
}

std::vector<Body> bodies_of_country(std::uint64_t seed) {
  std::int64_t draw = 0;
  const auto random = [&](double from, double to) {
    return from + (to - from) * unit_random(mix64(seed ^ kBodySeed), ++draw, 1);
  };
  std::vector<Body> bodies;
  for (int i = 0; i < 6; ++i) {
    const Cupola cupola = cupolas().at(static_cast<std::size_t>(i % 2));
    Body body{Cover::greisen, "Greisen " + std::to_string(i + 1), {}, 2 * random(38, 75), {}};
    const int side = i / 2;
    const double away_m = cupola.radius_m * random(0.55, 1.1);
    body.centre = moved(cupola.centre, 120.0 * side + random(-35, 35), away_m);
    const double azimuth = random(0, 180);
    body.outline = patch(body.centre, body.width_m / 2, random(1, 1.8), azimuth);
    bodies.push_back(std::move(body));
  }
  for (int i = 0; i < 8; ++i) {
    const Cupola cupola = cupolas().at(static_cast<std::size_t>(i % 2));
    Body body{Cover::vein, "Vein " + std::to_string(i + 1), {}, random(1, 3), {}};
    const double azimuth = 68 + random(-12, 12);
    const double away_m = cupola.radius_m + random(60, 320);
    body.centre = moved(cupola.centre, random(0, 360), away_m);
    const double half_m = random(70, 160);
    body.outline = ribbon({moved(body.centre, azimuth, -half_m), body.centre, moved(body.centre, azimuth + 3, half_m)},
                          {body.width_m / 2, body.width_m / 2, body.width_m / 2});
    bodies.push_back(std::move(body));
  }
  for (int i = 0; i < 4; ++i) {
    Body body{Cover::skarn, "Skarn " + std::to_string(i + 1), {}, 2 * random(40, 62), {}};
    const geo::Point end = marble_line().back();
    const double back_m = 40 + 95.0 * i + random(-15, 15);
    body.centre = moved(end, 293, back_m);                                         // along the band
    body.centre = moved(body.centre, 23, (i % 2 == 0 ? 1 : -1) * random(60, 85));  // beside the marble
    body.outline = patch(body.centre, body.width_m / 2, random(1.2, 2), 293);
    bodies.push_back(std::move(body));
  }
  return bodies;
}

}  // namespace greisen::sample
