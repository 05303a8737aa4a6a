// SPDX-License-Identifier: Apache-2.0
#include "geo/write/picture.hpp"

#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_session.hpp"

namespace greisen::geo {
namespace {

/// The channels of a picture file, read back by GDAL.
std::vector<std::uint8_t> read_back(std::string bytes, int channels, int cols, int rows) {
  const GdalSession session;
  VSIFCloseL(VSIFileFromMemBuffer("/vsimem/back", reinterpret_cast<GByte*>(bytes.data()), bytes.size(), FALSE));
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(channels) * static_cast<std::size_t>(cols) *
                                   static_cast<std::size_t>(rows));
  {
    const GDALDatasetUniquePtr file(GDALDataset::Open("/vsimem/back"));
    EXPECT_TRUE(file);
    if (file) {
      EXPECT_EQ(file->GetRasterCount(), channels);
      EXPECT_EQ(file->GetRasterXSize(), cols);
      EXPECT_EQ(file->RasterIO(GF_Read, 0, 0, cols, rows, pixels.data(), cols, rows, GDT_Byte, channels, nullptr,
                               channels, static_cast<GSpacing>(channels) * cols, 1, nullptr),
                CE_None);
    }
  }
  VSIUnlink("/vsimem/back");
  return pixels;
}

TEST(Picture, APngHoldsEveryByte) {
  Picture grey{3, 2, 1, {0, 1, 2, 253, 254, 255}};
  EXPECT_EQ(read_back(png_of(grey), 1, 3, 2), grey.pixels);
  Picture colours{2, 1, 4, {10, 20, 30, 255, 40, 50, 60, 0}};
  EXPECT_EQ(read_back(png_of(colours), 4, 2, 1), colours.pixels);
  EXPECT_EQ(png_of(colours), png_of(colours));
}

TEST(Picture, AJpegIsNear) {
  Picture flat{16, 16, 3, {}};
  for (int i = 0; i < 16 * 16; ++i) flat.pixels.insert(flat.pixels.end(), {200, 100, 50});
  const std::vector<std::uint8_t> back = read_back(jpeg_of(flat, 90), 3, 16, 16);
  for (std::size_t i = 0; i < back.size(); ++i) EXPECT_NEAR(back[i], flat.pixels[i], 4);
}

TEST(Picture, RefusesPixelsThatDoNotFit) {
  EXPECT_THROW(png_of({2, 2, 1, {1, 2, 3}}), Error);
  EXPECT_THROW(png_of({0, 0, 1, {}}), Error);
}

}  // namespace
}  // namespace greisen::geo
