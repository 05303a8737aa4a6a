// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "pipeline/products/product.hpp"

namespace greisen {

/// What a geologist opens: styles beside the rasters, inputs.gpkg, not_judged.gpkg and project.qgz (outputs.qgis).
Product maps_product();

/// Changes with the styles of one GeoPackage.
std::string styles_key(const LoadedSurvey& loaded, const std::string& file);

}  // namespace greisen
