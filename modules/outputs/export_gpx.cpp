// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/vectors/vector_formats.hpp"
#include "geo/vectors/vector_read.hpp"
#include "outputs/exports.hpp"
#include "outputs/support/export_columns.hpp"

namespace greisen::outputs {
namespace {

using geo::CellType;

/// What one wants to read on a hand-held receiver.
std::string described(const geo::VectorTable& table, const geo::VectorRow& row) {
  constexpr std::array<const char*, 8> kShown = {"model",      "score",     "area_ha", "length_m",
                                                 "strike_deg", "raised_by", "flags",   "known"};
  std::string text;
  for (const char* const name : kShown)
    if (const std::string value = text_at(table, row, name); !value.empty())
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, value);
  return text;
}

/// Without the controls that XML has no way to write.
std::string plain(const std::string& text) { return printable(text, text.size() * 3 + 3); }

geo::VectorTable waypoints(const geo::VectorTable& centroids) {
  geo::VectorTable out{"waypoints", "", geo::ShapeType::point, {}, {}};
  for (const char* const name : {"name", "cmt", "desc", "sym", "type"}) out.columns.push_back({name, CellType::text});
  for (const geo::VectorRow& row : centroids.rows) {
    const std::string about = plain(described(centroids, row));
    out.rows.push_back({{plain(text_at(centroids, row, "label")), about, about, std::string("Flag, Red"),
                         plain(text_at(centroids, row, "model"))},
                        row.shape});
  }
  return out;
}

geo::VectorTable tracks(const geo::VectorTable& targets) {
  geo::VectorTable out{"tracks", "", geo::ShapeType::multi_line, {}, {}};
  for (const char* const name : {"name", "desc"}) out.columns.push_back({name, CellType::text});
  for (const geo::VectorRow& row : targets.rows) {
    geo::Lines lines;
    if (const auto* const polygons = std::get_if<std::vector<geo::Polygon>>(&row.shape))
      for (const geo::Polygon& polygon : geo::cut_at_antimeridian(*polygons))
        for (geo::Ring ring : polygon.rings) {
          ring.push_back(ring.front());
          lines.parts.push_back(std::move(ring));
        }
    out.rows.push_back({{plain(text_at(targets, row, "label")), plain(described(targets, row))}, std::move(lines)});
  }
  return out;
}

}  // namespace

Exported export_gpx(const ExportSource& source, const std::string& path) {
  const geo::VectorTable* const centroids = source.table("centroids");
  const geo::VectorTable* const targets = source.table("targets");
  if (centroids == nullptr || targets == nullptr) return {false, source.lacks};
  const geo::Crs degrees = geo::wgs84();
  geo::write_vectors(path, geo::VectorFormat::gpx, degrees,
                     {waypoints(geo::moved_table(*centroids, source.crs, degrees)),
                      tracks(geo::moved_table(*targets, source.crs, degrees))},
                     source.day());
  return {};
}

}  // namespace greisen::outputs
