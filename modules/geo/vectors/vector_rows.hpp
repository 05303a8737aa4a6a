// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "geo/vectors/vectors.hpp"

namespace greisen::geo {

/// UTF-8 without NUL, as a database holds it.
[[nodiscard]] std::string storable(const std::string& text);

/// The CRS with x = east, y = north; false where PROJ does not know it.
bool set_crs(OGRSpatialReference& srs, const Crs& crs);

/// What a format makes of a table.
struct LayerForm {
  CPLStringList options = {};            ///< of the layer's creation
  OGRFieldType integers = OFTInteger64;  ///< the type of whole numbers
};

/// One table as a layer of the dataset. False where GDAL refused; E1064 for a row that does not fit its table.
bool write_table(GDALDataset& dataset, const VectorTable& table, OGRSpatialReference* srs, const LayerForm& form);

}  // namespace greisen::geo
