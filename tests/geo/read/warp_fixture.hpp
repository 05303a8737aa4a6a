// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_srs_api.h>

#include "geo/gdal/gdal_session.hpp"
#include "geo/place/crs.hpp"
#include "geo/read/band_source.hpp"
#include "raster/for_each_tile.hpp"

namespace greisen::geo {

/// A folder of the running test, emptied before it.
inline std::string test_folder() {
  const auto* info = testing::UnitTest::GetInstance()->current_test_info();
  std::string name = std::string(info->test_suite_name()) + "." + info->name();
  for (char& c : name) c = c == '/' ? '_' : c;
  const auto folder = std::filesystem::temp_directory_path() / "greisen_geo_tests" / name;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder.string();
}

inline std::string wkt_of(int epsg) { return parse_crs("EPSG:" + std::to_string(epsg)).wkt; }

/// A GeoTIFF to be made: pixel(band, row, col) gives the stored values.
struct MadeRaster {
  std::array<double, 6> geo_transform = {0, 1, 0, 0, 0, -1};
  int epsg = 32629;  ///< 0: none
  int cols = 0;
  int rows = 0;
  int bands = 1;
  GDALDataType type = GDT_Float32;
  bool has_nodata = false;
  double nodata = 0;
  std::vector<std::string> options = {};
  std::function<double(int, int, int)> pixel = {};
};

inline void write_picture(const std::string& path, const MadeRaster& picture) {
  const GdalSession session;
  std::vector<const char*> options;
  for (const auto& option : picture.options) options.push_back(option.c_str());
  options.push_back(nullptr);
  const DatasetPtr file(GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), picture.cols, picture.rows,
                                   picture.bands, picture.type, options.data()));
  ASSERT_TRUE(file) << path;
  GDALSetGeoTransform(file.get(), const_cast<double*>(picture.geo_transform.data()));
  if (picture.epsg != 0) GDALSetProjection(file.get(), wkt_of(picture.epsg).c_str());
  std::vector<double> line(static_cast<std::size_t>(picture.cols));
  for (int band = 1; band <= picture.bands; ++band) {
    GDALRasterBandH handle = GDALGetRasterBand(file.get(), band);
    if (picture.has_nodata) GDALSetRasterNoDataValue(handle, picture.nodata);
    for (int row = 0; row < picture.rows; ++row) {
      for (int col = 0; col < picture.cols; ++col) {
        line[static_cast<std::size_t>(col)] = picture.pixel(band - 1, row, col);
      }
      ASSERT_EQ(
          GDALRasterIO(handle, GF_Write, 0, row, picture.cols, 1, line.data(), picture.cols, 1, GDT_Float64, 0, 0),
          CE_None);
    }
  }
}

inline BandSource band_source(const std::string& path, int band, Resampling resampling) {
  BandSource source;
  source.path = path;
  source.band = band;
  source.resampling = resampling;
  source.layer.name = "b" + std::to_string(band);
  return source;
}

inline std::vector<Window> tiled(const Grid& grid, std::int64_t side) {
  std::vector<Window> windows;
  for (std::int64_t row = 0; row < grid.rows; row += side) {
    for (std::int64_t col = 0; col < grid.cols; col += side) {
      windows.push_back(Window{col, row, side, side}.intersected(grid.window()));
    }
  }
  return windows;
}

struct PassResult {
  std::vector<float> pixels;  ///< [layer][row][col] of the whole grid
  std::uint64_t decoded = 0;
  std::uint64_t touched = 0;
  ReadCost cost;
};

/// All layers of a raster, read by windows.
inline PassResult read_all(const Raster& raster, const std::vector<Window>& windows, int threads = 1,
                           std::size_t store_bytes = std::size_t{1} << 30U) {
  const auto layers = static_cast<int>(raster.layers.size());
  const auto plane = static_cast<std::size_t>(raster.grid.cols * raster.grid.rows);
  PassResult result;
  result.pixels.assign(plane * static_cast<std::size_t>(layers), -1);
  ReadCounters counters;
  PassRequest request;
  request.windows = windows;
  for (int i = 0; i < layers; ++i) request.layers.push_back(i);
  request.threads = threads;
  request.store_bytes = store_bytes;
  request.counters = &counters;
  result.cost = raster.cost(request);
  const auto readers = raster.open(request);
  const auto work = [&](int worker, std::int64_t number) {
    const Window& w = windows[static_cast<std::size_t>(number)];
    float* const first = result.pixels.data() + w.row * raster.grid.cols + w.col;
    readers[static_cast<std::size_t>(worker)]->read(
        w, {first, layers, static_cast<int>(w.rows), static_cast<int>(w.cols), raster.grid.cols,
            static_cast<std::ptrdiff_t>(plane)});
  };
  for_each_tile(static_cast<std::int64_t>(windows.size()), threads, work, [] { return true; });
  result.decoded = counters.blocks_decoded;
  result.touched = counters.blocks_touched;
  return result;
}

/// Of a whole band, as floats.
inline std::vector<float> read_band(const std::string& path, int band) {
  const DatasetPtr file = GdalSession().open(path);
  const int cols = GDALGetRasterXSize(file.get());
  const int rows = GDALGetRasterYSize(file.get());
  std::vector<float> pixels(static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows));
  EXPECT_EQ(GDALRasterIO(GDALGetRasterBand(file.get(), band), GF_Read, 0, 0, cols, rows, pixels.data(), cols, rows,
                         GDT_Float32, 0, 0),
            CE_None);
  return pixels;
}

}  // namespace greisen::geo
