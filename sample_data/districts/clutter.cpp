// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/clutter.hpp"

#include <algorithm>
#include <utility>

#include "sample_data/country.hpp"
#include "sample_data/cover_map.hpp"

namespace greisen::sample {
namespace {

class Clutter {
 public:
  Clutter(const Draw& draw, Chance& chance, Layout& layout) : draw_(draw), chance_(chance), layout_(layout) {}
  void quartz() {
    for (int i = 0; i < draw_.count(Trait::quartz_dykes); ++i)
      band(Kind::quartz_dyke, {chance_.uniform(0, 180), std::min(3000.0, chance_.lognormal(600, 0.7)), 15, 4}, {2, 10});
    for (int i = 0; i < draw_.count(Trait::silicified_faults); ++i) {
      band(Kind::silicified_fault, {chance_.uniform(0, 180), chance_.uniform(1500, 5000), 40, 4}, {4, 18});
      layout_.faults.push_back(layout_.lying.back().line);
    }
  }
  void strips();
  void burns() {
    for (int i = 0; i < draw_.count(Trait::burns); ++i) {
      const geo::Point centre = chance_.place(200);
      patch(Kind::burn, centre, chance_.uniform(150, 550), 0.3);
    }
  }
  void walls();
  void ways();
  void hamlets();
  void pits();

 private:
  void band(Kind kind, const Course& course, const Range& widths_m) {
    const geo::Point middle = chance_.place(100);
    const std::vector<geo::Point> line = wandering(chance_, middle, course);
    const double width_m = chance_.uniform(widths_m.least, widths_m.most);
    layout_.lying.push_back(
        {kind, pinching(chance_, line, width_m, 0.45), line, width_m, course.length_m, chance_.uniform(0.4, 0.95)});
  }
  void way(Kind kind, const Course& course, double half_m) {
    const geo::Point middle = chance_.place(0);
    const std::vector<geo::Point> line = wandering(chance_, middle, course);
    layout_.lying.push_back({kind, ribbon(line, std::vector<double>(line.size(), half_m)), line, 2 * half_m, 0, 1});
  }
  void patch(Kind kind, const geo::Point& centre, double radius_m, double roughness) {
    layout_.lying.push_back({kind, blob(chance_, centre, radius_m, roughness), {}, 2 * radius_m, 0, 1});
  }

  const Draw& draw_;
  Chance& chance_;
  Layout& layout_;
};

/// Side by side across a common direction, as land that was shared out among heirs.
void Clutter::strips() {
  constexpr std::pair<double, Kind> kKinds[] = {
      {0.22, Kind::straw}, {0.50, Kind::stubble}, {0.68, Kind::ploughed}, {0.76, Kind::crop}, {1.0, Kind::fallow}};
  int left = draw_.count(Trait::strips);
  while (left > 0) {
    const geo::Point first = chance_.place(200);
    const double azimuth = chance_.uniform(0, 180);
    const int group = std::min(left, chance_.whole(8, 40));
    left -= group;
    double across_m = 0;
    for (int i = 0; i < group; ++i) {
      const double width_m = chance_.uniform(15, 60);
      const double length_m = chance_.uniform(80, 320);
      const geo::Point centre =
          moved(moved(first, azimuth + 90, across_m + width_m / 2), azimuth, chance_.uniform(-30, 30));
      across_m += width_m + chance_.uniform(0, 4);
      const double drawn = chance_.uniform(0, 1);
      const auto* kind = std::ranges::find_if(kKinds, [&](const auto& one) { return drawn <= one.first; });
      layout_.lying.push_back({kind->second, rectangle(centre, length_m, width_m, azimuth), {}, width_m, length_m, 1});
    }
  }
}

/// One to three sides of a plot.
void Clutter::walls() {
  for (int i = 0; i < draw_.count(Trait::walls); ++i) {
    std::vector<geo::Point> line = {chance_.place(60)};
    double azimuth = chance_.uniform(0, 360);
    const int sides = chance_.whole(1, 3);
    for (int side = 0; side < sides; ++side) {
      line.push_back(moved(line.back(), azimuth, chance_.uniform(60, 260)));
      azimuth += 90 + chance_.uniform(-15, 15);
    }
    const double width_m = chance_.uniform(0.9, 2.2);
    layout_.lying.push_back(
        {Kind::wall, ribbon(line, std::vector<double>(line.size(), width_m / 2)), line, width_m, 0, 1});
  }
}

void Clutter::ways() {
  for (int i = 0; i < draw_.count(Trait::firebreaks); ++i) {
    const double half_m = chance_.uniform(5, 15);
    way(Kind::firebreak, {chance_.uniform(0, 180), chance_.uniform(700, 3500), 350, 9}, half_m);
  }
  for (int i = 0; i < draw_.count(Trait::tracks); ++i) {
    const double half_m = chance_.uniform(1.25, 2.5);
    way(Kind::track, {chance_.uniform(0, 180), chance_.uniform(1500, 7000), 40, 7}, half_m);
  }
}

void Clutter::hamlets() {
  int left = draw_.count(Trait::roofs);
  while (left > 0) {
    const geo::Point centre = chance_.place(300);
    const int group = std::min(left, chance_.whole(4, 40));
    left -= group;
    for (int i = 0; i < group; ++i) {
      const double east_m = 70 * chance_.normal();
      const geo::Point place{centre.x + east_m, centre.y + 70 * chance_.normal()};
      const bool shed = chance_.uniform(0, 1) < 0.2;
      const double width_m = shed ? chance_.uniform(10, 22) : chance_.uniform(6, 11);
      const double length_m = shed ? chance_.uniform(25, 80) : chance_.uniform(8, 18);
      layout_.lying.push_back({shed ? Kind::shed : Kind::roof,
                               rectangle(place, length_m, width_m, chance_.uniform(0, 180)),
                               {},
                               width_m,
                               length_m,
                               1});
    }
  }
}

void Clutter::pits() {
  for (int i = 0; i < draw_.count(Trait::quarries); ++i) {
    const geo::Point centre = chance_.place(300);
    patch(Kind::quarry, centre, chance_.uniform(20, 90), 0.35);
  }
  for (int i = 0; i < draw_.count(Trait::ponds); ++i) {
    const geo::Point centre = chance_.place(300);
    const double radius_m = chance_.uniform(20, 160);
    Chance same = chance_;  // the shore follows the water
    patch(Kind::shore, centre, radius_m + chance_.uniform(6, 35), 0.25);
    layout_.lying.push_back({Kind::pond, blob(same, centre, radius_m, 0.25), {}, 2 * radius_m, 0, 1});
  }
}

}  // namespace

void add_clutter(const Draw& draw, Chance& chance, Layout& layout) {
  Clutter clutter(draw, chance, layout);
  clutter.quartz();
  clutter.strips();
  clutter.burns();
  clutter.walls();
  clutter.ways();
  clutter.hamlets();
  clutter.pits();
}

}  // namespace greisen::sample
