// SPDX-License-Identifier: Apache-2.0
#include "geo/write/jp2_writer.hpp"

#include <array>
#include <cstddef>
#include <vector>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "base/error.hpp"
#include "base/part.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"

namespace greisen::geo {
namespace {

/// The raster in memory that the driver copies. It uses the memory of `pixels`, which must outlive it.
GDALDatasetUniquePtr dataset_over(const Grid& grid, std::vector<std::byte>& pixels, GDALDataType type) {
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("MEM");
  if (driver == nullptr) return {};
  const int cols = static_cast<int>(grid.cols);
  const int rows = static_cast<int>(grid.rows);
  GDALDatasetUniquePtr dataset(driver->Create("", cols, rows, 0, type, nullptr));
  if (!dataset) return {};
  std::array<char, 64> address = {};
  address.at(static_cast<std::size_t>(CPLPrintPointer(address.data(), pixels.data(), 60))) = '\0';
  CPLStringList options;
  options.SetNameValue("DATAPOINTER", address.data());
  if (dataset->AddBand(type, options.List()) != CE_None) return {};
  std::array<double, 6> transform = {grid.origin_x, grid.pixel_x, 0, grid.origin_y, 0, -grid.pixel_y};
  OGRSpatialReference crs;
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const bool placed = dataset->SetGeoTransform(transform.data()) == CE_None &&
                      crs.importFromWkt(grid.crs.c_str()) == OGRERR_NONE && dataset->SetSpatialRef(&crs) == CE_None;
  return placed ? std::move(dataset) : GDALDatasetUniquePtr();
}

bool copy_to(const std::string& part, GDALDataset& pixels) {
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("JP2OpenJPEG");
  if (driver == nullptr) {
    CPLError(CE_Failure, CPLE_AppDefined, "this GDAL was built without the driver JP2OpenJPEG");
    return false;
  }
  CPLStringList options;
  options.SetNameValue("CODEC", "JP2");  // whatever the name ends in
  options.SetNameValue("QUALITY", "100");
  options.SetNameValue("REVERSIBLE", "YES");
  const GDALDatasetUniquePtr file(driver->CreateCopy(part.c_str(), &pixels, FALSE, options.List(), nullptr, nullptr));
  if (!file) return false;
  file->FlushCache();
  return true;
}

void write(const std::string& path, const Grid& grid, std::span<const std::byte> bytes, GDALDataType type) {
  const std::int64_t count = static_cast<std::int64_t>(bytes.size()) / GDALGetDataTypeSizeBytes(type);
  if (grid.cols <= 0 || grid.rows <= 0 || count != grid.cols * grid.rows)
    throw Error({"E1062", fmt::format("{}: {} pixels for {} x {}", path, count, grid.cols, grid.rows)});
  const GdalSession session;
  GdalFailures failures;
  const PartFile part(path);
  std::vector<std::byte> pixels(bytes.begin(), bytes.end());
  const GDALDatasetUniquePtr dataset = dataset_over(grid, pixels, type);
  const bool written = dataset && copy_to(part.name(), *dataset);
  if (!written || failures.any()) throw_write_failure(path, failures.text());
  part.publish();
}

}  // namespace

void write_jp2(const std::string& path, const Grid& grid, std::span<const std::uint16_t> pixels) {
  write(path, grid, std::as_bytes(pixels), GDT_UInt16);
}

void write_jp2(const std::string& path, const Grid& grid, std::span<const std::uint8_t> pixels) {
  write(path, grid, std::as_bytes(pixels), GDT_Byte);
}

}  // namespace greisen::geo
