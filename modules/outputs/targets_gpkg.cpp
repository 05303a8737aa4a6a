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

geo::VectorTable table_of(const TargetLayer& layer, const std::vector<targets::Target>& targets) {
  geo::VectorTable table = {layer.name, layer.text, layer.shapes, target_columns(), {}};
  for (const targets::Target& target : targets) {
    geo::Geometry shape = target.polygons;
    if (layer.shapes == geo::ShapeType::point) shape = centroid_of(target);
    table.rows.push_back({cells_of(target), std::move(shape)});
  }
  return table;
}

}  // namespace

void write_targets_gpkg(const std::string& path, const TargetRows& rows, const geo::Crs& crs,
                        const std::vector<geo::LayerStyle>& styles) {
  std::vector<geo::VectorTable> tables;
  for (std::size_t i = 0; i < rows.size(); ++i) tables.push_back(table_of(kTargetLayers[i], *rows[i]));
  geo::write_geopackage(path, crs, std::move(tables), styles);
}

}  // namespace greisen::outputs
