// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/place/shapes.hpp"
#include "outputs/exports.hpp"

namespace greisen::outputs {

/// The colour at a value: linear between the stops of a ramp, of classes that of the value (transparent where none is).
ColourStop colour_at(const ExportRaster& raster, double value);

/// Red, green, blue and opacity of each pixel. Values of a ramp are taken to `steps` even steps of it, which keeps
/// pictures small; NaN is white and transparent.
std::vector<std::uint8_t> coloured(std::span<const float> plane, const ExportRaster& raster, int steps);

/// Of a raster in use at `place` (lon/lat), in degrees; none where it crosses the antimeridian or comes nearer to a
/// pole than web maps go. E4012, E4013 as Area::to_crs.
std::optional<geo::Bounds> lon_lat_box(const std::string& path, const geo::Bounds& place);

/// The colour a table is drawn in; black where it has no style.
Colour table_colour(const ExportSource& source, std::string_view table);

/// The first raster of favourability; null where there is none.
const ExportRaster* first_favourability(const ExportSource& source);

}  // namespace greisen::outputs
