// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/table.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/ogr_support.hpp"
#include "geo/vectors/text_table.hpp"
#include "geo/vectors/vector_input.hpp"

namespace greisen::geo {
namespace {

constexpr std::size_t kHeadIsAmong = 30;

bool is_text(const std::string& path) {
  static constexpr std::array<std::string_view, 6> kEndings = {".csv", ".tsv", ".txt", ".psv", ".asc", ".dat"};
  const std::string name = lower(path);
  return std::ranges::any_of(kEndings, [&](std::string_view ending) { return name.ends_with(ending); });
}

/// Rows of the table without shapes, its fields' names before them.
std::vector<TextRow> rows_of(const VectorLayer& layer, std::size_t most, TextGuess& guess) {
  OGRFeatureDefn& definition = *layer.open().GetLayerDefn();
  std::vector<TextRow> rows(1);
  for (int i = 0; i < definition.GetFieldCount(); ++i)
    rows.front().cells.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
  layer.each([&](const OGRFeature& feature) {
    if (rows.size() > most) return false;
    rows.push_back({static_cast<std::int64_t>(rows.size()), cells_of(feature, guess)});
    return true;
  });
  return rows;
}

/// Where the heads stand; none where no row has them.
std::optional<std::size_t> head_of(const std::vector<TextRow>& rows, const TableWish& wish) {
  for (std::size_t i = 0; i < std::min(rows.size(), kHeadIsAmong); ++i)
    if (wish.knows(rows[i].cells)) return i;
  return {};
}

[[noreturn]] void refuse_heads(const std::string& path, const TableWish& wish, const std::vector<std::string>& first) {
  std::vector<std::string> some;
  for (const std::string& cell : first) {
    if (some.size() == 8) {
      some.emplace_back("…");
      break;
    }
    some.push_back("'" + printable(cell, 30) + "'");
  }
  refuse_vectors("E3206", path,
                 "no row of the table names the columns " + wish.columns + "; the first is " + join(some, ", "),
                 "name its columns so in the first line, each coordinate in a column of its own");
}

[[noreturn]] void refuse_many(const std::string& path, std::size_t most) {
  refuse_vectors("E3204", path, fmt::format("more than {} rows", most), "cut it to the area");
}

/// Rows below the heads; E3204 where they are more than `most`.
Table under_head(const std::string& path, std::vector<TextRow> rows, std::size_t head, std::size_t most) {
  if (rows.size() - head - 1 > most) refuse_many(path, most);
  Table table;
  table.heads = std::move(rows[head].cells);
  for (std::size_t i = head + 1; i < rows.size(); ++i)
    table.rows.push_back({rows[i].number, std::move(rows[i].cells), {}});
  return table;
}

Table text_under_head(const VectorFile& file, const TableWish& wish, std::size_t most) {
  TextTable text = read_text_table(file.path);
  if (text.rows.empty())
    refuse_vectors("E3202", file.path, "the table is empty", "give a file that holds " + wish.what);
  const auto head = head_of(text.rows, wish);
  if (!head) refuse_heads(file.path, wish, text.rows.front().cells);
  Table table = under_head(file.path, std::move(text.rows), *head, most);
  if (!text.guess.empty())
    table.notes.push_back("its encoding is not told; read as " + text.guess + " (save it as UTF-8 if names look odd)");
  return table;
}

std::optional<Point> place_of(const OGRGeometry* shape) {
  if (shape == nullptr || shape->IsEmpty() != 0) return {};
  if (wkbFlatten(shape->getGeometryType()) == wkbPoint)
    return Point{shape->toPoint()->getX(), shape->toPoint()->getY()};
  OGRPoint centre;
  if (shape->Centroid(&centre) != OGRERR_NONE) return {};
  return Point{centre.getX(), centre.getY()};
}

Table with_places(const VectorLayer& layer, std::size_t most, const std::string& path, TextGuess& guess) {
  Table table;
  table.crs = layer.crs();
  OGRFeatureDefn& definition = *layer.open().GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i)
    table.heads.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
  std::size_t spread = 0;
  layer.each([&](const OGRFeature& feature) {
    if (table.rows.size() == most) refuse_many(path, most);
    const OGRGeometry* const shape = feature.GetGeometryRef();
    if (shape != nullptr && OGR_GT_IsSubClassOf(wkbFlatten(shape->getGeometryType()), wkbPoint) == 0) ++spread;
    table.rows.push_back({static_cast<std::int64_t>(table.rows.size()) + 1, cells_of(feature, guess), place_of(shape)});
    return true;
  });
  if (spread > 0)
    table.notes.push_back(fmt::format("{} of its shapes are no points; each is taken at its middle", spread));
  return table;
}

}  // namespace

Table read_table(const VectorFile& file, const TableWish& wish, std::size_t most) {
  if (is_text(file.path) && is_file(file.path)) return text_under_head(file, wish, most);
  const VectorInput input(file);
  TextGuess guess;
  std::vector<LayerWish> wishes;
  if (wish.shapes) wishes.push_back(wish_for_points());
  wishes.push_back({wish.what, [&](const VectorLayer& layer) {
                      const ShapeCount count = layer.count();
                      return count.points + count.lines + count.polygons == 0 &&
                             head_of(rows_of(layer, kHeadIsAmong, guess), wish).has_value();
                    }});
  if (wish.shapes)
    wishes.push_back(
        {wish.what, [](const VectorLayer& layer) { return layer.count().lines + layer.count().polygons > 0; }});
  const auto bare = std::ranges::find_if(input.layers(), [](const VectorLayer& layer) {
    return layer.count().rows > 0 && wkbFlatten(layer.open().GetGeomType()) == wkbNone;
  });
  const bool none = std::ranges::none_of(input.layers(), [&](const VectorLayer& layer) {
    return std::ranges::any_of(wishes, [&](const LayerWish& one) { return one.fits(layer); });
  });
  if (none && bare != input.layers().end()) refuse_heads(file.path, wish, rows_of(*bare, 2, guess).back().cells);
  const VectorLayer& layer = input.choose(wishes);
  const ShapeCount count = layer.count();
  if (count.points + count.lines + count.polygons > 0) {
    Table table = with_places(layer, most, file.path, guess);
    if (guess.guessed) table.notes.push_back(guess.note());
    return table;
  }
  std::vector<TextRow> rows = rows_of(layer, most + kHeadIsAmong, guess);
  const std::size_t head = *head_of(rows, wish);
  Table table = under_head(file.path, std::move(rows), head, most);
  if (guess.guessed) table.notes.push_back(guess.note());
  return table;
}

}  // namespace greisen::geo
