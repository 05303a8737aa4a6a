// SPDX-License-Identifier: Apache-2.0
#include "geo/write/cog_tiles.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/place/crs.hpp"
#include "geo/scratch_folder.hpp"
#include "geo/write/raster_writer_pixels.hpp"
#include "geo/write/tiff_tags.hpp"
#include "geo/write/tile_codec.hpp"

namespace greisen::geo {
namespace {

RasterProfile profile_of(std::int64_t cols, std::int64_t rows, int layers, PixelType type = PixelType::float32) {
  RasterProfile profile;
  profile.grid = {parse_crs("EPSG:32629").wkt, 600'000, 4'400'000, 20, 20, cols, rows};
  for (int i = 0; i < layers; ++i) profile.layers.push_back({"layer " + std::to_string(i)});
  profile.type = type;
  if (type != PixelType::float32) profile.nodata = 0;
  return profile;
}

Tile unit_of(const RasterProfile& profile, std::int64_t unit) {
  const std::int64_t across = (profile.grid.cols - 1) / CogTiles::kTilePx + 1;
  const Window window = Window{unit % across * 512, unit / across * 512, 512, 512}.intersected(profile.grid.window());
  Tile tile(static_cast<int>(profile.layers.size()), static_cast<int>(window.rows), static_cast<int>(window.cols));
  const TileView view = tile.view();
  for (int layer = 0; layer < view.layers; ++layer)
    for (int row = 0; row < view.rows; ++row)
      for (int col = 0; col < view.cols; ++col) {
        const double random = unit_random(static_cast<std::uint64_t>(layer), window.row + row, window.col + col);
        view.at(layer, row, col) = random < 0.1 ? kMissing : static_cast<float>(1 + std::floor(random * 200));
      }
  return tile;
}

void write_all(CogTiles& tiles, const RasterProfile& profile, std::vector<std::int64_t> units) {
  for (const std::int64_t unit : units) tiles.write_unit(unit, unit_of(profile, unit).view());
}

TEST(CogTiles, TellTheSameInAnyOrderAndAfterAKill) {
  const ScratchFolder folder;
  const RasterProfile profile = profile_of(1300, 1100, 2);
  CogTiles straight(folder / "straight.tiles", profile, OverviewResampling::average, {});
  write_all(straight, profile, {0, 1, 2, 3, 4, 5, 6, 7, 8});
  const CogFacts facts = straight.finish(folder / "straight.tif", 2, {});
  EXPECT_EQ(facts.sha256, sha256_file(folder / "straight.tif"));
  std::uint64_t hash = 0;
  {
    CogTiles killed(folder / "killed.tiles", profile, OverviewResampling::average, {});
    write_all(killed, profile, {7, 3, 0, 4, 1, 8, 5});  // 0, 1, 3, 4 make a tile of the first overview whole
    hash = killed.hash_unit(3);
  }
  std::filesystem::resize_file(folder / "killed.tiles", std::filesystem::file_size(folder / "killed.tiles") - 100);
  CogTiles again(folder / "killed.tiles", profile, OverviewResampling::average, {});
  EXPECT_EQ(again.hash_unit(3), hash);
  EXPECT_EQ(again.hash_unit(5), 0U) << "the last one is torn";
  again.keep({0, 1, 3, 7});
  EXPECT_EQ(again.hash_unit(8), 0U);
  write_all(again, profile, {8, 6, 5, 4, 2});
  again.finish(folder / "again.tif", 1, {});
  again.finish(folder / "twice.tif", 1, {});
  EXPECT_TRUE(bytes_of_file(folder / "straight.tif") == bytes_of_file(folder / "again.tif"));
  EXPECT_TRUE(bytes_of_file(folder / "straight.tif") == bytes_of_file(folder / "twice.tif"));
}

TEST(CogTiles, AreDecodedByGdalToThePixelsGiven) {
  const ScratchFolder folder;
  for (const PixelType type : {PixelType::uint8, PixelType::int16, PixelType::uint32, PixelType::float32})
    for (const int layers : {1, 3}) {
      const RasterProfile profile = profile_of(700, 530, layers, type);
      CogTiles tiles(folder / "a.tiles", profile, OverviewResampling::average, {});
      write_all(tiles, profile, {0, 1, 2, 3});
      tiles.finish(folder / "a.tif", 1, {});
      const GDALDatasetUniquePtr file(GDALDataset::Open((folder / "a.tif").c_str()));
      ASSERT_TRUE(file);
      const Tile last = unit_of(profile, 3);
      const ConstTileView view = last.view();
      std::vector<float> pixels(static_cast<std::size_t>(view.cols * view.rows));
      for (int layer = 0; layer < layers; ++layer) {
        ASSERT_EQ(file->GetRasterBand(layer + 1)->RasterIO(GF_Read, 512, 512, view.cols, view.rows, pixels.data(),
                                                           view.cols, view.rows, GDT_Float32, 0, 0, nullptr),
                  CE_None);
        for (int row = 0; row < view.rows; ++row)
          for (int col = 0; col < view.cols; ++col) {
            const float stored = pixels[static_cast<std::size_t>(row * view.cols + col)];
            const float given = view.at(layer, row, col);
            ASSERT_EQ(stored, std::isnan(given) ? static_cast<float>(*profile.nodata) : given) << row << " " << col;
          }
      }
      std::filesystem::remove(folder / "a.tiles");
    }
}

/// GDAL leaves a CRS out without a word when the disk with PROJ's database fails for a moment.
TEST(CogTiles, AreAskedWhereTheyLie) {
  const ScratchFolder folder;
  const RasterProfile profile = profile_of(30, 20, 1);
  CogTiles tiles(folder / "a.tiles", profile, OverviewResampling::average, {});
  write_all(tiles, profile, {0});
  tiles.finish(folder / "a.tif", 1, {});
  EXPECT_TRUE(is_placed_as(folder / "a.tif", profile));
  RasterProfile other = profile;
  other.grid.origin_x += 20;
  EXPECT_FALSE(is_placed_as(folder / "a.tif", other));
  other.grid = profile.grid;
  other.grid.crs = parse_crs("EPSG:32630").wkt;
  EXPECT_FALSE(is_placed_as(folder / "a.tif", other));
  other.grid.crs.clear();
  CogTiles bare(folder / "b.tiles", other, OverviewResampling::average, {});
  write_all(bare, other, {0});
  bare.finish(folder / "b.tif", 1, {});
  EXPECT_TRUE(is_placed_as(folder / "b.tif", other));
  EXPECT_FALSE(is_placed_as(folder / "b.tif", profile)) << "as a file whose CRS was left out";
}

TEST(CogTiles, LeaveOutWhatNeverCame) {
  const ScratchFolder folder;
  const RasterProfile profile = profile_of(1300, 1100, 1);
  CogTiles tiles(folder / "a.tiles", profile, OverviewResampling::average, {});
  write_all(tiles, profile, {4});
  const BandStatistics statistics = tiles.finish(folder / "a.tif", 1, {}).statistics.at(0);
  EXPECT_GT(statistics.valid_percent, 10);
  const GDALDatasetUniquePtr file(GDALDataset::Open((folder / "a.tif").c_str()));
  float pixel = 0;
  ASSERT_EQ(file->GetRasterBand(1)->RasterIO(GF_Read, 10, 10, 1, 1, &pixel, 1, 1, GDT_Float32, 0, 0, nullptr), CE_None);
  EXPECT_EQ(pixel, -9999);
}

TEST(Halve, MeansModesAndCorners) {
  Tile from(1, 3, 3);
  const std::vector<float> values = {1, 2, 5, 2, kMissing, kMissing, 7, 8, 9};
  std::ranges::copy(values, from.view().data);
  const RasterProfile floats = profile_of(3, 3, 1);
  const auto halved = [&](OverviewResampling how, const RasterProfile& profile) {
    Tile to(1, 2, 2);
    halve(from.view(), how, profile, to.view());
    return std::vector<float>(to.view().data, to.view().data + 4);
  };
  EXPECT_THAT(halved(OverviewResampling::average, floats), testing::ElementsAre(5.0F / 3, 5, 7.5F, 9));
  EXPECT_THAT(halved(OverviewResampling::mode, floats), testing::ElementsAre(2, 5, 7, 9));
  EXPECT_THAT(halved(OverviewResampling::nearest, floats), testing::ElementsAre(1, 5, 7, 9));
  RasterProfile integers = profile_of(3, 3, 1, PixelType::int16);
  integers.nodata = 2;  // 5/3 rounds to it
  EXPECT_THAT(halved(OverviewResampling::average, integers), testing::ElementsAre(1, 5, 8, 9));
}

TEST(TiffTags, OfABigFileAreReadByGdal) {
  const ScratchFolder folder;
  const GdalSession session;
  {
    const GDALDatasetUniquePtr small(GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
        (folder / "s.tif").c_str(), 900, 700, 1, GDT_Float32, nullptr));
    small->SetMetadataItem("model", "w-skarn");
  }
  TiffDirectory tags = read_directory(folder / "s.tif");
  const auto strips = std::ranges::find(tags, 273, &TiffTag::id);
  ASSERT_NE(strips, tags.end());
  set_tag(tags, long8_tag(273, std::vector<std::uint64_t>(strips->count, 0)));
  set_tag(tags, long_tag(279, std::vector<std::uint32_t>(strips->count, 0)));
  RandomFile big(folder / "b.tif", RandomFile::Mode::empty);
  big.write(write_directories({tags}, "", true), 0);
  const GDALDatasetUniquePtr file(GDALDataset::Open((folder / "b.tif").c_str()));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->GetRasterXSize(), 900);
  EXPECT_STREQ(file->GetMetadataItem("model"), "w-skarn");
}

}  // namespace
}  // namespace greisen::geo
