// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/palette.hpp"
#include "geo/place/shapes.hpp"
#include "geo/write/picture.hpp"
#include "outputs/sheet_layout.hpp"

using cairo_t = struct _cairo;  // NOLINT: its own name, so that its header stays out of this one

namespace greisen::outputs {

enum class Align { left, middle, right };

struct TextStyle {
  double size_mm = 2.5;  ///< of the em
  bool bold = false;
  Align align = Align::left;
  double width_mm = 0;    ///< lines are broken there; 0: one line
  bool one_line = false;  ///< cut with an ellipsis where it is wider
  bool upward = false;    ///< turned a quarter, read from the right
};

struct TextSize {
  double width = 0;
  double height = 0;
};

/// Draws on a page in millimetres from its upper left corner. Texts are plain: nothing in them is markup, and what is
/// no UTF-8 or a control character is drawn as U+FFFD.
class Pen {
 public:
  explicit Pen(cairo_t* cairo) : cairo_(cairo) {}

  void colour(const Colour& colour, double alpha = 1);
  void fill(const PageBox& box);
  void outline(const PageBox& box, double width_mm);
  void line(std::span<const geo::Point> points, double width_mm, bool closed = false);
  void dashes(std::span<const geo::Point> points, double width_mm, bool closed = false);
  void fill(std::span<const geo::Point> points);
  /// Rings within rings are holes.
  void fill(std::span<const std::vector<geo::Point>> rings);
  void clip(const PageBox& box);
  void unclip();
  /// Pixels with hard edges, stretched over the box.
  void picture(const geo::Picture& picture, const PageBox& box);

  [[nodiscard]] TextSize measure(std::string_view text, const TextStyle& style) const;
  /// `at`: upper left corner, or middle or right end of the upper edge; of a text turned upward, its middle.
  TextSize text(const geo::Point& at, std::string_view text, const TextStyle& style);
  /// The halo around the letters that text() would draw there; to be drawn before them, in its own colour.
  void halo(const geo::Point& at, std::string_view words, const TextStyle& style);

 private:
  void path_of(std::span<const geo::Point> points, bool closed);

  cairo_t* cairo_;
};

}  // namespace greisen::outputs
