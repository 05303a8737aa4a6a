// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "base/hash.hpp"
#include "sample_data/country.hpp"
#include "sample_data/districts/clutter.hpp"

namespace greisen::sample {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Kind::end)> kWords = {
    "slate",  "granite",   "leucogranite", "marble",  "quartzite", "scree",       "rana",
    "arkose", "dyke",      "aplite",       "greisen", "skarn",     "quartz_dyke", "silicified_fault",
    "wall",   "firebreak", "track",        "straw",   "stubble",   "ploughed",    "crop",
    "fallow", "burn",      "roof",         "shed",    "quarry",    "shore",       "pond"};

// Streams of random numbers: any numbers that differ.
constexpr std::uint64_t kRockStream = 0x40c4;
constexpr std::uint64_t kPlantStream = 0x91a7;
constexpr std::uint64_t kClutterStream = 0xc107;
constexpr std::uint64_t kMapStream = 0x3a9;

struct Stock {
  geo::Point centre;
  double radius_m = 0;
};

class Builder {
 public:
  Builder(const Draw& draw, std::uint64_t seed)
      : draw_(draw), rocks_(seed ^ kRockStream), plants_(seed ^ kPlantStream) {}
  Layout bedrock();
  [[nodiscard]] std::vector<Lying> bodies(const Layout& layout);

 private:
  void add(Layout& layout, Kind kind, const geo::Point& centre, double radius_m, double roughness) {
    layout.lying.push_back({kind, blob(rocks_, centre, radius_m, roughness), {}, 2 * radius_m, 0, 1});
  }
  void fault(Layout& layout, const geo::Point& middle) {
    const Course course{rocks_.uniform(0, 180), rocks_.uniform(1500, 6000), 100, 5};
    layout.faults.push_back(wandering(rocks_, middle, course));
  }
  void granites(Layout& layout);
  void marbles(Layout& layout);
  void quartzites(Layout& layout);
  void faults(Layout& layout);
  [[nodiscard]] double granite_distance_m(const geo::Point& place) const;
  void greisens(std::vector<Lying>& bodies);
  void skarns(std::vector<Lying>& bodies);
  void dykes(const Layout& layout, std::vector<Lying>& bodies);
  bool fits(const Layout& layout, const std::vector<Lying>& bodies, const geo::Point& centre);

  const Draw& draw_;
  Chance rocks_;
  Chance plants_;
  std::vector<Stock> plutons_;
  std::vector<Stock> cupolas_;                       ///< every other one bears greisen
  std::vector<std::vector<geo::Point>> ore_marble_;  ///< lines of the bands that skarn lies beside
};

double Builder::granite_distance_m(const geo::Point& place) const {
  double nearest = 1e9;
  for (const std::vector<Stock>* stocks : {&plutons_, &cupolas_})
    for (const Stock& stock : *stocks) nearest = std::min(nearest, distance_m(stock.centre, place) - stock.radius_m);
  return nearest;
}

void Builder::granites(Layout& layout) {
  for (int i = 0; i < draw_.count(Trait::plutons); ++i) {
    plutons_.push_back({rocks_.place(-300), draw_[Trait::pluton_radius_m] * rocks_.uniform(0.8, 1.2)});
    add(layout, Kind::granite, plutons_.back().centre, plutons_.back().radius_m, 0.22);
  }
  for (int i = 0; i < draw_.count(Trait::leucogranites); ++i) {
    geo::Point centre = rocks_.place(500);
    if (!plutons_.empty()) {
      const Stock& near = plutons_[static_cast<std::size_t>(i) % plutons_.size()];
      centre = around(rocks_, near.centre, 0.1 * near.radius_m, 1.1 * near.radius_m);
    }
    add(layout, Kind::leucogranite, centre, rocks_.uniform(90, 320), 0.25);
  }
  for (int i = 0; i < draw_.count(Trait::cupolas); ++i) {
    cupolas_.push_back({rocks_.place(700), rocks_.uniform(130, 330)});
    add(layout, Kind::granite, cupolas_.back().centre, cupolas_.back().radius_m, 0.18);
  }
}

/// The first two bands bear skarn, as far from granite as was drawn; the others lie anywhere beyond granite.
void Builder::marbles(Layout& layout) {
  for (int i = 0; i < draw_.count(Trait::marble_bands); ++i) {
    const bool ore = i < 2;
    const double wanted_m = ore ? draw_[Trait::skarn_distance_m] : rocks_.uniform(60, 1800);
    geo::Point best = rocks_.place(700);
    for (int tried = 0; tried < 400; ++tried) {
      const geo::Point place = rocks_.place(700);
      if (std::abs(granite_distance_m(place) - wanted_m) < std::abs(granite_distance_m(best) - wanted_m)) best = place;
    }
    const Course course{rocks_.uniform(0, 180), rocks_.lognormal(900, 0.5), 50, 6};
    const std::vector<geo::Point> line = wandering(rocks_, best, course);
    const double width_m = rocks_.uniform(25, 90);
    layout.lying.push_back({Kind::marble, pinching(rocks_, line, width_m, 0.3), line, width_m, course.length_m, 0.5});
    if (ore) ore_marble_.push_back(line);
  }
}

void Builder::quartzites(Layout& layout) {
  const double strike = rocks_.uniform(0, 180);
  for (int i = 0; i < draw_.count(Trait::quartzite_ridges); ++i) {
    const Course course{strike + rocks_.uniform(-12, 12), rocks_.uniform(2000, 6000), 80, 4};
    const geo::Point middle = rocks_.place(400);
    const std::vector<geo::Point> line = wandering(rocks_, middle, course);
    const double width_m = rocks_.uniform(25, 140);
    for (std::size_t at = 3; at + 3 < line.size(); at += 5) {
      if (rocks_.uniform(0, 1) > 0.6) continue;
      const geo::Point foot =
          moved(line[at], course.strike_deg + (rocks_.uniform(0, 1) > 0.5 ? 90 : -90), width_m * 0.7);
      add(layout, Kind::scree, foot, rocks_.uniform(25, 90), 0.3);
    }
    layout.lying.push_back({Kind::quartzite, pinching(rocks_, line, width_m, 0.4), line, width_m, course.length_m, 1});
  }
}

/// Where they like; a share of the cupolas, with ore or without, has one through it.
void Builder::faults(Layout& layout) {
  for (const Stock& cupola : cupolas_)
    if (rocks_.uniform(0, 1) < draw_[Trait::greisens_on_faults])
      fault(layout, around(rocks_, cupola.centre, 0, cupola.radius_m / 2));
  const int others = rocks_.whole(3, 7);
  for (int i = 0; i < others; ++i) fault(layout, rocks_.place(300));
}

Layout Builder::bedrock() {
  Layout layout;
  granites(layout);
  marbles(layout);
  quartzites(layout);
  for (const auto& [kind, trait] : {std::pair{Kind::rana, Trait::ranas}, {Kind::arkose, Trait::arkoses}})
    for (int i = 0; i < draw_.count(trait); ++i) {
      const geo::Point centre = rocks_.place(-200);
      add(layout, kind, centre, rocks_.uniform(450, 1300), 0.3);
    }
  faults(layout);
  return layout;
}

void Builder::greisens(std::vector<Lying>& bodies) {
  for (int i = 0; i < draw_.count(Trait::greisens); ++i) {
    const std::size_t bearing = (cupolas_.size() + 1) / 2;
    const Stock& cupola = cupolas_[2 * (static_cast<std::size_t>(i) % bearing)];
    const geo::Point centre = around(plants_, cupola.centre, 0.3 * cupola.radius_m, 1.15 * cupola.radius_m);
    const double radius_m = plants_.uniform(35, 100);
    bodies.push_back(
        {Kind::greisen, blob(plants_, centre, radius_m, 0.25), {}, 2 * radius_m, 0, plants_.uniform(0.55, 0.95)});
  }
}

void Builder::skarns(std::vector<Lying>& bodies) {
  for (int i = 0; i < draw_.count(Trait::skarns) && !ore_marble_.empty(); ++i) {
    const std::vector<geo::Point>& line = ore_marble_[static_cast<std::size_t>(i) % ore_marble_.size()];
    const geo::Point& beside =
        line[static_cast<std::size_t>(plants_.uniform(0.15, 0.85) * static_cast<double>(line.size()))];
    const double radius_m = plants_.uniform(30, 75);
    const geo::Point centre = around(plants_, beside, 0.6 * radius_m, 1.3 * radius_m);
    bodies.push_back(
        {Kind::skarn, blob(plants_, centre, radius_m, 0.25), {}, 2 * radius_m, 0, plants_.uniform(0.45, 0.9)});
  }
}

/// Not on cover, water or another dyke; in granite now and then.
bool Builder::fits(const Layout& layout, const std::vector<Lying>& bodies, const geo::Point& centre) {
  constexpr double kApart = 110;
  constexpr double kMargin = 260;
  if (std::min(centre.x, centre.y) < kMargin || std::max(centre.x, centre.y) > side_m() - kMargin) return false;
  const double in_granite = plants_.uniform(0, 1);
  for (const Lying& one : layout.lying) {
    const bool passes = one.kind == Kind::granite || one.kind == Kind::leucogranite ? in_granite < 0.2
                        : is_bedrock(one.kind)
                            ? one.kind == Kind::marble || one.kind == Kind::quartzite || one.kind == Kind::scree
                            : one.line.size() > 1 || one.kind == Kind::burn;
    if (!passes && inside(one.outline, centre)) return false;
  }
  return std::ranges::none_of(bodies, [&](const Lying& other) {
    return !other.line.empty() && distance_m(other.line[other.line.size() / 2], centre) < kApart;
  });
}

/// In swarms, each with a strike of its own.
void Builder::dykes(const Layout& layout, std::vector<Lying>& bodies) {
  struct Swarm {
    geo::Point centre;
    double strike_deg = 0;
    double spread_m = 0;
  };
  std::vector<Swarm> swarms;
  const int groups = plants_.whole(3, 6);
  for (int i = 0; i < groups; ++i)
    swarms.push_back({plants_.place(800), plants_.uniform(0, 180), plants_.uniform(500, 1300)});
  int made = 0;
  for (int tried = 0; made < draw_.count(Trait::dykes) && tried < 6000; ++tried) {
    const Swarm& swarm = swarms[static_cast<std::size_t>(tried) % swarms.size()];
    const double x = swarm.centre.x + swarm.spread_m * plants_.normal();
    const geo::Point centre{x, swarm.centre.y + swarm.spread_m * plants_.normal()};
    if (!fits(layout, bodies, centre)) continue;
    const double width_m =
        std::clamp(plants_.lognormal(draw_[Trait::dyke_width_m], draw_[Trait::dyke_width_spread]), 2.0, 40.0);
    const double length_m = std::clamp(width_m * plants_.lognormal(25, 0.5), 80.0, 1000.0);
    const Course course{swarm.strike_deg + 11 * plants_.normal(), length_m, 12, 7};
    const std::vector<geo::Point> line = wandering(plants_, centre, course);
    const double exposed = std::clamp(plants_.lognormal(draw_[Trait::dyke_exposure], 0.25), 0.15, 0.95);
    bodies.push_back({made % 3 == 2 ? Kind::aplite : Kind::dyke, pinching(plants_, line, width_m, 0.35), line, width_m,
                      length_m, exposed});
    ++made;
  }
}

std::vector<Lying> Builder::bodies(const Layout& layout) {
  std::vector<Lying> all;
  greisens(all);
  skarns(all);
  dykes(layout, all);
  return all;
}

}  // namespace

std::string_view kind_word(Kind kind) { return kWords.at(static_cast<std::size_t>(kind)); }

Layout lay_out(const Draw& draw, std::uint64_t seed, bool barren) {
  const std::uint64_t bits = mix64(seed);
  Builder builder(draw, bits);
  Layout layout = builder.bedrock();
  Chance map(bits ^ kMapStream);
  for (const Lying& unit : layout.lying) {
    layout.mapped.push_back(unit);
    layout.mapped.back().outline = mapped(map, unit.outline, draw[Trait::map_error_m]);
  }
  Chance chance(bits ^ kClutterStream);
  add_clutter(draw, chance, layout);
  if (barren) return layout;
  // over the fields and burns they avoid, under the tracks and walls that cross them
  const std::vector<Lying> bodies = builder.bodies(layout);
  const auto first_line = std::ranges::find_if(layout.lying, [](const Lying& one) { return one.kind >= Kind::wall; });
  layout.lying.insert(first_line, bodies.begin(), bodies.end());
  return layout;
}

}  // namespace greisen::sample
