// SPDX-License-Identifier: Apache-2.0
#include "outputs/sheet_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace greisen::outputs {
namespace {

constexpr double kLongA3 = 420;
constexpr double kShortA3 = 297;
constexpr double kEdge = 10;        ///< of the page
constexpr double kHeader = 17;      ///< title and survey
constexpr double kCoordinates = 5;  ///< around the frame, for the numbers of the grid
constexpr double kGap = 4;          ///< between frame and notes
constexpr double kColumn = 100;     ///< of notes beside the frame
constexpr double kBelow = 92;       ///< height of notes below the frame
constexpr double kMargin = 0.03;    ///< of ground around the box
constexpr int kColumnsBelow = 3;

double round_up(double least, std::span<const double> steps) {
  double power = std::pow(10, std::floor(std::log10(least)));
  for (;; power *= 10)
    for (const double step : steps)
      if (step * power >= least * (1 - 1e-9)) return step * power;
}

/// How much larger than on A3 the page is, and its text: small paper is read from nearer.
struct PaperSize {
  double page = 1;
  double text = 1;
};

PaperSize size_of(const std::string& paper) {
  if (paper == "A4") return {1 / std::numbers::sqrt2, 0.75};
  if (paper == "A2") return {std::numbers::sqrt2, 1.25};
  if (paper == "A1") return {2, 1.6};
  return {};
}

SheetLayout empty_page(const PaperSize& size, bool upright) {
  SheetLayout page;
  page.width_mm = std::round((upright ? kShortA3 : kLongA3) * size.page);
  page.height_mm = std::round((upright ? kLongA3 : kShortA3) * size.page);
  const double unit = page.unit = size.text;
  const double inner = page.width_mm - 2 * kEdge * unit;
  page.header = {kEdge * unit, kEdge * unit, inner, kHeader * unit};
  const double top = page.header.bottom() + kCoordinates * unit;
  const double bottom = page.height_mm - kEdge * unit;
  const double left = (kEdge + kCoordinates) * unit;
  if (!upright) {
    const double column = kColumn * unit;
    page.columns = {
        {page.width_mm - kEdge * unit - column, page.header.bottom() + kCoordinates * unit, column, bottom - top}};
    const double right = page.columns.front().left - (kGap + kCoordinates) * unit;
    page.frame = {left, top, right - left, bottom - kCoordinates * unit - top};
    return page;
  }
  page.frame = {left, top, page.width_mm - 2 * left, bottom - (kBelow + kGap + kCoordinates) * unit - top};
  const double width = (inner - (kColumnsBelow - 1) * kGap * unit) / kColumnsBelow;
  for (int i = 0; i < kColumnsBelow; ++i)
    page.columns.push_back({kEdge * unit + i * (width + kGap * unit), bottom - kBelow * unit, width, kBelow * unit});
  return page;
}

/// Metres on the ground for one on paper, at least, for the box to fit with its margin.
double least_scale(const PageBox& frame, double width_m, double height_m) {
  constexpr double kMmPerMetre = 1000;
  return kMmPerMetre * (1 + 2 * kMargin) * std::max(width_m / frame.width, height_m / frame.height);
}

std::optional<PageBox> free_place(const LabelWish& wish, const PageBox& frame, const std::vector<PageBox>& taken) {
  constexpr std::array<double, 6> kDistances = {0.6, 2, 4, 7, 11, 16};  // millimetres
  // right, left, above, below, and the corners between them: -1, 0, 1 to the side and down
  constexpr std::array<std::array<int, 2>, 8> kSides = {
      {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}}};
  const auto start = [](int side, double low, double extent, double length, double distance) {
    if (side == 0) return low + (extent - length) / 2;
    return side > 0 ? low + extent + distance : low - distance - length;
  };
  for (const double distance : kDistances)
    for (const auto& side : kSides) {
      const PageBox place = {start(side[0], wish.around.left, wish.around.width, wish.width, distance),
                             start(side[1], wish.around.top, wish.around.height, wish.height, distance), wish.width,
                             wish.height};
      const bool free =
          frame.contains(place) && std::ranges::none_of(taken, [&](const PageBox& one) { return one.overlaps(place); });
      if (free) return place;
    }
  return {};
}

}  // namespace

double round_scale(double least) {
  constexpr std::array<double, 10> kSteps = {1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5};
  return round_up(least, kSteps);
}

double round_step(double least) {
  constexpr std::array<double, 3> kSteps = {1, 2, 5};
  return round_up(least, kSteps);
}

SheetLayout sheet_layout(const geo::Bounds& box, double metres_per_unit, const std::string& paper) {
  const PaperSize size = size_of(paper);
  const double width_m = std::max(1.0, (box.max_x - box.min_x) * metres_per_unit);
  const double height_m = std::max(1.0, (box.max_y - box.min_y) * metres_per_unit);
  SheetLayout page = empty_page(size, false);
  const SheetLayout other = empty_page(size, true);
  if (least_scale(other.frame, width_m, height_m) < least_scale(page.frame, width_m, height_m)) page = other;
  page.scale = round_scale(least_scale(page.frame, width_m, height_m));
  const double units_per_mm = page.scale / 1000 / metres_per_unit;
  const double half_x = page.frame.width * units_per_mm / 2;
  const double half_y = page.frame.height * units_per_mm / 2;
  const geo::Point middle = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
  page.ground = {middle.x - half_x, middle.y - half_y, middle.x + half_x, middle.y + half_y};
  return page;
}

std::vector<std::optional<PageBox>> place_labels(const std::vector<LabelWish>& wishes, const PageBox& frame,
                                                 std::vector<PageBox> taken) {
  std::vector<std::optional<PageBox>> places;
  places.reserve(wishes.size());
  for (const LabelWish& wish : wishes) {
    places.push_back(free_place(wish, frame, taken));
    if (places.back()) taken.push_back(*places.back());
  }
  return places;
}

}  // namespace greisen::outputs
