// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/place/shapes.hpp"

namespace greisen::outputs {

/// A rectangle on the page: millimetres from its upper left corner.
struct PageBox {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;

  [[nodiscard]] double right() const { return left + width; }
  [[nodiscard]] double bottom() const { return top + height; }
  [[nodiscard]] bool overlaps(const PageBox& other) const {
    return left < other.right() && other.left < right() && top < other.bottom() && other.top < bottom();
  }
  [[nodiscard]] bool contains(const PageBox& other) const {
    return other.left >= left && other.top >= top && other.right() <= right() && other.bottom() <= bottom();
  }
};

/// Where the parts of a sheet lie, and what ground its frame shows.
struct SheetLayout {
  double width_mm = 0;
  double height_mm = 0;
  double unit = 1;  ///< text and lines are this much larger than on A3
  PageBox header;
  PageBox frame;
  std::vector<PageBox> columns;  ///< of legend, table and notes, in their order
  double scale = 0;              ///< 1:scale
  geo::Bounds ground;            ///< of the frame, in CRS units

  [[nodiscard]] double mm_per_unit() const { return frame.width / (ground.max_x - ground.min_x); }
  [[nodiscard]] geo::Point on_page(const geo::Point& place) const {
    return {frame.left + (place.x - ground.min_x) * mm_per_unit(),
            frame.top + (ground.max_y - place.y) * mm_per_unit()};
  }
};

/// The least of {1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5} x 10^n that is no less.
double round_scale(double least);

/// The least of {1, 2, 5} x 10^n that is no less.
double round_step(double least);

/// A sheet of "A4" … "A1" that shows the box with a margin at the largest round scale; upright or not, whichever shows
/// it larger.
SheetLayout sheet_layout(const geo::Bounds& box, double metres_per_unit, const std::string& paper);

/// A text to be placed beside what it names.
struct LabelWish {
  PageBox around;  ///< what it names
  double width = 0;
  double height = 0;
};

/// Greedy, the first wish first: the nearest free place beside each, within the frame, that overlaps no label placed
/// before and none of `taken`; nothing where all are taken.
std::vector<std::optional<PageBox>> place_labels(const std::vector<LabelWish>& wishes, const PageBox& frame,
                                                 std::vector<PageBox> taken);

}  // namespace greisen::outputs
