// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalogue/palette.hpp"
#include "geo/place/shapes.hpp"
#include "geo/write/picture.hpp"
#include "outputs/sheet_layout.hpp"
#include "raster/grid.hpp"

namespace greisen::outputs {

/// How a thing looks on the map, and in the legend.
enum class Look { fill, hatch, line, dashes, outline, mark, heading };

struct SheetKey {
  Look look = Look::fill;
  Colour colour;
  std::string text;
  std::string amount = {};  ///< such as its area, at the right
};

struct SheetLines {
  Look look = Look::line;
  Colour colour;
  double width_mm = 0.35;
  bool closed = false;
  std::vector<std::vector<geo::Point>> parts;  ///< in the CRS
};

struct SheetTarget {
  std::string label;
  Colour colour;
  std::vector<geo::Polygon> polygons;  ///< in the CRS
};

/// The country around, seen from above the middle of the sheet: kilometres to the east and to the south of it.
struct SheetLocator {
  double half_width_km = 0;  ///< of the ground it shows; 0: none is drawn
  std::vector<std::vector<geo::Point>> land;
  std::vector<std::vector<geo::Point>> borders;
  std::vector<std::vector<geo::Point>> graticule;
  std::vector<geo::Point> ground;  ///< outline of what the sheet shows
};

inline constexpr double kLocatorAspect = 1.3;  ///< width by height

/// A heading and what stands below it.
struct SheetNote {
  std::string heading;
  std::vector<std::string> paragraphs;
};

struct SheetTexts {
  std::string title;
  std::string subtitle;
  std::string outcome;
  std::string legend;
  std::string scale;       ///< "1:20 000"
  std::string bar_unit;    ///< "m" or "km"
  std::string north;       ///< the letter of the arrow
  std::string north_note;  ///< how grid north lies to true north
  std::vector<std::string> projection;
  std::string middle;  ///< where the sheet's middle lies, below the locator
  std::string table;   ///< heading of the targets' table
  std::vector<SheetNote> notes;
  std::vector<std::string> record;  ///< program and survey
};

/// All that a map sheet shows. Colours come from palettes, texts are drawn as they stand: nothing in them is markup.
struct Sheet {
  SheetLayout page;
  Grid grid;                                    ///< of the pictures and of `hidden`
  geo::Picture picture;                         ///< of the ground: 3 channels, or none
  geo::Picture classes;                         ///< on the ground: 4 channels, or none
  std::vector<std::uint8_t> hidden;             ///< 1: within the area and not judged
  std::vector<SheetLines> lines;                ///< lowest first
  std::vector<geo::Point> marks;                ///< known occurrences, in the CRS
  std::vector<SheetTarget> targets;             ///< the best first
  std::vector<SheetKey> keys;                   ///< of the legend
  std::vector<std::vector<std::string>> table;  ///< its first row has the names of the columns
  SheetLocator locator;
  SheetTexts texts;
  Colour ink;  ///< of text and frame
  Colour halo;
  Colour hatch;
  Colour mark;
  double metres_per_unit = 1;
};

enum class SheetForm { pdf, png, svg };

inline constexpr double kSheetDpi = 150;

/// The font of the sheet is installed; where it is not, another one is drawn.
bool has_sheet_font();

/// The sheet as a file. One drawing for all forms; the same sheet gives the same bytes. E7002 where it cannot be made.
std::string sheet_bytes(const Sheet& sheet, SheetForm form);

}  // namespace greisen::outputs
