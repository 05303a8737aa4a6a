// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "outputs/map_layer.hpp"

namespace greisen::outputs {

// Fragments of QGIS's XML (3.22). All text that comes from outside is escaped here.

/// key="text", with a blank before it; control characters, which XML cannot hold, become '?'.
std::string attribute(std::string_view key, std::string_view text);
std::string attribute(std::string_view key, double number);
/// <name>text</name>
std::string element(std::string_view name, std::string_view text);
/// "r,g,b,a"; alpha 0-1.
std::string rgba_text(const Colour& colour, double alpha);

/// <pipe> and <blendMode> of a raster.
std::string raster_symbology(const MapLayer& layer);
/// <renderer-v2>, <labeling>, <layerOpacity> of a vector layer.
std::string vector_symbology(const MapLayer& layer);
bool has_labels(const MapLayer& layer);

}  // namespace greisen::outputs
