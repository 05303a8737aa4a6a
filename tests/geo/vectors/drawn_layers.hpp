// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "geo/gdal/gdal_session.hpp"

namespace greisen::geo {

/// A layer of a vector file to be made: one shape a row.
struct DrawnLayer {
  std::string name;
  std::vector<std::string> wkt;
  int epsg = 32629;  ///< 0: none
};

/// By the driver of that name; a layer of any type of shape.
inline std::string draw(const std::string& path, const char* driver, const std::vector<DrawnLayer>& layers) {
  const GdalSession session;
  GDALDriver* const kind = GetGDALDriverManager()->GetDriverByName(driver);
  EXPECT_NE(kind, nullptr) << driver;
  const GDALDatasetUniquePtr made(kind->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  EXPECT_TRUE(made) << path;
  for (const DrawnLayer& drawn : layers) {
    OGRSpatialReference srs;
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (drawn.epsg != 0) srs.importFromEPSG(drawn.epsg);
    OGRLayer* layer = nullptr;
    for (const std::string& text : drawn.wkt) {
      OGRGeometry* shape = nullptr;
      EXPECT_EQ(OGRGeometryFactory::createFromWkt(text.c_str(), nullptr, &shape), OGRERR_NONE) << text;
      const OGRwkbGeometryType type = drawn.wkt.size() == 1 ? shape->getGeometryType() : wkbUnknown;
      if (layer == nullptr) layer = made->CreateLayer(drawn.name.c_str(), drawn.epsg == 0 ? nullptr : &srs, type);
      EXPECT_NE(layer, nullptr) << path;
      const OGRFeatureUniquePtr row(OGRFeature::CreateFeature(layer->GetLayerDefn()));
      row->SetGeometryDirectly(shape);
      EXPECT_EQ(layer->CreateFeature(row.get()), OGRERR_NONE) << path;
    }
  }
  return path;
}

}  // namespace greisen::geo
