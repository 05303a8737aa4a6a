// SPDX-License-Identifier: Apache-2.0
#include "sample_data/cover_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "sample_data/country.hpp"

namespace greisen::sample {
namespace {

constexpr int kCellsAcross = 4;  ///< of a pixel
constexpr double kCellMetres = kPixelMetres / kCellsAcross;

double centre_m(int cell) { return (cell + 0.5) * kCellMetres; }

/// Easts at which the ring's edges cross a parallel, sorted.
std::vector<double> crossings(const geo::Ring& ring, double north) {
  std::vector<double> easts;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geo::Point& a = ring[i];
    const geo::Point& b = ring[(i + 1) % ring.size()];
    if ((a.y > north) != (b.y > north)) easts.push_back(a.x + (north - a.y) / (b.y - a.y) * (b.x - a.x));
  }
  std::ranges::sort(easts);
  return easts;
}

/// First cell whose centre lies at or east of a place, within the map.
int first_cell(double east, int cells) {
  return static_cast<int>(std::clamp(std::ceil(east / kCellMetres - 0.5), 0.0, 1.0 * cells));
}

}  // namespace

CoverMap::CoverMap()
    : side_(side_pixels() * kCellsAcross),
      cells_(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_),
             static_cast<std::uint16_t>(Cover::ground)) {}

void CoverMap::paint(const geo::Ring& ring, int cover) {
  if (ring.empty()) return;
  double south = ring.front().y;
  double north = south;
  for (const geo::Point& corner : ring) {
    south = std::min(south, corner.y);
    north = std::max(north, corner.y);
  }
  for (int cell = first_cell(south, side_); cell < side_ && centre_m(cell) <= north; ++cell) {
    const std::vector<double> easts = crossings(ring, centre_m(cell));
    const std::size_t row = static_cast<std::size_t>(side_ - 1 - cell) * static_cast<std::size_t>(side_);
    for (std::size_t i = 0; i + 1 < easts.size(); i += 2)
      for (int col = first_cell(easts[i], side_); col < first_cell(easts[i + 1], side_); ++col)
        cells_[row + static_cast<std::size_t>(col)] = static_cast<std::uint16_t>(cover);
  }
}

std::vector<CoverShare> CoverMap::shares(int row, int col) const {
  std::array<int, static_cast<std::size_t>(kCellsAcross)* kCellsAcross> codes = {};
  std::size_t next = 0;
  for (int r = row * kCellsAcross; r < (row + 1) * kCellsAcross; ++r)
    for (int c = col * kCellsAcross; c < (col + 1) * kCellsAcross; ++c)
      codes.at(next++) =
          cells_[static_cast<std::size_t>(r) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(c)];
  std::ranges::sort(codes);
  std::vector<CoverShare> shares;
  for (const int code : codes) {
    if (shares.empty() || shares.back().cover != code) shares.push_back({code, 0});
    shares.back().share += 1.0 / static_cast<double>(codes.size());
  }
  return shares;
}

double CoverMap::share_of(Cover cover, int row, int col) const {
  for (const CoverShare& part : shares(row, col))
    if (part.cover == static_cast<int>(cover)) return part.share;
  return 0;
}

geo::Ring ribbon(const std::vector<geo::Point>& line, const std::vector<double>& half_width_m) {
  geo::Ring left;
  geo::Ring right;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const geo::Point& before = line[i == 0 ? 0 : i - 1];
    const geo::Point& after = line[std::min(i + 1, line.size() - 1)];
    const double length = std::hypot(after.x - before.x, after.y - before.y);
    const double across_x = -(after.y - before.y) / length * half_width_m[i];
    const double across_y = (after.x - before.x) / length * half_width_m[i];
    left.push_back({line[i].x + across_x, line[i].y + across_y});
    right.push_back({line[i].x - across_x, line[i].y - across_y});
  }
  left.insert(left.end(), right.rbegin(), right.rend());
  return left;
}

geo::Ring rectangle(const geo::Point& centre, double length_m, double width_m, double azimuth_deg) {
  const double azimuth = azimuth_deg * std::numbers::pi / 180;
  const double along_x = std::sin(azimuth) * length_m / 2;
  const double along_y = std::cos(azimuth) * length_m / 2;
  return ribbon({{centre.x - along_x, centre.y - along_y}, {centre.x + along_x, centre.y + along_y}},
                {width_m / 2, width_m / 2});
}

}  // namespace greisen::sample
