// SPDX-License-Identifier: Apache-2.0
#include "geo/read/block_store.hpp"

#include <cmath>
#include <fstream>

#include "base/error.hpp"
#include "geo/read/source_plan.hpp"
#include "geo/read/warp_fixture.hpp"

namespace greisen::geo {
namespace {

constexpr std::size_t kPlenty = std::size_t{1} << 30U;

MadeRaster numbered(int side, int bands, std::vector<std::string> options) {
  MadeRaster picture;
  picture.geo_transform = {500000, 10, 0, 4000000, 0, -10};
  picture.cols = picture.rows = side;
  picture.bands = bands;
  picture.type = GDT_UInt16;
  picture.options = std::move(options);
  picture.pixel = [](int band, int row, int col) { return (row * 131 + col * 7 + band * 1000) % 60000; };
  return picture;
}

Grid grid_of(const MadeRaster& picture) { return {wkt_of(32629), 500000, 4000000, 10, 10, picture.cols, picture.rows}; }

Raster copy_of(const std::string& path, const MadeRaster& picture) {
  std::vector<BandSource> bands;
  for (int band = 1; band <= picture.bands; ++band) bands.push_back(band_source(path, band, Resampling::nearest));
  return raster_of(bands, grid_of(picture));
}

std::size_t wrong_pixels(const MadeRaster& picture, const std::vector<float>& pixels) {
  std::size_t wrong = 0;
  std::size_t k = 0;
  for (int band = 0; band < picture.bands; ++band) {
    for (int row = 0; row < picture.rows; ++row) {
      for (int col = 0; col < picture.cols; ++col, ++k) {
        wrong += static_cast<double>(pixels[k]) != picture.pixel(band, row, col) ? 1U : 0U;
      }
    }
  }
  return wrong;
}

struct FileKind {
  const char* name;
  std::vector<std::string> options;
  std::uint64_t blocks;  ///< of the store, over all bands
};

class FileKinds : public testing::TestWithParam<FileKind> {};

TEST_P(FileKinds, AreDecodedOnceByTwoThreads) {
  const std::string path = test_folder() + "/file.tif";
  const MadeRaster picture = numbered(300, 3, GetParam().options);
  write_picture(path, picture);
  const auto result = read_all(copy_of(path, picture), tiled(grid_of(picture), 64), 2);
  EXPECT_EQ(wrong_pixels(picture, result.pixels), 0U);
  EXPECT_EQ(result.decoded, GetParam().blocks);
  EXPECT_EQ(result.touched, GetParam().blocks);
  EXPECT_EQ(result.cost.blocks, GetParam().blocks);
}

INSTANTIATE_TEST_SUITE_P(
    BlockStore, FileKinds,
    testing::Values(
        FileKind{"tiles", {"TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128", "COMPRESS=DEFLATE", "INTERLEAVE=BAND"}, 27},
        FileKind{"tiles_by_pixel", {"TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128", "COMPRESS=LZW"}, 27},
        FileKind{"thin_strips", {"BLOCKYSIZE=3", "INTERLEAVE=BAND"}, 3 * 10},  // 11 strips of 3 rows a block
        FileKind{"one_block", {"BLOCKYSIZE=300", "INTERLEAVE=BAND", "COMPRESS=DEFLATE"}, 3}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(BlockStore, KeepsOneBlockForAllThatASparseFileLacks) {
  const std::string path = test_folder() + "/sparse.tif";
  MadeRaster picture = numbered(
      1024, 2,
      {"TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128", "SPARSE_OK=TRUE", "INTERLEAVE=BAND", "COMPRESS=DEFLATE"});
  picture.pixel = [](int band, int row, int col) { return row < 128 && col < 128 ? band + row + col + 1 : 0; };
  write_picture(path, picture);
  const auto result = read_all(copy_of(path, picture), tiled(grid_of(picture), 256), 2);
  EXPECT_EQ(wrong_pixels(picture, result.pixels), 0U);
  EXPECT_EQ(result.decoded, 2U);
}

TEST(BlockStore, DecodesAgainWhereTheBoundIsTooSmallAndGivesTheSamePixels) {
  const std::string path = test_folder() + "/file.tif";
  const MadeRaster picture = numbered(512, 2, {"TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "INTERLEAVE=BAND"});
  write_picture(path, picture);
  const Raster raster = copy_of(path, picture);
  const auto plenty = read_all(raster, tiled(grid_of(picture), 64), 1, kPlenty);
  const auto little = read_all(raster, tiled(grid_of(picture), 64), 1, 1);
  EXPECT_EQ(plenty.decoded, 8U);
  EXPECT_GT(little.decoded, 8U);
  EXPECT_EQ(little.touched, 8U);
  EXPECT_EQ(wrong_pixels(picture, little.pixels), 0U);
  // a row of windows needs a row of blocks: half of the file
  EXPECT_EQ(plenty.cost.store_bytes, 512U * 512U * 2U);
  EXPECT_EQ(plenty.cost.decoded_bytes, 2U * 512U * 512U * 2U);
}

TEST(BlockStore, FreesABlockAfterItsLastWindow) {
  const std::string path = test_folder() + "/file.tif";
  const MadeRaster picture = numbered(256, 1, {"TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128"});
  write_picture(path, picture);
  const auto plan = plan_sources({band_source(path, 1, Resampling::nearest)}, grid_of(picture));
  BlockStore store({plan.bands[0].plane.blocks}, kPlenty, nullptr);
  OpenFiles files;
  const BlockRange first = {0, 0, 1, 1};
  store.expect(0, first);
  store.expect(0, first);
  static_cast<void>(store.hold(0, 0, 0, files));
  EXPECT_EQ(store.live_bytes(), 128U * 128U * 2U);
  store.done(0, first);
  EXPECT_EQ(store.live_bytes(), 128U * 128U * 2U);
  {
    const auto held = store.hold(0, 0, 0, files);
    store.done(0, first);
    EXPECT_GT(store.live_bytes(), 0U) << "somebody still reads it";
  }
  EXPECT_EQ(store.live_bytes(), 0U);
  EXPECT_EQ(store.peak_bytes(), 128U * 128U * 2U);
}

TEST(BlockStore, TellsEveryThreadOfADamagedBlock) {
  const std::string path = test_folder() + "/file.tif";
  const MadeRaster picture =
      numbered(300, 1, {"TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128", "COMPRESS=DEFLATE", "PREDICTOR=1"});
  write_picture(path, picture);
  const Raster raster = copy_of(path, picture);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(600);
  file << std::string(3000, 'x');
  file.close();
  try {
    read_all(raster, tiled(grid_of(picture), 64), 2);
    FAIL() << "the damage went unnoticed";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E3012");
    EXPECT_NE(std::string(error.what()).find("file.tif"), std::string::npos);
  }
}

TEST(BlockStore, CutsHugeBlocksAndGathersThinStrips) {
  BlockSource source;
  source.bands = {1};
  source.type = StoredType::uint16;
  source.cols = 20'000;
  source.rows = 10'000;
  choose_blocks(source, 20'000, 10'000, false, false);
  EXPECT_TRUE(source.by_rectangle);
  EXPECT_EQ(source.block_cols, 1024);
  EXPECT_EQ(source.block_rows, 1024);
  source.by_rectangle = false;
  choose_blocks(source, 20'000, 1, false, false);
  EXPECT_FALSE(source.by_rectangle);
  EXPECT_EQ(source.block_rows, 32);
  EXPECT_EQ(source.strip_rows, 1);
}

}  // namespace
}  // namespace greisen::geo
