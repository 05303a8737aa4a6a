// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>
#include <string>

#include "base/text.hpp"
#include "outputs/support/sheet_parts.hpp"

namespace greisen::outputs {
namespace {

/// Where a part of the notes is drawn, or only measured.
struct Place {
  Pen& pen;
  double left;
  double top;
  double width;
  double em;  ///< millimetres
  bool draw;
};

/// Draws at its place and gives its height.
using Part = std::function<double(const Place&)>;

constexpr double kLocatorShare = 0.3;  ///< of the width of its part
constexpr double kEm = 2.45;           ///< of notes, millimetres

double put(const Place& place, const geo::Point& at, const std::string& text, const TextStyle& style) {
  return place.draw ? place.pen.text(at, text, style).height : place.pen.measure(text, style).height;
}

double heading(const Sheet& sheet, const Place& place, const std::string& text) {
  if (place.draw) {
    const std::array<geo::Point, 2> rule = {geo::Point{place.left, place.top},
                                            geo::Point{place.left + place.width, place.top}};
    place.pen.colour(sheet.ink);
    place.pen.line(rule, 0.08 * place.em);
  }
  const double gap = 0.35 * place.em;
  return gap + 0.25 * place.em +
         put(place, {place.left, place.top + gap}, text,
             {.size_mm = 1.12 * place.em, .bold = true, .width_mm = place.width});
}

void swatch(const Sheet& sheet, const SheetKey& key, Pen& pen, const PageBox& box) {
  const std::array<geo::Point, 2> line = {geo::Point{box.left, box.top + box.height / 2},
                                          geo::Point{box.right(), box.top + box.height / 2}};
  const double unit = sheet.page.unit;
  pen.colour(key.colour);
  switch (key.look) {
    case Look::fill:
      pen.fill(box);
      pen.colour(sheet.ink);
      pen.outline(box, 0.1 * unit);
      break;
    case Look::hatch:
      draw_hatch(pen, box, 1.5 * unit, [](const geo::Point&) { return true; });
      pen.colour(sheet.ink);
      pen.outline(box, 0.1 * unit);
      break;
    case Look::line:
      pen.line(line, 0.35 * unit);
      break;
    case Look::dashes:
      pen.dashes(line, 0.4 * unit);
      break;
    case Look::outline:
      pen.outline(box, 0.5 * unit);
      break;
    case Look::heading:
      break;
    case Look::mark:
      draw_mark(sheet, pen, {box.left + box.width / 2, box.top + box.height / 2});
      break;
  }
}

double legend_part(const Sheet& sheet, const Place& place) {
  double height = heading(sheet, place, sheet.texts.legend);
  const double box = 2.6 * place.em;
  for (const SheetKey& key : sheet.keys) {
    if (key.look == Look::heading) {
      height += 0.45 * place.em;
      height += put(place, {place.left, place.top + height}, key.text,
                    {.size_mm = place.em, .bold = true, .width_mm = place.width});
      continue;
    }
    const TextStyle amount_style = {.size_mm = place.em, .align = Align::right};
    const double amount = key.amount.empty() ? 0 : place.pen.measure(key.amount, amount_style).width + place.em;
    const double top = place.top + height;
    if (place.draw) {
      swatch(sheet, key, place.pen, {place.left, top + 0.15 * place.em, box, 0.95 * place.em});
      place.pen.colour(sheet.ink);
      if (amount > 0) place.pen.text({place.left + place.width, top}, key.amount, amount_style);
    }
    const double indent = box + 0.8 * place.em;
    height += 0.2 * place.em + put(place, {place.left + indent, top}, key.text,
                                   {.size_mm = place.em, .width_mm = place.width - indent - amount});
  }
  return height;
}

/// The longest round length that fits, in four pieces, dark and light by turns.
double scale_bar(const Sheet& sheet, const Place& place, double width) {
  constexpr int kPieces = 4;
  const double mm_per_metre = 1000 / sheet.page.scale;
  double step = round_step(width / kPieces / mm_per_metre);
  while (step * kPieces * mm_per_metre > width) step = round_step(step / 2.6);
  const bool km = sheet.texts.bar_unit == "km";
  const double piece = step * mm_per_metre;
  const TextStyle style = {.size_mm = 0.9 * place.em, .align = Align::middle};
  const double text = place.pen.measure("0", style).height;
  const double left = place.left + 1.2 * place.em;
  if (!place.draw) return text + 1.2 * place.em;
  for (int i = 0; i <= kPieces; ++i) {
    std::string number = format_number(i * step / (km ? 1000 : 1));
    if (i == kPieces) number += " " + sheet.texts.bar_unit;
    place.pen.colour(sheet.ink);
    if (i % 2 == 0) place.pen.text({left + i * piece, place.top}, number, style);
    if (i == kPieces) break;
    const PageBox box = {left + i * piece, place.top + text, piece, 0.6 * place.em};
    place.pen.colour(i % 2 == 0 ? sheet.ink : sheet.halo);
    place.pen.fill(box);
    place.pen.colour(sheet.ink);
    place.pen.outline(box, 0.06 * place.em);
  }
  return text + 1.2 * place.em;
}

void north_arrow(const Sheet& sheet, const Place& place, double middle) {
  const double em = place.em;
  const double top = place.top + 1.7 * em;
  place.pen.colour(sheet.ink);
  place.pen.text({middle, place.top + 0.1 * em}, sheet.texts.north,
                 {.size_mm = 1.4 * em, .bold = true, .align = Align::middle});
  const std::array<geo::Point, 3> dark = {geo::Point{middle, top}, geo::Point{middle, top + 3.4 * em},
                                          geo::Point{middle - 1.1 * em, top + 4.4 * em}};
  const std::array<geo::Point, 3> light = {geo::Point{middle, top}, geo::Point{middle + 1.1 * em, top + 4.4 * em},
                                           geo::Point{middle, top + 3.4 * em}};
  place.pen.fill(dark);
  place.pen.line(dark, 0.1 * em, true);
  place.pen.line(light, 0.1 * em, true);
}

double scale_part(const Sheet& sheet, const Place& place) {
  double height = heading(sheet, place, sheet.texts.scale);
  const double arrow = 4.5 * place.em;
  const bool locator = sheet.locator.half_width_km > 0;
  const PageBox map = {place.left + (1 - kLocatorShare) * place.width, place.top + height + 0.3 * place.em,
                       locator ? kLocatorShare * place.width : 0,
                       locator ? kLocatorShare * place.width / kLocatorAspect : 0};
  const double right = locator ? map.left - place.em : place.left + place.width;
  const double width = right - arrow - place.em - place.left;
  double below = 0;
  if (locator) {
    if (place.draw) draw_locator(sheet, place.pen, map);
    if (place.draw) place.pen.colour(sheet.ink);
    below = map.bottom() + put(place, {map.left + map.width / 2, map.bottom() + 0.1 * place.em}, sheet.texts.middle,
                               {.size_mm = 0.72 * place.em, .align = Align::middle, .width_mm = map.width});
  }
  Place inner = place;
  inner.top += height;
  if (place.draw) north_arrow(sheet, inner, right - arrow / 2);
  inner.width = width;
  height += scale_bar(sheet, inner, width - 5 * place.em);
  if (place.draw) place.pen.colour(sheet.ink);
  for (const std::string& line : sheet.texts.projection)
    height += put(place, {place.left, place.top + height}, line, {.size_mm = place.em, .width_mm = width});
  height +=
      put(place, {place.left, place.top + height}, sheet.texts.north_note, {.size_mm = place.em, .width_mm = width});
  return std::max({height, inner.top - place.top + 6.6 * place.em, below - place.top});
}

double table_part(const Sheet& sheet, const Place& place) {
  constexpr std::array<double, 6> kShares = {0.09, 0.34, 0.13, 0.10, 0.17, 0.17};  // of the width
  if (sheet.table.size() < 2) return 0;
  double height = heading(sheet, place, sheet.texts.table);
  for (std::size_t row = 0; row < sheet.table.size(); ++row) {
    double left = place.left;
    double tallest = 0;
    for (std::size_t col = 0; col < std::min(kShares.size(), sheet.table[row].size()); ++col) {
      const double width = kShares.at(col) * place.width;
      const bool words = col < 2;
      const TextStyle style = {.size_mm = 0.95 * place.em,
                               .bold = row == 0 || col == 0,
                               .align = words ? Align::left : Align::right,
                               .width_mm = width - 0.3 * place.em,
                               .one_line = true};
      const double at = words ? left : left + width;
      tallest = std::max(tallest, put(place, {at, place.top + height}, sheet.table[row][col], style));
      left += width;
    }
    height += tallest + 0.12 * place.em;
  }
  return height;
}

double note_part(const Sheet& sheet, const SheetNote& note, const Place& place) {
  double height = heading(sheet, place, note.heading);
  for (const std::string& paragraph : note.paragraphs)
    height += 0.2 * place.em + put(place, {place.left, place.top + height}, paragraph,
                                   {.size_mm = 0.95 * place.em, .width_mm = place.width});
  return height;
}

std::vector<Part> parts_of(const Sheet& sheet) {
  std::vector<Part> parts = {[&](const Place& place) { return legend_part(sheet, place); },
                             [&](const Place& place) { return scale_part(sheet, place); },
                             [&](const Place& place) { return table_part(sheet, place); }};
  for (const SheetNote& note : sheet.texts.notes)
    parts.emplace_back([&](const Place& place) { return note_part(sheet, note, place); });
  parts.emplace_back([&](const Place& place) {
    double height = 0;
    for (const std::string& line : sheet.texts.record)
      height +=
          put(place, {place.left, place.top + height}, line, {.size_mm = 0.66 * place.em, .width_mm = place.width});
    return height;
  });
  return parts;
}

/// Letters, and how much of the columns' height is filled.
struct Fit {
  double em = kEm;
  double filled = 1;
};

/// False where the parts reach beyond the last column.
bool flow(const Sheet& sheet, const std::vector<Part>& parts, Pen& pen, const Fit& fit, bool draw) {
  const std::vector<PageBox>& columns = sheet.page.columns;
  std::size_t column = 0;
  double top = columns.front().top;
  for (const Part& part : parts) {
    const auto place = [&](bool drawn) {
      return Place{pen, columns[column].left, top, columns[column].width, fit.em, drawn};
    };
    double height = part(place(false));
    while (top + height > columns[column].top + fit.filled * columns[column].height + 1e-6) {
      if (++column == columns.size()) return false;
      top = columns[column].top;
      height = part(place(false));
    }
    if (draw) {
      pen.colour(sheet.ink);
      part(place(true));
    }
    if (height > 0) top += height + fit.em;
  }
  return true;
}

void draw_header(const Sheet& sheet, Pen& pen) {
  const PageBox& box = sheet.page.header;
  const double unit = sheet.page.unit;
  pen.colour(sheet.ink);
  const TextStyle outcome = {.size_mm = 3.4 * unit, .align = Align::right};
  const double right = std::min(0.4 * box.width, pen.measure(sheet.texts.outcome, outcome).width + 5 * unit);
  const double scale = std::min(0.4 * box.width, pen.measure(sheet.texts.scale, {.size_mm = 5 * unit}).width * 1.3);
  const double height = pen.text({box.left, box.top}, sheet.texts.title,
                                 {.size_mm = 7 * unit, .bold = true, .width_mm = box.width - scale, .one_line = true})
                            .height;
  pen.text({box.left, box.top + height}, sheet.texts.subtitle,
           {.size_mm = 3.2 * unit, .width_mm = box.width - right, .one_line = true});
  pen.text({box.right(), box.top + 1.6 * unit}, sheet.texts.scale,
           {.size_mm = 4.6 * unit, .bold = true, .align = Align::right, .width_mm = scale, .one_line = true});
  pen.text({box.right(), box.top + height}, sheet.texts.outcome,
           {.size_mm = 3.2 * unit, .align = Align::right, .width_mm = right, .one_line = true});
}

}  // namespace

void draw_notes(const Sheet& sheet, Pen& pen) {
  constexpr double kSmallest = 0.4;
  constexpr double kStep = 0.04;
  draw_header(sheet, pen);
  const std::vector<Part> parts = parts_of(sheet);
  Fit fit = {1.2 * kEm * sheet.page.unit};
  const double smallest = kSmallest * kEm * sheet.page.unit;
  while (fit.em > smallest && !flow(sheet, parts, pen, fit, false)) fit.em -= kStep * kEm * sheet.page.unit;
  if (sheet.page.columns.size() > 1)  // columns of even length
    while (fit.filled > kStep && flow(sheet, parts, pen, {fit.em, fit.filled - kStep}, false)) fit.filled -= kStep;
  flow(sheet, parts, pen, fit, true);
}

}  // namespace greisen::outputs
