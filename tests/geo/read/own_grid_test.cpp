// SPDX-License-Identifier: Apache-2.0
// Files without georeference: cubes of the laboratory, pictures.
#include <array>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/place/grid_of.hpp"
#include "geo/read/band_source.hpp"
#include "geo/scratch_folder.hpp"
#include "raster/tile.hpp"

namespace greisen::geo {
namespace {

std::string write_cube(const std::string& path, int cols, int rows) {
  GDALAllRegister();
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("ENVI");
  const GDALDatasetUniquePtr cube(driver->Create(path.c_str(), cols, rows, 1, GDT_Float32, nullptr));
  std::vector<float> values;
  for (int i = 0; i < cols * rows; ++i) values.push_back(static_cast<float>(i));
  EXPECT_EQ(cube->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, cols, rows, values.data(), cols, rows, GDT_Float32, 0, 0,
                                             nullptr),
            CE_None);
  return path;
}

std::string code_of(const std::string& path, const Grid& target) {
  BandSource source;
  source.path = path;
  try {
    raster_of({source}, target);
  } catch (const Error& error) {
    return std::string(error.code());
  }
  return "";
}

TEST(OwnGrid, OfAFileWithoutGeoreferenceIsItsRowsAndColumns) {
  const ScratchFolder folder;
  const std::string path = write_cube(folder / "cube.img", 3, 2);
  const Grid grid = outline_of(file_info(path));
  EXPECT_FALSE(is_placed(grid));
  BandSource source;
  source.path = path;
  const Raster raster = raster_of({source}, grid);
  PassRequest request;
  const std::vector<Window> windows = {grid.window()};
  request.windows = windows;
  request.layers = {0};
  request.store_bytes = 1U << 20U;
  Tile tile(1, 2, 3);
  raster.open(request).front()->read(grid.window(), tile.view());
  EXPECT_EQ(tile.view().at(0, 0, 2), 2);
  EXPECT_EQ(tile.view().at(0, 1, 0), 3);
}

TEST(OwnGrid, IsNoneOfAnotherFile) {
  const ScratchFolder folder;
  const std::string path = write_cube(folder / "cube.img", 3, 2);
  const std::string larger = write_cube(folder / "larger.img", 4, 2);
  EXPECT_EQ(code_of(path, outline_of(file_info(larger))), "E4020");
  Grid placed = outline_of(file_info(path));
  placed.origin_x = 600000;
  EXPECT_TRUE(is_placed(placed));
  EXPECT_EQ(code_of(path, placed), "E4020");
}

}  // namespace
}  // namespace greisen::geo
