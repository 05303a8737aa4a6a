// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "outputs/map_layer.hpp"

namespace greisen::outputs {

// Files beside a raster that tell other programs what its values mean; the raster itself is never touched. Each is
// written beside its name and renamed when it is whole (E7001, E7002); the same layer gives the same bytes.

/// How often each value of a raster occurs.
using Counts = std::map<int, std::uint64_t>;

/// FILE.qml: colours, range and legend for QGIS.
void write_qml(const std::string& folder, const MapLayer& layer);

/// FILE.tif.vat.dbf, the attribute table that ArcGIS reads: Value, Count, Class, and Red, Green, Blue as 0–1 (Esri
/// technical article 000010152). Only values that occur.
void write_vat(const std::string& folder, const MapLayer& layer, const Counts& counts);

/// FILE.tif.aux.xml with an attribute table (colours 0–255), as GDAL writes it: for rasters whose own writer gave them
/// no class names.
void write_class_table(const std::string& folder, const MapLayer& layer, const Counts& counts);

}  // namespace greisen::outputs
