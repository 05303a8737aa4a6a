// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace greisen {

/// How a file is drawn.
enum class Render {
  ramp,       ///< raster: a palette over a range of values
  classes,    ///< raster: one colour a value, with names
  composite,  ///< raster: three bands as red, green and blue
  polygon,
  hatch,  ///< polygons filled with lines
  line,
  point,
};
std::string_view to_word(Render render);
std::optional<Render> render_of(std::string_view word);

/// Which of the layers of one style a project shows when it is opened.
enum class Shown { no, first, yes };
std::string_view to_word(Shown shown);
std::optional<Shown> shown_of(std::string_view word);

/// How one kind of output is drawn and where it stands among the others: one row of configs/styles/*.yaml. Rows stand
/// from the top of the map to its bottom.
struct Style {
  std::string id;
  std::string files;  ///< glob on the path below the run's folder ('*' runs over '/'); a table: FILE.gpkg/TABLE
  Render render = Render::ramp;
  std::string title;               ///< of the layer; {model}, {layer}, {sensor} are filled in
  std::vector<std::string> group;  ///< folders of the layer tree, outermost first; filled in likewise
  Shown shown = Shown::no;
  std::string palette;
  std::string colour;                               ///< of a categorical palette; empty: by order
  std::optional<std::array<double, 2>> range;       ///< ramp: values of the palette's ends, or …
  std::optional<std::array<double, 2>> percentile;  ///< … percentiles of the file's own values
  bool about_zero = false;                          ///< ramp: the range is made even about 0
  bool reversed = false;
  std::string unit;    ///< of the values; empty: the file's own
  std::string label;   ///< ramp: what the values are, in the legend; vectors: the field (or fields) written beside them
  double opacity = 1;  ///< 0-1, of the whole layer
  double fill_opacity = 0;         ///< 0-1, of polygons
  double width_mm = 0.4;           ///< of lines and outlines
  double size_mm = 3;              ///< of points
  std::string symbol;              ///< solid | dash of lines; circle | square | triangle | diamond | star of points
  std::string by;                  ///< vectors: a field; each of its values has its own colour
  std::vector<std::string> bands;  ///< composite: roles "red green blue", in order of preference
  std::string note;                ///< a sentence for the reader of the map
  Where where;
};

/// The row whose pattern fits and has the most characters that are no wildcards, of equal ones the later; null where
/// none fits.
const Style* find_style(const std::vector<Style>& styles, std::string_view path);

}  // namespace greisen
