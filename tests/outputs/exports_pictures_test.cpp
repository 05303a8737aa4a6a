// SPDX-License-Identifier: Apache-2.0
// Exports of maps, styles and the whole delivery.
#include <algorithm>

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "geo/gdal/zip.hpp"
#include "geo/write/picture_map.hpp"
#include "outputs/exports.hpp"
#include "outputs/exports_fixture.hpp"
#include "outputs/sld.hpp"
#include "outputs/support/coloured.hpp"

namespace greisen::outputs {
namespace {

using testing::HasSubstr;

/// Colour and opacity at a place given as shares of the picture's width and height.
std::array<int, 4> pixel_at(GDALDataset& file, double across, double down) {
  std::array<std::uint8_t, 4> pixel = {};
  const int col = static_cast<int>(across * file.GetRasterXSize());
  const int row = static_cast<int>(down * file.GetRasterYSize());
  for (int band = 1; band <= 3; ++band)
    EXPECT_EQ(file.GetRasterBand(band)->RasterIO(GF_Read, col, row, 1, 1, &pixel.at(static_cast<std::size_t>(band - 1)),
                                                 1, 1, GDT_Byte, 0, 0, nullptr),
              CE_None);
  EXPECT_EQ(
      file.GetRasterBand(1)->GetMaskBand()->RasterIO(GF_Read, col, row, 1, 1, &pixel[3], 1, 1, GDT_Byte, 0, 0, nullptr),
      CE_None);
  return {pixel[0], pixel[1], pixel[2], pixel[3]};
}

TEST_F(Exports, MbtilesLieWhereTheMapDoes) {
  ASSERT_TRUE(export_mbtiles(source_, path("t.mbtiles")).made);
  const auto file = opened(path("t.mbtiles"));
  ASSERT_TRUE(file);
  std::array<double, 6> place = {};
  ASSERT_EQ(file->GetGeoTransform(place.data()), CE_None);
  const geo::PointTransform transform(source_.crs, geo::parse_crs("EPSG:3857"));
  const auto seen = [&](double x, double y) {
    const geo::Point there = transform.apply(geo::Point{x, y});
    return pixel_at(*file, (there.x - place[0]) / place[1] / file->GetRasterXSize(),
                    (there.y - place[3]) / place[5] / file->GetRasterYSize());
  };
  const auto east = seen(749'900, 4'320'600);
  EXPECT_NEAR(east[0], 100, 3);
  EXPECT_NEAR(east[1], 50, 3);
  EXPECT_EQ(east[3], 255);
  EXPECT_EQ(seen(749'100, 4'320'600)[3], 0) << "not judged";
}

TEST_F(Exports, TilesMeetTheBoxAtAnyZoom) {
  for (const int zoom : {0, 3, 12}) {
    const geo::TileRange range = geo::web_tiles_of({-700'000, 4'900'000, -690'000, 4'905'000}, zoom);
    const Grid grid = range.grid();
    EXPECT_LE(grid.origin_x, -700'000);
    EXPECT_GE(grid.origin_y, 4'905'000);
    EXPECT_GE(grid.x_of(static_cast<double>(grid.cols)), -690'000);
    EXPECT_LE(grid.y_of(static_cast<double>(grid.rows)), 4'900'000);
  }
  const geo::TileRange world = geo::web_tiles_of({-3e7, -3e7, 3e7, 3e7}, 2);
  EXPECT_EQ(world.cols, 4);
  EXPECT_EQ(world.rows, 4);
}

TEST_F(Exports, MailIsSmallAndKnowsItsPlace) {
  ASSERT_TRUE(export_mail(source_, path("mail")).made);
  EXPECT_LT(std::filesystem::file_size(path("mail/favourability.tif")), 2U << 20U);
  const auto file = opened(path("mail/favourability.tif"));
  ASSERT_TRUE(file);
  ASSERT_NE(file->GetSpatialRef(), nullptr);
  EXPECT_STREQ(file->GetSpatialRef()->GetAuthorityCode(nullptr), "32629");
  const auto east = pixel_at(*file, 0.8, 0.5);
  EXPECT_NEAR(east[0], 100, 12) << "lossy";
  EXPECT_EQ(east[3], 255);
  EXPECT_EQ(pixel_at(*file, 0.1, 0.5)[3], 0);
  EXPECT_TRUE(std::filesystem::exists(path("mail/targets.kmz")));
}

TEST_F(Exports, ColoursAreLinearBetweenStopsAndMissingIsClear) {
  const std::vector<float> plane = {0, 0.5F, 1, 7, std::numeric_limits<float>::quiet_NaN()};
  const auto pixels = coloured(plane, source_.rasters[0], 101);
  EXPECT_EQ(pixels, (std::vector<std::uint8_t>{0, 0,   0,   255, 100, 50,  0,   255, 200, 100,
                                               0, 255, 200, 100, 0,   255, 255, 255, 255, 0}));
  const auto classes = coloured(plane, source_.rasters[1], 101);
  EXPECT_EQ(classes[3], 0) << "no class has the value 0";
  EXPECT_EQ(classes[8], 1);
}

TEST_F(Exports, StylesAreWellFormedWhateverTheNames) {
  const Exported made = export_sld(source_, path("sld"));
  EXPECT_THAT(made.notes, testing::ElementsAre(HasSubstr("layers/s2/scene.tif")));
  for (const char* const name : {"sld/targets.sld", "sld/prospectivity_w-skarn.sld", "sld/classes_w-skarn.sld"}) {
    const std::unique_ptr<CPLXMLNode, void (*)(CPLXMLNode*)> tree(CPLParseXMLString(bytes(name).c_str()),
                                                                  CPLDestroyXMLNode);
    EXPECT_TRUE(tree) << name;
  }
  EXPECT_THAT(bytes("sld/prospectivity_w-skarn.sld"), HasSubstr("color=\"#c86400\" quantity=\"1\""));
  EXPECT_THAT(bytes("sld/targets.sld"), HasSubstr("<ogc:Literal>w-skarn</ogc:Literal>"));
}

TEST_F(Exports, ColourMapsOfArcgisAreValueRedGreenBlue) {
  ASSERT_TRUE(export_arcgis(source_, path("arcgis")).made);
  EXPECT_EQ(bytes("arcgis/classes_w-skarn.clr"), "1 1 2 3\n2 4 5 6\n");
  EXPECT_THAT(bytes("arcgis/prospectivity_w-skarn.clr"), testing::StartsWith("0 0 0 0\n1 2 1 0\n"));
  EXPECT_THAT(bytes("arcgis/prospectivity_w-skarn.clr"), testing::EndsWith("100 200 100 0\n"));
}

TEST_F(Exports, ZipHoldsTheFilesAndTheTimeOfTheRun) {
  ASSERT_TRUE(export_zip(source_, path("t.zip")).made);
  const std::string zip = bytes("t.zip");
  EXPECT_EQ(zip.substr(10, 4), std::string("\xc0\x4b\xb1\x58", 4)) << "2024-05-17, 09:30";
  const auto raster = opened("/vsizip/" + path("t.zip") + "/prospectivity_w-skarn.tif");
  ASSERT_TRUE(raster);
  EXPECT_EQ(raster->GetRasterXSize(), 40);
}

/// A run from elsewhere may list what a link of its leads to: what is sent on would hold a file of this machine.
TEST_F(Exports, ZipTakesNothingFromOutsideOfTheRun) {
  std::ofstream(path("secret.txt")) << "mine";
  std::filesystem::create_symlink(path("secret.txt"), path("run/link.txt"));
  std::filesystem::create_directory_symlink(path("."), path("run/folder"));
  for (const char* const name : {"link.txt", "folder/secret.txt"}) {
    source_.files = {{name, ""}};
    EXPECT_THROW(export_zip(source_, path("t.zip")), Error) << name;
  }
  EXPECT_FALSE(std::filesystem::exists(path("t.zip")));
}

TEST_F(Exports, ZipRefusesADeliveryThatIsNotWholeOrTooLarge) {
  source_.files.front().sha256 = std::string(64, '0');
  EXPECT_THROW(export_zip(source_, path("t.zip")), Error);
  source_.files = {{"gone.tif", ""}};
  EXPECT_THROW(export_zip(source_, path("t.zip")), Error);
  std::ofstream(path("run/large.bin")).put('x');
  std::filesystem::resize_file(path("run/large.bin"), geo::kMostZipBytes + 1);  // sparse
  source_.files = {{"large.bin", ""}};
  try {
    export_zip(source_, path("t.zip"));
    FAIL() << "a zip beyond the limits";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E4251");
  }
  EXPECT_FALSE(std::filesystem::exists(path("t.zip")));
}

}  // namespace
}  // namespace greisen::outputs
