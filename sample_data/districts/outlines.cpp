// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/outlines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

#include "base/hash.hpp"
#include "sample_data/country.hpp"
#include "sample_data/cover_map.hpp"

namespace greisen::sample {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

}  // namespace

double Chance::uniform(double least, double most) { return least + (most - least) * unit_random(seed_, 1, ++drawn_); }

/// Box and Muller 1958.
double Chance::normal() {
  const double radius = std::sqrt(-2 * std::log(1 - uniform(0, 1)));
  return radius * std::cos(2 * std::numbers::pi * uniform(0, 1));
}

double Chance::lognormal(double median, double spread) { return median * std::exp(spread * normal()); }

int Chance::whole(int least, int most) {
  return std::min(most, least + static_cast<int>(uniform(0, 1) * (most - least + 1)));
}

geo::Point Chance::place(double margin_m) {
  const double x = uniform(margin_m, side_m() - margin_m);
  return {x, uniform(margin_m, side_m() - margin_m)};
}

geo::Ring blob(Chance& chance, const geo::Point& centre, double radius_m, double roughness) {
  constexpr int kFirst = 2;
  constexpr int kLast = 9;
  struct Wave {
    double height = 0;
    double phase = 0;
  };
  std::array<Wave, kLast - kFirst + 1> waves;
  for (int k = kFirst; k <= kLast; ++k) {
    const double height = roughness * chance.normal() / std::pow(k - 1.0, 1.1);
    waves.at(static_cast<std::size_t>(k - kFirst)) = {height, chance.uniform(0, 2 * std::numbers::pi)};
  }
  const int corners = std::clamp(static_cast<int>(radius_m / 4), 24, 160);
  geo::Ring ring;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners;
    double radius = 1;
    for (int k = kFirst; k <= kLast; ++k) {
      const Wave& wave = waves.at(static_cast<std::size_t>(k - kFirst));
      radius += wave.height * std::cos(k * angle + wave.phase);
    }
    radius = radius_m * std::clamp(radius, 0.35, 1.9);
    ring.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  return ring;
}

std::vector<geo::Point> wandering(Chance& chance, const geo::Point& middle, const Course& course) {
  constexpr double kDrawnBack = 0.15;
  const int half = std::max(1, static_cast<int>(std::lround(course.length_m / course.step_m / 2)));
  const auto walked = [&](double strike_deg) {
    std::vector<geo::Point> line;
    geo::Point at = middle;
    double heading = strike_deg + 0.5 * course.turn_deg * chance.normal();
    for (int i = 0; i < half; ++i) {
      at = moved(at, heading, course.length_m / 2 / half);
      line.push_back(at);
      heading += course.turn_deg * chance.normal() - kDrawnBack * (heading - strike_deg);
    }
    return line;
  };
  std::vector<geo::Point> line = walked(course.strike_deg + 180);
  std::ranges::reverse(line);
  line.push_back(middle);
  for (const geo::Point& point : walked(course.strike_deg)) line.push_back(point);
  return line;
}

geo::Ring pinching(Chance& chance, const std::vector<geo::Point>& line, double width_m, double spread) {
  constexpr double kKept = 0.75;  // of the width's departure, from station to station
  const auto last = static_cast<double>(line.size() - 1);
  double departure = spread * chance.normal();
  std::vector<double> half_width_m;
  double sum = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const double from_end = std::min(static_cast<double>(i), last - static_cast<double>(i)) / last;
    half_width_m.push_back(std::exp(departure) * std::clamp(0.3 + 7 * from_end, 0.3, 1.0));
    sum += half_width_m.back();
    departure = kKept * departure + std::sqrt(1 - kKept * kKept) * spread * chance.normal();
  }
  for (double& half : half_width_m) half *= width_m / 2 * static_cast<double>(line.size()) / sum;
  return ribbon(line, half_width_m);
}

geo::Point moved(const geo::Point& from, double azimuth_deg, double metres) {
  return {from.x + metres * std::sin(azimuth_deg * kDegree), from.y + metres * std::cos(azimuth_deg * kDegree)};
}

geo::Point around(Chance& chance, const geo::Point& centre, double least_m, double most_m) {
  const double azimuth_deg = chance.uniform(0, 360);
  return moved(centre, azimuth_deg, chance.uniform(least_m, most_m));
}

double distance_m(const geo::Point& a, const geo::Point& b) { return std::hypot(a.x - b.x, a.y - b.y); }

double distance_to_line_m(const geo::Point& place, const std::vector<geo::Point>& line) {
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const geo::Point way{line[i + 1].x - line[i].x, line[i + 1].y - line[i].y};
    const double squared = std::max(way.x * way.x + way.y * way.y, 1e-12);
    const double share =
        std::clamp(((place.x - line[i].x) * way.x + (place.y - line[i].y) * way.y) / squared, 0.0, 1.0);
    nearest = std::min(nearest, distance_m(place, {line[i].x + share * way.x, line[i].y + share * way.y}));
  }
  return nearest;
}

bool inside(const geo::Ring& ring, const geo::Point& place) {
  bool in = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geo::Point& a = ring[i];
    const geo::Point& b = ring[(i + 1) % ring.size()];
    if ((a.y > place.y) != (b.y > place.y) && place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)) in = !in;
  }
  return in;
}

geo::Ring mapped(Chance& chance, const geo::Ring& ring, double error_m) {
  const double first = chance.uniform(0, 2 * std::numbers::pi);
  const double second = chance.uniform(0, 2 * std::numbers::pi);
  const int waves = chance.whole(1, 3);
  geo::Ring off;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(ring.size());
    // both ways together at most the error
    off.push_back({ring[i].x + error_m * std::numbers::sqrt2 / 2 * std::sin(waves * turn + first),
                   ring[i].y + error_m * std::numbers::sqrt2 / 2 * std::sin(waves * turn + second)});
  }
  return off;
}

}  // namespace greisen::sample
