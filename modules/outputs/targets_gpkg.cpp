// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/vectors.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/targets_files.hpp"

namespace greisen::outputs {

namespace {

constexpr const char* kStyleHead =
    R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="1">
<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0"><symbols>
)";

constexpr const char* kPolygonSymbol =
    R"(<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0">
<prop k="color" v="213,94,0,50"/><prop k="style" v="solid"/><prop k="outline_color" v="213,94,0,255"/>
<prop k="outline_style" v="solid"/><prop k="outline_width" v="0.5"/><prop k="outline_width_unit" v="MM"/>
</layer></symbol>
)";

constexpr const char* kAsideSymbol =
    R"(<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0">
<prop k="color" v="120,120,120,40"/><prop k="style" v="solid"/><prop k="outline_color" v="120,120,120,255"/>
<prop k="outline_style" v="dash"/><prop k="outline_width" v="0.4"/><prop k="outline_width_unit" v="MM"/>
</layer></symbol>
)";

constexpr const char* kPointSymbol =
    R"(<symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0">
<prop k="name" v="circle"/><prop k="color" v="255,255,255,200"/><prop k="size" v="3"/><prop k="size_unit" v="MM"/>
<prop k="outline_color" v="213,94,0,255"/><prop k="outline_width" v="0.5"/><prop k="outline_width_unit" v="MM"/>
</layer></symbol>
)";

constexpr const char* kStyleTail =
    R"(</symbols></renderer-v2>
<labeling type="simple"><settings calloutType="simple">
<text-style fieldName="rank" isExpression="0" fontFamily="Sans Serif" fontSize="9" fontSizeUnit="Point" textColor="0,0,0,255" textOpacity="1">
<text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1"/>
</text-style>
<placement placement="6" dist="1" distUnits="MM"/>
</settings></labeling>
</qgis>
)";

geo::Point centroid_of(const targets::Target& target) {
  if (!std::isfinite(target.x) || !std::isfinite(target.y)) {
    throw Error({"E1064", "the target " + printable(label_of(target)) + " has no centroid"});
  }
  return {target.x, target.y};
}

geo::VectorTable table_of(std::string name, std::string description, const std::vector<targets::Target>& targets,
                          geo::ShapeType shapes) {
  geo::VectorTable table = {std::move(name), std::move(description), shapes, target_columns(), {}};
  for (const targets::Target& target : targets) {
    geo::Shape shape = target.polygons;
    if (shapes == geo::ShapeType::point) shape = centroid_of(target);
    table.rows.push_back({cells_of(target), std::move(shape)});
  }
  return table;
}

}  // namespace

void write_targets_gpkg(const std::string& path, const std::vector<targets::Target>& targets,
                        const std::vector<targets::Target>& set_aside, const geo::Crs& crs) {
  const std::string head = kStyleHead;
  geo::write_geopackage(path, crs,
                        {table_of("targets", "Ground worth a visit, by rank", targets, geo::ShapeType::multi_polygon),
                         table_of("centroids", "Centroids of targets", targets, geo::ShapeType::point),
                         table_of("set_aside", "Ground that looks like something else, by rank", set_aside,
                                  geo::ShapeType::multi_polygon)},
                        {{"targets", "targets", head + kPolygonSymbol + kStyleTail},
                         {"centroids", "centroids", head + kPointSymbol + kStyleTail},
                         {"set_aside", "set_aside", head + kAsideSymbol + kStyleTail}});
}

}  // namespace greisen::outputs
