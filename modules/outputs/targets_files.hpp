// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "catalogue/palette.hpp"
#include "geo/place/crs.hpp"
#include "geo/vectors/vectors.hpp"
#include "targets/target.hpp"

namespace greisen::outputs {

// Targets in the forms people use. Each file is written beside its name and renamed when it is whole (E7001, E7002);
// the same targets give the same bytes. Columns are those of contract.md, section 3; lists are joined by "; ".

/// A layer of targets.gpkg.
struct TargetLayer {
  const char* name;
  const char* text;
  geo::ShapeType shapes;
};
inline constexpr std::array kTargetLayers = {
    TargetLayer{"targets", "Ground worth a visit, by rank", geo::ShapeType::multi_polygon},
    TargetLayer{"centroids", "Centroids of targets", geo::ShapeType::point},
    TargetLayer{"set_aside", "Ground that looks like something else, by rank", geo::ShapeType::multi_polygon},
    TargetLayer{"near_misses", "Ground that a limit kept out, by score", geo::ShapeType::multi_polygon}};

/// kTargetLayers with the rows that are given for each, and the table `layer_styles` with `styles`, in the grid's CRS.
using TargetRows = std::array<const std::vector<targets::Target>*, kTargetLayers.size()>;
void write_targets_gpkg(const std::string& path, const TargetRows& rows, const geo::Crs& crs,
                        const std::vector<geo::LayerStyle>& styles);

/// The same columns as the layer `targets`; one header line, LF, UTF-8, decimal points.
void write_targets_csv(const std::string& path, const std::vector<targets::Target>& targets);

/// RFC 7946: WGS 84, shells counterclockwise, cut at the antimeridian.
void write_targets_geojson(const std::string& path, const std::vector<targets::Target>& targets, const geo::Crs& crs);

/// KML 2.2: polygons and numbered points in the colour given, with the columns as a table.
void write_targets_kml(const std::string& path, const std::vector<targets::Target>& targets, const geo::Crs& crs,
                       const Colour& colour);

/// GPX 1.1: a waypoint at each centroid, named MODEL-RANK.
void write_targets_gpx(const std::string& path, const std::vector<targets::Target>& targets);

}  // namespace greisen::outputs
