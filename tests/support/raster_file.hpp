// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>

namespace greisen::test {

/// A small raster to be written: values[band] by rows.
struct RasterFile {
  int cols = 2;
  int rows = 2;
  double pixel_m = 30;
  std::vector<std::vector<double>> values = {};
  GDALDataType type = GDT_UInt16;
  int epsg = 32629;
  double left = 600000;
  double top = 4500000;
  std::optional<double> nodata = {};
  std::vector<std::string> names = {};  ///< descriptions of the bands
  const char* driver = "GTiff";
  CPLStringList options = {};
};

inline void write_raster(const std::string& path, const RasterFile& file) {
  GDALAllRegister();
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName(file.driver);
  const int bands = static_cast<int>(file.values.size());
  const GDALDatasetUniquePtr raster(
      driver->Create(path.c_str(), file.cols, file.rows, bands, file.type, CPLStringList(file.options).List()));
  ASSERT_TRUE(raster) << path;
  std::array<double, 6> place = {file.left, file.pixel_m, 0, file.top, 0, -file.pixel_m};
  raster->SetGeoTransform(place.data());
  OGRSpatialReference crs;
  crs.importFromEPSG(file.epsg);
  raster->SetSpatialRef(&crs);
  for (int band = 1; band <= bands; ++band) {
    GDALRasterBand& to = *raster->GetRasterBand(band);
    auto values = file.values[static_cast<std::size_t>(band - 1)];
    ASSERT_EQ(values.size(), static_cast<std::size_t>(file.cols) * static_cast<std::size_t>(file.rows)) << path;
    if (file.nodata) to.SetNoDataValue(*file.nodata);
    if (!file.names.empty()) to.SetDescription(file.names[static_cast<std::size_t>(band - 1)].c_str());
    ASSERT_EQ(to.RasterIO(GF_Write, 0, 0, file.cols, file.rows, values.data(), file.cols, file.rows, GDT_Float64, 0, 0,
                          nullptr),
              CE_None);
  }
}

}  // namespace greisen::test
