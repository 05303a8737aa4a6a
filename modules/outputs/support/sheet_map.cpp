// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "outputs/support/sheet_parts.hpp"

namespace greisen::outputs {
namespace {

constexpr std::size_t kMostLabels = 150;
constexpr double kHatchStep = 1.5;  ///< millimetres
constexpr double kTickStep = 55;    ///< about, between lines of the grid

std::vector<geo::Point> on_page(const SheetLayout& page, const std::vector<geo::Point>& line) {
  std::vector<geo::Point> points;
  points.reserve(line.size());
  for (const geo::Point& place : line) points.push_back(page.on_page(place));
  return points;
}

PageBox box_of(const SheetLayout& page, const std::vector<geo::Polygon>& polygons) {
  PageBox box = {1e9, 1e9, 0, 0};
  double right = -1e9;
  double bottom = -1e9;
  for (const geo::Polygon& polygon : polygons)
    for (const geo::Point& place : polygon.rings.empty() ? geo::Ring{} : polygon.rings.front()) {
      const geo::Point point = page.on_page(place);
      box.left = std::min(box.left, point.x);
      box.top = std::min(box.top, point.y);
      right = std::max(right, point.x);
      bottom = std::max(bottom, point.y);
    }
  box.width = right - box.left;
  box.height = bottom - box.top;
  return box;
}

PageBox picture_box(const Sheet& sheet) {
  const Grid& grid = sheet.grid;
  const geo::Point corner = sheet.page.on_page({grid.origin_x, grid.origin_y});
  const double scale = sheet.page.mm_per_unit();
  return {corner.x, corner.y, static_cast<double>(grid.cols) * grid.pixel_x * scale,
          static_cast<double>(grid.rows) * grid.pixel_y * scale};
}

void draw_hidden(const Sheet& sheet, Pen& pen) {
  if (sheet.hidden.empty()) return;
  const PageBox box = picture_box(sheet);
  const Grid& grid = sheet.grid;
  const auto inside = [&](const geo::Point& at) {
    const auto col =
        static_cast<std::int64_t>(std::floor((at.x - box.left) / box.width * static_cast<double>(grid.cols)));
    const auto row =
        static_cast<std::int64_t>(std::floor((at.y - box.top) / box.height * static_cast<double>(grid.rows)));
    if (col < 0 || row < 0 || col >= grid.cols || row >= grid.rows) return false;
    return sheet.hidden[static_cast<std::size_t>(row * grid.cols + col)] != 0;
  };
  pen.colour(sheet.hatch);
  draw_hatch(pen, box, kHatchStep * sheet.page.unit, inside);
}

void draw_lines(const Sheet& sheet, const SheetLines& lines, Pen& pen) {
  const double width = lines.width_mm * sheet.page.unit;
  for (const std::vector<geo::Point>& part : lines.parts) {
    const std::vector<geo::Point> points = on_page(sheet.page, part);
    pen.colour(sheet.halo, 0.7);
    pen.line(points, 2.2 * width, lines.closed);
    pen.colour(lines.colour);
    if (lines.look == Look::dashes)
      pen.dashes(points, width, lines.closed);
    else
      pen.line(points, width, lines.closed);
  }
}

void draw_outline(const Sheet& sheet, const SheetTarget& target, double width, Pen& pen) {
  for (const geo::Polygon& polygon : target.polygons)
    for (const geo::Ring& ring : polygon.rings) pen.line(on_page(sheet.page, ring), width, true);
}

/// The best on top, all above their casings.
void draw_targets(const Sheet& sheet, Pen& pen) {
  const double width = 0.45 * sheet.page.unit;
  pen.colour(sheet.halo, 0.9);
  for (const SheetTarget& target : sheet.targets) draw_outline(sheet, target, 2.4 * width, pen);
  for (auto target = sheet.targets.rbegin(); target != sheet.targets.rend(); ++target) {
    pen.colour(target->colour);
    draw_outline(sheet, *target, width, pen);
  }
}

/// From the label to what it names, where they lie apart.
void draw_leader(const Sheet& sheet, Pen& pen, const PageBox& label, const PageBox& named) {
  const geo::Point to = {std::clamp((label.left + label.right()) / 2, named.left, named.right()),
                         std::clamp((label.top + label.bottom()) / 2, named.top, named.bottom())};
  const geo::Point from = {std::clamp(to.x, label.left, label.right()), std::clamp(to.y, label.top, label.bottom())};
  if (std::hypot(to.x - from.x, to.y - from.y) < 1.5 * sheet.page.unit) return;
  const std::array<geo::Point, 2> line = {from, to};
  pen.colour(sheet.halo, 0.9);
  pen.line(line, 0.55 * sheet.page.unit);
  pen.colour(sheet.ink);
  pen.line(line, 0.2 * sheet.page.unit);
}

void draw_labels(const Sheet& sheet, Pen& pen) {
  const double unit = sheet.page.unit;
  const TextStyle style = {.size_mm = 3 * unit, .bold = true};
  std::vector<LabelWish> wishes;
  std::vector<std::size_t> numbers;
  const std::size_t count = std::min(kMostLabels, sheet.targets.size());
  for (std::size_t i = 0; i < count; ++i) {
    const PageBox around = box_of(sheet.page, sheet.targets[i].polygons);
    if (around.width < 0 || !sheet.page.frame.overlaps(around)) continue;
    const TextSize size = pen.measure(sheet.targets[i].label, style);
    wishes.push_back({around, size.width + 0.6 * unit, 0.86 * size.height});
    numbers.push_back(i);
  }
  std::vector<PageBox> taken;
  for (const geo::Point& mark : sheet.marks) {
    const geo::Point at = sheet.page.on_page(mark);
    taken.push_back({at.x - 1.6 * unit, at.y - 1.6 * unit, 3.2 * unit, 3.2 * unit});
  }
  const auto places = place_labels(wishes, sheet.page.frame, taken);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) continue;
    draw_leader(sheet, pen, *places[i], wishes[i].around);
    const SheetTarget& target = sheet.targets[numbers[i]];
    const geo::Point at = {places[i]->left + 0.3 * unit, places[i]->top - 0.07 * places[i]->height};
    pen.colour(sheet.halo);
    pen.halo(at, target.label, style);
    pen.colour(target.colour);
    pen.text(at, target.label, style);
  }
}

/// "4 532 000", or degrees of a geographic CRS.
std::string coordinate_text(double value, double step) {
  if (step < 1) {
    return fmt::format("{:.{}f}", value, static_cast<int>(std::ceil(-std::log10(step))));
  }
  std::string digits = std::to_string(static_cast<std::int64_t>(std::llround(std::abs(value))));
  for (std::int64_t at = static_cast<std::int64_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), "\xc2\xa0");
  return (value < 0 ? "−" : "") + digits;
}

std::vector<double> multiples(double step, double from, double to) {
  std::vector<double> values;
  for (auto number = std::llround(std::ceil(from / step)); static_cast<double>(number) * step < to; ++number)
    values.push_back(static_cast<double>(number) * step);
  return values;
}

void draw_grid(const Sheet& sheet, Pen& pen) {
  const SheetLayout& page = sheet.page;
  const PageBox& frame = page.frame;
  const double unit = page.unit;
  const double step = round_step(kTickStep * unit / page.mm_per_unit() / 1.6);
  const TextStyle style = {.size_mm = 2.1 * unit, .align = Align::middle};
  TextStyle upward = style;
  upward.upward = true;
  const double tick = 1.3 * unit;
  const double height = pen.measure("0", style).height;
  const auto stroke = [&](geo::Point from, geo::Point to, double alpha, double width) {
    const std::array<geo::Point, 2> line = {from, to};
    pen.colour(sheet.ink, alpha);
    pen.line(line, width * unit);
  };
  for (const double x : multiples(step, page.ground.min_x, page.ground.max_x)) {
    const double at = page.on_page({x, page.ground.max_y}).x;
    stroke({at, frame.top}, {at, frame.bottom()}, 0.28, 0.1);
    stroke({at, frame.top - tick}, {at, frame.top}, 1, 0.2);
    stroke({at, frame.bottom()}, {at, frame.bottom() + tick}, 1, 0.2);
    pen.text({at, frame.top - tick - height}, coordinate_text(x, step), style);
    pen.text({at, frame.bottom() + tick}, coordinate_text(x, step), style);
  }
  for (const double y : multiples(step, page.ground.min_y, page.ground.max_y)) {
    const double at = page.on_page({page.ground.min_x, y}).y;
    stroke({frame.left, at}, {frame.right(), at}, 0.28, 0.1);
    stroke({frame.left - tick, at}, {frame.left, at}, 1, 0.2);
    stroke({frame.right(), at}, {frame.right() + tick, at}, 1, 0.2);
    pen.text({frame.left - tick - height / 2, at}, coordinate_text(y, step), upward);
    pen.text({frame.right() + tick + height / 2, at}, coordinate_text(y, step), upward);
  }
}

}  // namespace

void draw_mark(const Sheet& sheet, Pen& pen, const geo::Point& at) {
  const double half = 1.3 * sheet.page.unit;
  const std::array<geo::Point, 4> diamond = {geo::Point{at.x, at.y - half}, geo::Point{at.x + half, at.y},
                                             geo::Point{at.x, at.y + half}, geo::Point{at.x - half, at.y}};
  pen.colour(sheet.mark);
  pen.fill(diamond);
  pen.colour(sheet.halo);
  pen.line(diamond, 0.25 * sheet.page.unit, true);
}

void draw_map(const Sheet& sheet, Pen& pen) {
  const PageBox& frame = sheet.page.frame;
  pen.clip(frame);
  pen.picture(sheet.picture, picture_box(sheet));
  pen.picture(sheet.classes, picture_box(sheet));
  draw_hidden(sheet, pen);
  for (const SheetLines& lines : sheet.lines) draw_lines(sheet, lines, pen);
  draw_targets(sheet, pen);
  for (const geo::Point& mark : sheet.marks) draw_mark(sheet, pen, sheet.page.on_page(mark));
  pen.unclip();
  draw_grid(sheet, pen);
  pen.clip(frame);
  draw_labels(sheet, pen);
  pen.unclip();
  pen.colour(sheet.ink);
  pen.outline(frame, 0.35 * sheet.page.unit);
}

}  // namespace greisen::outputs
