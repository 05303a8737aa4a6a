// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "outputs/sheet.hpp"
#include "outputs/support/pen.hpp"

namespace greisen::outputs {

/// The frame with all that lies on the ground, and the numbers of its grid.
void draw_map(const Sheet& sheet, Pen& pen);
/// Title, legend, scale, table and notes; smaller letters where they would not fit.
void draw_notes(const Sheet& sheet, Pen& pen);

/// Lines at 45 degrees over the box where `inside` says so.
template <typename Inside>
void draw_hatch(Pen& pen, const PageBox& box, double step_mm, const Inside& inside) {
  constexpr double kStride = 0.25;  // millimetres along a line
  const double width = 0.09 * step_mm;
  const int lines = static_cast<int>(std::ceil((box.width + box.height) / step_mm));
  for (int number = 0; number < lines; ++number) {
    const double start = box.left - box.height + number * step_mm;
    double from = -1;
    const double end = std::min(box.height, box.right() - start);
    for (double along = std::max(0.0, box.left - start);; along += kStride) {
      const bool over = along > end;
      const bool in = !over && inside(geo::Point{start + along, box.bottom() - along});
      if (in && from < 0) from = along;
      if (!in && from >= 0) {
        const double to = std::min(along, end);
        const std::array<geo::Point, 2> line = {geo::Point{start + from, box.bottom() - from},
                                                geo::Point{start + to, box.bottom() - to}};
        pen.line(line, width);
        from = -1;
      }
      if (over) break;
    }
  }
}

/// The locator in its box.
void draw_locator(const Sheet& sheet, Pen& pen, const PageBox& box);

/// The symbol of a known occurrence.
void draw_mark(const Sheet& sheet, Pen& pen, const geo::Point& at);

}  // namespace greisen::outputs
