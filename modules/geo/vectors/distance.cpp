// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/distance.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace greisen::geo {
namespace {

constexpr int kBlock = 32;

std::uint64_t key_of(std::int64_t col, std::int64_t row) {
  return (static_cast<std::uint64_t>(col) << 32U) ^ (static_cast<std::uint64_t>(row) & 0xffffffffU);
}

/// Long segments in pieces, so that a cell holds what is near it and little else.
std::vector<Segment> pieces_of(const std::vector<Segment>& segments, double longest) {
  std::vector<Segment> pieces;
  for (const Segment& segment : segments) {
    const double length = std::hypot(segment.to.x - segment.from.x, segment.to.y - segment.from.y);
    const int count = std::max(1, static_cast<int>(std::ceil(std::min(length / longest, 1000.0))));
    const auto at = [&](int i) {
      const double share = static_cast<double>(i) / count;
      return Point{std::lerp(segment.from.x, segment.to.x, share), std::lerp(segment.from.y, segment.to.y, share)};
    };
    for (int i = 0; i < count; ++i) pieces.push_back({at(i), at(i + 1)});
  }
  return pieces;
}

}  // namespace

double distance_to(const Point& place, const Segment& segment) {
  const double dx = segment.to.x - segment.from.x;
  const double dy = segment.to.y - segment.from.y;
  const double length2 = dx * dx + dy * dy;
  const double along =
      length2 > 0 ? std::clamp(((place.x - segment.from.x) * dx + (place.y - segment.from.y) * dy) / length2, 0.0, 1.0)
                  : 0.0;
  return std::hypot(place.x - segment.from.x - along * dx, place.y - segment.from.y - along * dy);
}

DistanceShapes distance_shapes(const std::vector<Feature>& map, const std::set<std::string>& values) {
  DistanceShapes shapes;
  const auto is_nowhere = [](const Point& place) { return !std::isfinite(place.x) || !std::isfinite(place.y); };
  const auto add = [&](const Point& from, const Point& to) {
    if (!is_nowhere(from) && !is_nowhere(to)) shapes.segments.push_back({from, to});
  };
  const auto add_line = [&](const std::vector<Point>& line) {
    for (std::size_t i = 1; i < line.size(); ++i) add(line[i - 1], line[i]);
  };
  for (const Feature& feature : map) {
    if (!values.empty() && !values.contains(feature.value)) continue;
    if (const auto* const lines = std::get_if<Lines>(&feature.shape)) std::ranges::for_each(lines->parts, add_line);
    const auto* const polygons = std::get_if<std::vector<Polygon>>(&feature.shape);
    if (polygons == nullptr) continue;
    for (Polygon polygon : *polygons) {
      for (Ring& ring : polygon.rings) {
        add_line(ring);
        add(ring.back(), ring.front());
        std::erase_if(ring, is_nowhere);
      }
      shapes.polygons.push_back(std::move(polygon));
    }
  }
  return shapes;
}

DistanceField::DistanceField(const std::vector<Segment>& segments, double most)
    : segments_(pieces_of(segments, most / 16)), most_(most), cell_(most / 16) {
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const Segment& one = segments_[i];
    const auto cell = [&](double value) { return static_cast<std::int64_t>(std::floor(value / cell_)); };
    for (std::int64_t row = cell(std::min(one.from.y, one.to.y)); row <= cell(std::max(one.from.y, one.to.y)); ++row)
      for (std::int64_t col = cell(std::min(one.from.x, one.to.x)); col <= cell(std::max(one.from.x, one.to.x)); ++col)
        cells_[key_of(col, row)].push_back(static_cast<std::uint32_t>(i));
  }
}

std::vector<std::uint32_t> DistanceField::near(const Point& centre, double reach) const {
  std::vector<std::uint32_t> found;
  const auto cell = [&](double value) { return static_cast<std::int64_t>(std::floor(value / cell_)); };
  for (std::int64_t row = cell(centre.y - reach); row <= cell(centre.y + reach); ++row)
    for (std::int64_t col = cell(centre.x - reach); col <= cell(centre.x + reach); ++col)
      if (const auto here = cells_.find(key_of(col, row)); here != cells_.end())
        found.insert(found.end(), here->second.begin(), here->second.end());
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

double DistanceField::at(const Point& place) const {
  double reach = cell_;
  while (true) {
    double least = most_;
    for (const std::uint32_t i : near(place, std::min(reach, most_)))
      least = std::min(least, distance_to(place, segments_[i]));
    if (least <= reach || reach >= most_) return least;
    reach *= 2;
  }
}

void DistanceField::fill(const Grid& grid, const Window& window, double factor, TileView out) const {
  for (std::int64_t top = 0; top < window.rows; top += kBlock)
    for (std::int64_t left = 0; left < window.cols; left += kBlock) {
      const std::int64_t bottom = std::min<std::int64_t>(top + kBlock, window.rows);
      const std::int64_t right = std::min<std::int64_t>(left + kBlock, window.cols);
      const auto place = [&](double col, double row) {
        return Point{grid.x_of(static_cast<double>(window.col) + col),
                     grid.y_of(static_cast<double>(window.row) + row)};
      };
      const Point centre = place(static_cast<double>(left + right) / 2, static_cast<double>(top + bottom) / 2);
      const Point corner = place(static_cast<double>(left), static_cast<double>(top));
      const double radius = std::hypot(corner.x - centre.x, corner.y - centre.y);
      // what is nearest to any pixel of the block lies within this of its centre
      const std::vector<std::uint32_t> candidates = near(centre, std::min(at(centre) + 2 * radius, most_ + radius));
      for (std::int64_t row = top; row < bottom; ++row)
        for (std::int64_t col = left; col < right; ++col) {
          const Point pixel = place(static_cast<double>(col) + 0.5, static_cast<double>(row) + 0.5);
          double least = most_;
          for (const std::uint32_t i : candidates) least = std::min(least, distance_to(pixel, segments_[i]));
          out.at(0, static_cast<int>(row), static_cast<int>(col)) = static_cast<float>(least * factor);
        }
    }
}

}  // namespace greisen::geo
