// SPDX-License-Identifier: Apache-2.0
// What says beside nodata that a pixel is missing: masks in a file and beside it, opacity.
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include "geo/read/band_source.hpp"
#include "geo/read/warp_fixture.hpp"

namespace greisen::geo {
namespace {

constexpr int kSide = 40;

/// Pixel (row, col) of band b, from 1, is 20 b + row + col.
MadeRaster picture(int bands, GDALDataType type, std::vector<std::string> options = {}) {
  MadeRaster made;
  made.geo_transform = {600000, 10, 0, 4500000, 0, -10};
  made.cols = made.rows = kSide;
  made.bands = bands;
  made.type = type;
  made.options = std::move(options);
  made.pixel = [](int band, int row, int col) { return 20 * (band + 1) + row + col; };
  return made;
}

/// The left quarter of the columns is masked.
int left_quarter(int /*row*/, int col) { return col < kSide / 4 ? 0 : 255; }

void write_mask(const std::string& path, bool beside, int (*mask)(int, int)) {
  CPLSetConfigOption("GDAL_TIFF_INTERNAL_MASK", beside ? "NO" : "YES");
  const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE));
  ASSERT_TRUE(file);
  ASSERT_EQ(file->CreateMaskBand(GMF_PER_DATASET), CE_None);
  std::vector<std::uint8_t> line(kSide);
  for (int row = 0; row < kSide; ++row) {
    for (int col = 0; col < kSide; ++col)
      line[static_cast<std::size_t>(col)] = static_cast<std::uint8_t>(mask(row, col));
    ASSERT_EQ(file->GetRasterBand(1)->GetMaskBand()->RasterIO(GF_Write, 0, row, kSide, 1, line.data(), kSide, 1,
                                                              GDT_Byte, 0, 0, nullptr),
              CE_None);
  }
  CPLSetConfigOption("GDAL_TIFF_INTERNAL_MASK", nullptr);
}

Grid own_grid() { return {wkt_of(32629), 600000, 4500000, 10, 10, kSide, kSide}; }

std::vector<float> pixels_of(const BandSource& source, const Grid& grid = own_grid(), std::int64_t side = kSide,
                             int threads = 1) {
  return read_all(raster_of({source}, grid), tiled(grid, side), threads).pixels;
}

std::vector<float> pixels_of(const std::string& path, int band = 1) {
  return pixels_of(band_source(path, band, Resampling::bilinear));
}

/// `measured(row, col)` tells which pixels hold the picture's value, all others being missing.
template <class Measured>
void expect_masked(const std::vector<float>& pixels, int band, Measured&& measured) {
  for (int row = 0; row < kSide; ++row)
    for (int col = 0; col < kSide; ++col) {
      const float value = pixels[static_cast<std::size_t>(row * kSide + col)];
      if (measured(row, col))
        ASSERT_EQ(value, static_cast<float>(20 * band + row + col)) << row << " " << col;
      else
        ASSERT_TRUE(std::isnan(value)) << row << " " << col << " " << value;
    }
}

TEST(Masks, InTheFileOrBesideItHidePixelsOfAllBands) {
  for (const bool beside : {false, true}) {
    const std::string path = test_folder() + "/file.tif";
    write_picture(path, picture(3, GDT_UInt16, {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "COMPRESS=DEFLATE"}));
    write_mask(path, beside, &left_quarter);
    for (const int band : {1, 3})
      expect_masked(pixels_of(path, band), band, [](int, int col) { return col >= kSide / 4; });
    EXPECT_TRUE(file_info(path).bands[2].masked);
  }
}

TEST(Masks, CountBesideNodataAndWithAnyValueButZero) {
  const std::string path = test_folder() + "/file.tif";
  MadeRaster made = picture(1, GDT_UInt16);
  made.has_nodata = true;
  made.nodata = 20 + 39 + 39;
  write_picture(path, made);
  write_mask(path, false, [](int row, int col) { return row < 4 ? 0 : col % 2 == 0 ? 1 : 255; });
  expect_masked(pixels_of(path), 1, [](int row, int col) { return row >= 4 && row + col != 78; });
}

TEST(Masks, LeaveTheWeightsWhereTheBandIsWarped) {
  const std::string path = test_folder() + "/file.tif";
  write_picture(path, picture(1, GDT_UInt16));
  write_mask(path, false, [](int row, int col) { return (row + col) % 2 == 0 ? 0 : 255; });
  Grid coarse = own_grid();
  coarse.pixel_x = coarse.pixel_y = 20;
  coarse.cols = coarse.rows = kSide / 2;
  const std::vector<float> pixels = pixels_of(band_source(path, 1, Resampling::average), coarse);
  // of pixels (0,0) (0,1) (1,0) (1,1), of 20 21 21 22, the two on the diagonal are masked
  EXPECT_EQ(pixels.front(), 21.0F);
  EXPECT_EQ(pixels, pixels_of(band_source(path, 1, Resampling::average), coarse, 7, 3)) << "windows and threads";
}

/// `bands` bands and one of opacity: none in rows 0 to 9, a little to 19, full below.
void write_with_alpha(const std::string& path, int bands, GDALDataType type, const std::string& interleave) {
  MadeRaster made = picture(bands + 1, type, {"INTERLEAVE=" + interleave, "PHOTOMETRIC=MINISBLACK"});
  const double full = type == GDT_Byte ? 255 : 65535;
  made.pixel = [bands, full](int band, int row, int col) {
    if (band < bands) return 20.0 * (band + 1) + row + col;
    return row < 10 ? 0.0 : row < 20 ? 1.0 : full;
  };
  write_picture(path, made);
  const DatasetPtr file(GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
  ASSERT_EQ(GDALSetRasterColorInterpretation(GDALGetRasterBand(file.get(), bands + 1), GCI_AlphaBand), CE_None);
}

TEST(Masks, OpacityOfAnyNumberOfBandsHidesWhereItIsZero) {
  for (const char* interleave : {"PIXEL", "BAND"})
    for (const int bands : {1, 3, 6})
      for (const GDALDataType type : {GDT_Byte, GDT_UInt16}) {
        const std::string path = test_folder() + "/file.tif";
        write_with_alpha(path, bands, type, interleave);
        ASSERT_TRUE(file_info(path).bands.back().alpha);
        expect_masked(pixels_of(path, bands), bands, [](int row, int) { return row >= 10; });
      }
}

TEST(Masks, OpacityThatIsAMeasurementHidesNothing) {
  const std::string path = test_folder() + "/file.tif";
  write_with_alpha(path, 3, GDT_Byte, "PIXEL");
  BandSource source = band_source(path, 1, Resampling::bilinear);
  source.alpha_is_data = true;
  expect_masked(pixels_of(source), 1, [](int, int) { return true; });
  EXPECT_EQ(pixels_of(path, 4)[0], 0.0F) << "opacity read as a layer is what is stored";
}

/// The same through formats of pictures, a mosaic, and nodata that counts only where all bands have it.
TEST(Masks, ComeThroughOtherFormats) {
  const std::string folder = test_folder();
  const std::string path = folder + "/file.tif";
  write_with_alpha(path, 3, GDT_Byte, "PIXEL");
  const GdalSession session;
  const auto copy = [&](const char* driver, const std::string& to, std::vector<const char*> options) {
    options.push_back(nullptr);
    const DatasetPtr from = session.open(path);
    const DatasetPtr made(GDALCreateCopy(GDALGetDriverByName(driver), to.c_str(), from.get(), FALSE,
                                         const_cast<char**>(options.data()), nullptr, nullptr));
    return made != nullptr;
  };
  const auto visible = [](int row, int) { return row >= 10; };
  ASSERT_TRUE(copy("PNG", folder + "/a.png", {}));
  expect_masked(pixels_of(folder + "/a.png", 2), 2, visible);
  ASSERT_TRUE(copy("JP2OpenJPEG", folder + "/a.jp2", {"QUALITY=100", "REVERSIBLE=YES", "YCBCR420=NO", "YCC=NO"}));
  expect_masked(pixels_of(folder + "/a.jp2", 3), 3, visible);
  ASSERT_TRUE(copy("VRT", folder + "/a.vrt", {}));
  expect_masked(pixels_of(folder + "/a.vrt", 1), 1, visible);
  write_picture(path, picture(3, GDT_Byte));
  write_mask(path, false, &left_quarter);
  ASSERT_TRUE(copy("VRT", folder + "/b.vrt", {}));
  expect_masked(pixels_of(folder + "/b.vrt", 3), 3, [](int, int col) { return col >= kSide / 4; });
  write_picture(folder + "/d.tif", picture(3, GDT_Byte));
  {
    const DatasetPtr file(
        GDALOpenEx((folder + "/d.tif").c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
    GDALSetMetadataItem(file.get(), "NODATA_VALUES", "25 45 65", nullptr);  // row + col is 5
  }
  expect_masked(pixels_of(folder + "/d.tif", 2), 2, [](int row, int col) { return row + col != 5; });
}

/// Costs nothing where there is none: the same blocks are decoded.
TEST(Masks, AreDecodedOnceForAllBands) {
  const std::string path = test_folder() + "/file.tif";
  const std::vector<std::string> tiles = {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "INTERLEAVE=BAND"};
  write_picture(path, picture(3, GDT_UInt16, tiles));
  const auto decoded = [&] {
    std::vector<BandSource> bands;
    for (const int band : {1, 2, 3}) bands.push_back(band_source(path, band, Resampling::bilinear));
    return read_all(raster_of(bands, own_grid()), tiled(own_grid(), 16)).decoded;
  };
  EXPECT_EQ(decoded(), 3U * 9U);
  write_mask(path, false, &left_quarter);
  EXPECT_LE(decoded(), 4U * 9U);
}

}  // namespace
}  // namespace greisen::geo
