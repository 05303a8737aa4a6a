// SPDX-License-Identifier: Apache-2.0
#include "geo/place/grid_pixels.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/place/crs.hpp"

namespace greisen::geo {
namespace {

/// How a band's pixels stand to the grid's, best first.
enum class Fit { same, parts, wholes, none };

struct Candidate {
  BandPixels band;
  Point corner;  ///< in the grid's CRS
  Fit fit = Fit::none;
};

/// Is `count` pixels times `ratio` a whole number of pixels to the tolerance?
bool holds(double ratio, double count) { return std::abs(ratio - std::round(ratio)) * count < kGridTolerancePx; }

Fit fit_of(const Grid& own, const Grid& plain) {
  const auto side = static_cast<double>(std::max(plain.cols, plain.rows));
  if (std::abs(own.pixel_x - own.pixel_y) * side > kGridTolerancePx * plain.pixel_x) return Fit::none;
  const double ratio = plain.pixel_x / own.pixel_x;
  if (std::abs(ratio - 1) * side < kGridTolerancePx) return Fit::same;
  if (ratio > 1.5 && holds(ratio, side)) return Fit::parts;
  if (1 / ratio > 1.5 && holds(1 / ratio, side * ratio)) return Fit::wholes;
  return Fit::none;
}

Bounds box_of(const Grid& grid) {
  return {grid.x_of(0), grid.y_of(static_cast<double>(grid.rows)), grid.x_of(static_cast<double>(grid.cols)),
          grid.y_of(0)};
}

/// The shift from a band's CRS to the grid's; none where they differ in more. Each CRS is looked at once.
class Shifts {
 public:
  explicit Shifts(const Grid& plain) : target_(crs_of(plain)) {}

  const std::optional<Point>& of(const Grid& own) {
    auto found = by_crs_.find(own.crs);
    if (found == by_crs_.end())
      found = by_crs_.emplace(own.crs, shift_between(parse_crs(own.crs), target_, box_of(own))).first;
    return found->second;
  }

 private:
  Crs target_;
  std::map<std::string, std::optional<Point>> by_crs_;
};

/// Do both lie on one lattice of `pixel`, over `side` pixels of the grid?
bool alike(const Point& a, const Point& b, double pixel, double tolerance) {
  const auto off = [&](double one, double other) {
    const double apart = (one - other) / pixel;
    return std::abs(apart - std::round(apart)) * pixel;
  };
  return off(a.x, b.x) <= tolerance && off(a.y, b.y) <= tolerance;
}

/// How far a place lies beyond a multiple of `pixel`.
double beyond(double place, double pixel) { return place - pixel * std::floor(place / pixel); }

std::string beyond_text(const Point& corner, double pixel) {
  const auto rest = [&](double place) { return format_number(std::round(beyond(place, pixel) * 1e4) / 1e4); };
  return rest(corner.x) + ", " + rest(corner.y);
}

std::string size_of(double pixel) { return format_number(std::round(pixel * 1e6) / 1e6); }

/// Why no band could give its pixels.
std::string nobody(const std::vector<BandPixels>& bands, std::size_t elsewhere, const Grid& plain) {
  std::string text = fmt::format("whole multiples of {}", size_of(plain.pixel_x));
  if (bands.empty()) return text;
  if (elsewhere == bands.size())
    return text + fmt::format(": the scenes' pixels lie in {}", parse_crs(bands.front().grid.crs).label());
  return text + fmt::format(": no scene has pixels that fit ({} of {} has {} by {})", bands.front().sensor,
                            bands.front().scene, size_of(bands.front().grid.pixel_x),
                            size_of(bands.front().grid.pixel_y));
}

std::string taken(const Candidate& first, std::size_t scenes) {
  const std::string whose = fmt::format("{} ({}{})", first.band.sensor, first.band.scene,
                                        scenes > 1 ? fmt::format(" and {} more", scenes - 1) : "");
  const std::string size = size_of(first.band.grid.pixel_x);
  if (first.fit == Fit::same) return fmt::format("the pixels of {}, which pass unchanged", whose);
  if (first.fit == Fit::parts) return fmt::format("each holds whole pixels of {} of {}", size, whose);
  return fmt::format("the pixels of {} of {} hold whole ones", size, whose);
}

std::size_t scenes_in(const std::vector<Candidate>& candidates) {
  std::set<std::string> names;
  for (const Candidate& one : candidates) names.insert(one.band.scene);
  return names.size();
}

/// Those of the best fit and the finest sensor among them, in a fixed order.
std::vector<Candidate> deciding(const std::vector<Candidate>& all) {
  const Fit best = std::ranges::min(all, {}, &Candidate::fit).fit;
  std::map<std::string, double> finest;  // of each sensor, whatever fits
  for (const Candidate& one : all) {
    const auto [found, added] = finest.emplace(one.band.sensor, one.band.grid.pixel_x);
    if (!added) found->second = std::min(found->second, one.band.grid.pixel_x);
  }
  const auto rank = [&](const Candidate& one) {
    const double pixel = one.band.grid.pixel_x;
    return std::tuple(one.fit != best, finest.at(one.band.sensor), one.band.sensor,
                      best == Fit::parts ? -pixel : pixel);
  };
  const auto first = rank(std::ranges::min(all, {}, rank));
  std::vector<Candidate> chosen;
  for (const Candidate& one : all)
    if (rank(one) == first) chosen.push_back(one);
  return chosen;
}

}  // namespace

PixelChoice choose_pixels(std::vector<BandPixels> bands, const Grid& plain) {
  std::ranges::sort(bands, {}, [](const BandPixels& one) {
    return std::tie(one.sensor, one.scene, one.grid.pixel_x, one.grid.origin_x, one.grid.origin_y);
  });
  Shifts shifts(plain);
  std::vector<Candidate> all;
  std::size_t elsewhere = 0;
  for (const BandPixels& band : bands) {
    if (const std::optional<Point>& shift = shifts.of(band.grid))
      all.push_back({band, {band.grid.origin_x + shift->x, band.grid.origin_y + shift->y}, fit_of(band.grid, plain)});
    else
      ++elsewhere;
  }
  PixelChoice choice;
  if (all.empty() || std::ranges::min(all, {}, &Candidate::fit).fit == Fit::none) {
    choice.text = nobody(bands, elsewhere, plain);
    return choice;
  }
  const std::vector<Candidate> chosen = deciding(all);
  const Candidate& first = chosen.front();
  const double lattice = first.fit == Fit::wholes ? plain.pixel_x : first.band.grid.pixel_x;
  const auto other = std::ranges::find_if_not(chosen, [&](const Candidate& one) {
    return alike(one.corner, first.corner, lattice, kGridTolerancePx * plain.pixel_x);
  });
  if (other == chosen.end()) {
    choice.corner =
        first.fit == Fit::same ? first.corner : Point{beyond(first.corner.x, lattice), beyond(first.corner.y, lattice)};
    choice.text = taken(first, scenes_in(chosen));
    return choice;
  }
  choice.apart = first.fit == Fit::same;
  choice.text = fmt::format(
      "whole multiples of {}: the pixels of {} do not lie alike (corners of {} at {}, of {} at {} beyond a multiple)",
      size_of(plain.pixel_x), first.band.sensor, first.band.scene, beyond_text(first.corner, lattice),
      other->band.scene, beyond_text(other->corner, lattice));
  return choice;
}

}  // namespace greisen::geo
