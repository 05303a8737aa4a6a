// SPDX-License-Identifier: Apache-2.0
#include <numbers>
#include <span>

#include "outputs/support/sheet_parts.hpp"

namespace greisen::outputs {
namespace {

constexpr double kLandAlpha = 0.16;
constexpr double kLineAlpha = 0.55;

std::vector<geo::Point> placed(const std::vector<geo::Point>& line, const PageBox& box, double scale) {
  std::vector<geo::Point> points;
  points.reserve(line.size());
  for (const geo::Point& place : line)
    points.push_back({box.left + box.width / 2 + place.x * scale, box.top + box.height / 2 + place.y * scale});
  return points;
}

}  // namespace

void draw_locator(const Sheet& sheet, Pen& pen, const PageBox& box) {
  const SheetLocator& locator = sheet.locator;
  const double unit = sheet.page.unit;
  const double scale = box.width / 2 / locator.half_width_km;
  const auto lines = [&](const std::vector<std::vector<geo::Point>>& all, double width, bool closed) {
    for (const std::vector<geo::Point>& line : all) pen.line(placed(line, box, scale), width * unit, closed);
  };
  pen.clip(box);
  std::vector<std::vector<geo::Point>> land;
  for (const std::vector<geo::Point>& ring : locator.land) land.push_back(placed(ring, box, scale));
  pen.colour(sheet.ink, kLandAlpha);
  pen.fill(std::span<const std::vector<geo::Point>>(land));
  lines(locator.graticule, 0.06, false);
  pen.colour(sheet.ink, kLineAlpha);
  lines(locator.land, 0.12, true);
  lines(locator.borders, 0.12, false);
  const double ring = 1.5 * unit;  // found by the eye even where the ground is a dot
  const geo::Point middle = {box.left + box.width / 2, box.top + box.height / 2};
  std::vector<geo::Point> circle;
  for (int i = 0; i < 48; ++i) {
    const double turn = i * 2 * std::numbers::pi / 48;
    circle.push_back({middle.x + ring * std::cos(turn), middle.y + ring * std::sin(turn)});
  }
  const std::vector<geo::Point> ground = placed(locator.ground, box, scale);
  pen.colour(sheet.halo, 0.9);
  pen.line(circle, 0.8 * unit, true);
  pen.colour(sheet.mark);
  pen.line(circle, 0.35 * unit, true);
  pen.fill(ground);
  pen.line(ground, 0.2 * unit, true);
  pen.unclip();
  pen.colour(sheet.ink);
  pen.outline(box, 0.2 * unit);
}

}  // namespace greisen::outputs
