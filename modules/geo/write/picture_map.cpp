// SPDX-License-Identifier: Apache-2.0
#include "geo/write/picture_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/place/crs.hpp"
#include "geo/write/picture_dataset.hpp"

namespace greisen::geo {
namespace {

constexpr double kHalfWorldM = std::numbers::pi * 6378137;  // of the projection's sphere
constexpr int kChannels = 4;

bool place(GDALDataset& dataset, const Grid& grid) {
  OGRSpatialReference srs;
  srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  std::array<double, 6> transform = {grid.origin_x, grid.pixel_x, 0, grid.origin_y, 0, -grid.pixel_y};
  return srs.SetFromUserInput(grid.crs.c_str()) == OGRERR_NONE && dataset.SetSpatialRef(&srs) == CE_None &&
         dataset.SetGeoTransform(transform.data()) == CE_None;
}

GDALDriver* driver_named(const char* name) { return GetGDALDriverManager()->GetDriverByName(name); }

bool write_rows(GDALDataset& dataset, const TileRange& range, const TileSource& pixels) {
  const Grid grid = range.grid();
  for (std::int64_t top = 0; top < grid.rows; top += kTilePx) {
    const int cols = static_cast<int>(grid.cols);
    std::vector<std::uint8_t> row = pixels({0, top, grid.cols, kTilePx});
    const CPLErr written =
        dataset.RasterIO(GF_Write, 0, static_cast<int>(top), cols, kTilePx, row.data(), cols, kTilePx, GDT_Byte,
                         kChannels, nullptr, kChannels, static_cast<GSpacing>(kChannels) * cols, 1, nullptr);
    if (written != CE_None) return false;
  }
  return true;
}

/// Down to a zoom that shows all of it in one tile or two. The driver makes them of a file opened anew only.
bool add_overviews(const std::string& path, const TileRange& range) {
  std::vector<int> factors;
  for (int factor = 2; std::max(range.cols, range.rows) * 2 > factor && static_cast<int>(factors.size()) < range.zoom;
       factor *= 2)
    factors.push_back(factor);
  if (factors.empty()) return true;
  const GDALDatasetUniquePtr file = open_input(path, Purpose::own, GDAL_OF_RASTER | GDAL_OF_UPDATE);
  return file && file->BuildOverviews("AVERAGE", static_cast<int>(factors.size()), factors.data(), 0, nullptr, nullptr,
                                      nullptr) == CE_None;
}

}  // namespace

double tile_pixel_m(int zoom) { return 2 * kHalfWorldM / kTilePx / std::exp2(zoom); }

Grid TileRange::grid() const {
  Grid grid;
  grid.crs = parse_crs("EPSG:3857").wkt;
  grid.pixel_x = grid.pixel_y = tile_pixel_m(zoom);
  grid.origin_x = -kHalfWorldM + static_cast<double>(col * kTilePx) * grid.pixel_x;
  grid.origin_y = kHalfWorldM - static_cast<double>(row * kTilePx) * grid.pixel_y;
  grid.cols = cols * kTilePx;
  grid.rows = rows * kTilePx;
  return grid;
}

TileRange web_tiles_of(const Bounds& box, int zoom) {
  const double tile = tile_pixel_m(zoom) * kTilePx;
  const std::int64_t most = std::int64_t{1} << zoom;
  const auto tile_at = [&](double metres) {
    return std::clamp<std::int64_t>(std::llround(std::floor(metres / tile)), 0, most - 1);
  };
  TileRange range;
  range.zoom = zoom;
  range.col = tile_at(box.min_x + kHalfWorldM);
  range.row = tile_at(kHalfWorldM - box.max_y);
  range.cols = tile_at(box.max_x + kHalfWorldM) - range.col + 1;
  range.rows = tile_at(kHalfWorldM - box.min_y) - range.row + 1;
  return range;
}

void write_jpeg_map(const std::string& path, const Picture& picture, const Grid& grid, int quality) {
  const GdalSession session;
  const GdalFailures failures;
  Picture own = picture;
  const GDALDatasetUniquePtr pixels = dataset_over(own);
  GDALDriver* const driver = driver_named("COG");
  CPLStringList options;
  options.SetNameValue("COMPRESS", "JPEG");
  options.SetNameValue("QUALITY", std::to_string(quality).c_str());
  GDALDatasetUniquePtr file(
      pixels && driver != nullptr && place(*pixels, grid)
          ? driver->CreateCopy(path.c_str(), pixels.get(), FALSE, options.List(), nullptr, nullptr)
          : nullptr);
  const bool made = file != nullptr;
  file.reset();
  if (!made || failures.any()) throw_write_failure(path, failures.text());
}

void write_mbtiles(const std::string& path, const TileMap& map, const TileSource& pixels) {
  const GdalSession session;
  const GdalFailures failures;
  GDALDriver* const driver = driver_named("MBTiles");
  const Grid grid = map.range.grid();
  CPLStringList options;
  options.SetNameValue("NAME", printable(map.name, 200).c_str());
  options.SetNameValue("DESCRIPTION", printable(map.description, 2000).c_str());
  options.SetNameValue("TYPE", "overlay");
  options.SetNameValue("VERSION", "1.3");
  options.SetNameValue("TILE_FORMAT", "PNG");
  GDALDatasetUniquePtr file(driver == nullptr
                                ? nullptr
                                : driver->Create(path.c_str(), static_cast<int>(grid.cols), static_cast<int>(grid.rows),
                                                 kChannels, GDT_Byte, options.List()));
  bool made = file && place(*file, grid) && write_rows(*file, map.range, pixels);
  file.reset();
  made = made && add_overviews(path, map.range);
  if (!made || failures.any()) throw_write_failure(path, failures.text());
}

}  // namespace greisen::geo
