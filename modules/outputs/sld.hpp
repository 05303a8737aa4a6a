// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "outputs/exports.hpp"

namespace greisen::outputs {

// Styled Layer Descriptors, which GeoServer, MapServer and others draw by. QGIS reads those of vectors only.

/// Of a table: SLD 1.1 with Symbology Encoding, one rule a category.
std::string sld_of(const MapLayer& layer);

/// Of a raster with stops: SLD 1.0 with a ColorMap.
std::string sld_of(const ExportRaster& raster);

}  // namespace greisen::outputs
