// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"

namespace greisen::geo {

/// A cell of a table; monostate is NULL. NaN is written as NULL too.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;
enum class CellType { integer, real, text };
struct Column {
  std::string name;
  CellType type = CellType::text;
};

/// Open lines of two points or more.
struct Lines {
  std::vector<std::vector<Point>> parts;
};

/// What a row stands for on the map.
using Geometry = std::variant<std::monostate, Point, std::vector<Polygon>, Lines>;
enum class ShapeType { none, point, multi_polygon, multi_line };
struct VectorRow {
  std::vector<Cell> cells;  ///< as many as there are columns
  Geometry shape;
};

struct VectorTable {
  std::string name;
  std::string description;
  ShapeType shapes = ShapeType::none;
  std::vector<Column> columns;
  std::vector<VectorRow> rows;
};

/// A style QGIS takes by itself, kept in the table layer_styles.
struct LayerStyle {
  std::string table;
  std::string name;
  std::string qml;
};

/// The same ring, running counterclockwise (shells of RFC 7946 and OGC 06-103) or clockwise (holes).
enum class Turn { counterclockwise, clockwise };
[[nodiscard]] Ring turned(Ring ring, Turn turn);

/// Polygons in lon/lat that may run on beyond ±180°, as RFC 7946 wants them: cut there, lon within [−180, 180].
[[nodiscard]] std::vector<Polygon> cut_at_antimeridian(const std::vector<Polygon>& lon_lat);

/// A GeoPackage of the given tables in this order, all in one CRS. The same rows give the same bytes: its dates are
/// fixed. Written in a PartFile, then renamed. Throws E7001 / E7002, E1064 (a row that does not fit its table).
void write_geopackage(const std::string& path, const Crs& crs, const std::vector<VectorTable>& tables,
                      const std::vector<LayerStyle>& styles);

}  // namespace greisen::geo
