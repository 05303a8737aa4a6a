// SPDX-License-Identifier: Apache-2.0
// What a raster's header may claim: what goes beyond is told with the limit before a pixel is read.
#include <filesystem>
#include <fstream>

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/scratch_folder.hpp"
#include "geo/write/cog.hpp"
#include "geo/write/tiff_chain.hpp"

namespace greisen::geo {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Claim {
  int cols = 1;
  int rows = 1;
  int bands = 1;
  GDALDataType type = GDT_Byte;
};

class RasterLimits : public testing::Test {
 protected:
  /// What is said of a GeoTIFF that has a header and no pixels.
  std::string said_of(const Claim& claim, const std::vector<std::string>& options = {}) const {
    CPLStringList list;
    for (const std::string& option : options) list.AddString(option.c_str());
    list.AddString("SPARSE_OK=YES");
    const std::string path = folder_ / "a.tif";
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    GDALClose(driver->Create(path.c_str(), claim.cols, claim.rows, claim.bands, claim.type, list.List()));
    try {
      return open_input(path, Purpose::raster) ? "opened" : "nothing";
    } catch (const Error& error) {
      return error.what();
    }
  }

  const GdalSession session_;
  const ScratchFolder folder_;
};

TEST_F(RasterLimits, BandsAreCounted) {
  EXPECT_EQ(said_of({.bands = 4096}), "opened");
  EXPECT_THAT(said_of({.bands = 4097}), AllOf(HasSubstr("E3125"), HasSubstr("4097 bands"), HasSubstr("limit 4096")));
}

TEST_F(RasterLimits, SidesAreLimited) {
  EXPECT_EQ(said_of({.cols = 10'000'000}), "opened");
  EXPECT_THAT(said_of({.cols = 10'000'001}), AllOf(HasSubstr("E3125"), HasSubstr("10000001 × 1 pixels")));
  EXPECT_THAT(said_of({.rows = 10'000'001}), AllOf(HasSubstr("E3125"), HasSubstr("-projwin")));
}

TEST_F(RasterLimits, BlocksAreThoseThatMemoryHolds) {
  const Claim wide = {.cols = 40'000, .rows = 40'000, .type = GDT_UInt16};
  EXPECT_EQ(said_of(wide, {"TILED=YES", "BLOCKXSIZE=16384", "BLOCKYSIZE=16384"}), "opened") << "512 MiB";
  EXPECT_THAT(said_of(wide, {"TILED=YES", "BLOCKXSIZE=16384", "BLOCKYSIZE=16400"}),
              AllOf(HasSubstr("E3125"), HasSubstr("blocks of 512.5 MiB"), HasSubstr("TILED=YES")));
}

TEST_F(RasterLimits, InterleavedBandsAreDecodedTogether) {
  const Claim cube = {.cols = 1024, .rows = 1024, .bands = 200, .type = GDT_Float32};
  const std::vector<std::string> tiles = {"TILED=YES", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024"};
  EXPECT_EQ(said_of(cube, {"INTERLEAVE=BAND", tiles[0], tiles[1], tiles[2]}), "opened");
  EXPECT_THAT(said_of(cube, {"INTERLEAVE=PIXEL", tiles[0], tiles[1], tiles[2]}), HasSubstr("blocks of 800.0 MiB"));
}

TEST_F(RasterLimits, ImagesOfATiffAreCountedBeforeGdalGoesThroughThem) {
  const auto chained = [&](std::uint32_t count) {
    std::string bytes("II*\0\x08\0\0\0", 8);
    const auto put = [&](std::uint32_t value, int size) {
      for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xffU);
    };
    for (std::uint32_t i = 0; i < count; ++i) {
      put(1, 2);
      for (const std::uint32_t field : {256U, 4U}) put(field, 2);  // its width, which is 1
      put(1, 4);
      put(1, 4);
      put(i + 1 < count ? 8 + (i + 1) * 18 : 0, 4);
    }
    std::ofstream(folder_ / "b.tif", std::ios::binary) << bytes;
    return folder_ / "b.tif";
  };
  EXPECT_EQ(directories_of_tiff(chained(7), 100), 7);
  EXPECT_EQ(directories_of_tiff(chained(7), 3), 4) << "no further";
  const std::string path = chained(10'001);
  EXPECT_EQ(code_of([&] { open_input(path, Purpose::raster); }), "E3125");
  EXPECT_THAT(cog_faults(path), testing::ElementsAre("has more than 10000 images in its TIFF"));
  std::fstream loop(path, std::ios::in | std::ios::out | std::ios::binary);
  loop.seekp(8 + 14);
  loop.write("\x08\0\0\0", 4);
  loop.close();
  EXPECT_EQ(directories_of_tiff(path, 50), 51) << "in a circle";
  std::ofstream(folder_ / "c.tif") << "no TIFF";
  EXPECT_EQ(directories_of_tiff(folder_ / "c.tif", 50), 0);
}

/// GDAL makes a tree of it at each opening: a million bins of histograms take 1.4 GB.
TEST_F(RasterLimits, TextsBesideARasterAreLimited) {
  const auto lay_beside = [&](std::uintmax_t bytes) {
    std::ofstream(folder_ / "a.tif.aux.xml") << "<PAMDataset/>";
    std::filesystem::resize_file(folder_ / "a.tif.aux.xml", bytes);
  };
  lay_beside(16U << 20U);
  EXPECT_EQ(said_of({}), "opened");
  const auto said = [&](const char* name) {
    try {
      return std::string(open_input(folder_ / name, Purpose::raster) ? "opened" : "nothing");
    } catch (const Error& error) {
      return std::string(error.what());
    }
  };
  lay_beside((16U << 20U) + 1);
  EXPECT_THAT(said("a.tif"), AllOf(HasSubstr("E3125"), HasSubstr(".aux.xml, longer than 16.0 MiB")));
  std::ofstream(folder_ / "a.vrt")
      << "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"><VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource>"
         "<SourceFilename relativeToVRT=\"1\">a.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>";
  EXPECT_THAT(said("a.vrt"), AllOf(HasSubstr("E3041"), HasSubstr("'a.tif' has a text beside it")));
}

}  // namespace
}  // namespace greisen::geo
