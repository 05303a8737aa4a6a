// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "base/error.hpp"
#include "geo/read/warp_fixture.hpp"

namespace greisen::geo {
namespace {

MadeRaster small_picture() {
  MadeRaster picture;
  picture.geo_transform = {500000, 10, 0, 4000000, 0, -20};
  picture.cols = 5;
  picture.rows = 4;
  picture.bands = 4;
  picture.type = GDT_Int16;
  picture.has_nodata = true;
  picture.nodata = -32768;
  picture.pixel = [](int, int, int) { return 1; };
  return picture;
}

TEST(FileInfo, TellsGridBandsAndWavelengthsAndWritesNothingBesideTheFile) {
  const std::string folder = test_folder();
  const std::string path = folder + "/file.tif";
  write_picture(path, small_picture());
  {
    const DatasetPtr file(GDALOpen(path.c_str(), GA_Update));
    GDALSetDescription(GDALGetRasterBand(file.get(), 1), "Band 1 (560.5 Nanometers)");
    GDALSetMetadataItem(GDALGetRasterBand(file.get(), 2), "wavelength", "2.2", nullptr);
    GDALSetMetadataItem(GDALGetRasterBand(file.get(), 3), "wavelength", "842", nullptr);
    GDALSetMetadataItem(GDALGetRasterBand(file.get(), 3), "wavelength_units", "Nanometers", nullptr);
    GDALSetRasterScale(GDALGetRasterBand(file.get(), 4), 0.0001);
  }
  const FileInfo info = file_info(path);
  EXPECT_EQ(info.driver, "GTiff");
  EXPECT_TRUE(info.upright);
  const Grid expected{wkt_of(32629), 500000, 4000000, 10, 20, 5, 4};
  EXPECT_EQ(info.grid, expected);
  ASSERT_EQ(info.bands.size(), 4U);
  EXPECT_EQ(info.bands[0].type, "Int16");
  EXPECT_TRUE(info.bands[0].has_nodata);
  EXPECT_EQ(info.bands[0].nodata, -32768);
  EXPECT_DOUBLE_EQ(info.bands[0].wavelength_nm, 560.5);
  EXPECT_DOUBLE_EQ(info.bands[1].wavelength_nm, 2200);
  EXPECT_DOUBLE_EQ(info.bands[2].wavelength_nm, 842);
  EXPECT_FALSE(info.bands[3].has_wavelength);
  EXPECT_EQ(info.bands[3].scale, 0.0001);
  const auto files = std::filesystem::directory_iterator(folder);
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(FileInfo, SaysWhichFilesAreNotUpright) {
  const std::string path = test_folder() + "/file.tif";
  MadeRaster picture = small_picture();
  picture.geo_transform = {500000, 10, 0, 4000000, 0, 20};
  write_picture(path, picture);
  EXPECT_FALSE(file_info(path).upright);
  EXPECT_TRUE(file_info(path).has_geo_transform);
  EXPECT_EQ(file_info(path).geo_transform[5], 20);
}

TEST(FileInfo, NamesTheFileThatDoesNotOpen) {
  const std::string path = test_folder() + "/absent.tif";
  try {
    file_info(path);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E3011");
    EXPECT_NE(std::string(error.what()).find("absent.tif"), std::string::npos);
  }
}

}  // namespace
}  // namespace greisen::geo
