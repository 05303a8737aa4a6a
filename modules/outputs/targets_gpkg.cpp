// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/vectors/vectors.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/targets_files.hpp"

namespace greisen::outputs {

namespace {

geo::Point centroid_of(const targets::Target& target) {
  if (!std::isfinite(target.x) || !std::isfinite(target.y)) {
    throw Error({"E1064", "the target " + printable(target.label) + " has no centroid"});
  }
  return {target.x, target.y};
}

geo::VectorTable table_of(std::string name, std::string description, const std::vector<targets::Target>& targets,
                          geo::ShapeType shapes) {
  geo::VectorTable table = {std::move(name), std::move(description), shapes, target_columns(), {}};
  for (const targets::Target& target : targets) {
    geo::Geometry shape = target.polygons;
    if (shapes == geo::ShapeType::point) shape = centroid_of(target);
    table.rows.push_back({cells_of(target), std::move(shape)});
  }
  return table;
}

}  // namespace

void write_targets_gpkg(const std::string& path, const std::vector<targets::Target>& targets,
                        const std::vector<targets::Target>& set_aside, const geo::Crs& crs,
                        const std::vector<geo::LayerStyle>& styles) {
  geo::write_geopackage(path, crs,
                        {table_of("targets", "Ground worth a visit, by rank", targets, geo::ShapeType::multi_polygon),
                         table_of("centroids", "Centroids of targets", targets, geo::ShapeType::point),
                         table_of("set_aside", "Ground that looks like something else, by rank", set_aside,
                                  geo::ShapeType::multi_polygon)},
                        styles);
}

}  // namespace greisen::outputs
