// SPDX-License-Identifier: Apache-2.0
#include "geo/write/cog.hpp"

#include <cmath>
#include <cstdlib>
#include <sys/mount.h>
#include <unistd.h>

#include <gdal_priv.h>
#include <gdal_rat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/place/crs.hpp"
#include "geo/scratch_folder.hpp"
#include "geo/write/class_tables.hpp"
#include "geo/write/raster_writer.hpp"

namespace greisen::geo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RasterProfile profile_of(std::int64_t cols, std::int64_t rows, int layers, PixelType type = PixelType::float32) {
  RasterProfile profile;
  profile.grid = {parse_crs("EPSG:32629").wkt, 600'000, 4'400'000, 20, 20, cols, rows};
  for (int i = 0; i < layers; ++i) {
    profile.layers.push_back({"layer_" + std::to_string(i), "m", "meaning", "swir1 / swir2", "Someone 1999"});
  }
  profile.type = type;
  if (type != PixelType::float32) profile.nodata = 0;
  return profile;
}

float noise(int layer, std::int64_t row, std::int64_t col) {
  const auto seed = static_cast<std::uint64_t>(layer);
  if (unit_random(seed + 9, row / 64, col / 64) < 0.2) return kMissing;
  return static_cast<float>(0.5 + 0.4 * std::sin(0.01 * static_cast<double>(row - col)) +
                            0.05 * unit_random(seed, row, col));
}
float stripes(int /*layer*/, std::int64_t row, std::int64_t col) {
  return row < 100 && col < 100 ? kMissing : static_cast<float>(1 + (row / 37 + col / 53) % 3);
}

PixelSource source_of(RasterProfile profile, float (*value)(int, std::int64_t, std::int64_t)) {
  return {std::move(profile), [value](const Window& w, TileView out) {
            for (int l = 0; l < out.layers; ++l) {
              for (int r = 0; r < out.rows; ++r) {
                for (int c = 0; c < out.cols; ++c) out.at(l, r, c) = value(l, w.row + r, w.col + c);
              }
            }
          }};
}

GDALDatasetUniquePtr opened(const std::string& path) {
  return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER));
}

std::string item(GDALRasterBand* band, const char* key) {
  const char* const value = band->GetMetadataItem(key);
  return value == nullptr ? "" : value;
}

/// GDAL's own validator, where it is installed.
void expect_valid_cog(const std::string& path) {
  const std::string python = "/usr/bin/python3 -m osgeo_utils.samples.validate_cloud_optimized_geotiff";
  if (std::system((python + " --help > /dev/null 2>&1").c_str()) == 127 << 8) return;
  EXPECT_EQ(std::system((python + " -q --full-check=yes '" + path + "' > /dev/null").c_str()), 0) << path;
}

TEST(WriteCog, IsACogWithAllThatIsKnownInside) {
  const ScratchFolder folder;
  const std::string path = folder / "a.tif";
  RasterProfile profile = profile_of(1700, 1300, 2);
  profile.metadata = {{"model", "w-skarn"}};
  const auto statistics = write_cog(path, source_of(profile, noise), {});
  EXPECT_THAT(folder.names(), ElementsAre("a.tif")) << "no .aux.xml, no part";
  const auto file = opened(path);
  ASSERT_TRUE(file);
  EXPECT_STREQ(file->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"), "COG");
  EXPECT_STREQ(file->GetMetadataItem("model"), "w-skarn");
  ASSERT_EQ(file->GetRasterCount(), 2);
  for (int b = 1; b <= 2; ++b) {
    GDALRasterBand* const band = file->GetRasterBand(b);
    EXPECT_EQ(band->GetDescription(), "layer_" + std::to_string(b - 1));
    EXPECT_STREQ(band->GetUnitType(), "m");
    EXPECT_EQ(band->GetNoDataValue(), -9999);
    EXPECT_EQ(item(band, "formula"), "swir1 / swir2");
    EXPECT_EQ(item(band, "source"), "Someone 1999");
    EXPECT_EQ(std::stod(item(band, "STATISTICS_MEAN")), statistics[static_cast<std::size_t>(b - 1)].mean);
    EXPECT_EQ(std::stod(item(band, "STATISTICS_VALID_PERCENT")),
              statistics[static_cast<std::size_t>(b - 1)].valid_percent);
    ASSERT_EQ(band->GetOverviewCount(), 2);
    EXPECT_LE(band->GetOverview(1)->GetXSize(), 512);
    int cols = 0;
    int rows = 0;
    band->GetBlockSize(&cols, &rows);
    EXPECT_EQ(cols, 512);
    EXPECT_EQ(rows, 512);
  }
  expect_valid_cog(path);
}

TEST(WriteCog, ComputesTheStatisticsOfThePixels) {
  const ScratchFolder folder;
  const auto s = write_cog(folder / "a.tif", source_of(profile_of(700, 600, 1), noise), {}).at(0);
  const auto file = opened(folder / "a.tif");
  double low = 0;
  double high = 0;
  double mean = 0;
  double deviation = 0;
  ASSERT_EQ(file->GetRasterBand(1)->ComputeStatistics(0, &low, &high, &mean, &deviation, nullptr, nullptr), CE_None);
  EXPECT_NEAR(s.minimum, low, 1e-12);
  EXPECT_NEAR(s.maximum, high, 1e-12);
  EXPECT_NEAR(s.mean, mean, 1e-9);
  EXPECT_NEAR(s.standard_deviation, deviation, 1e-9);
}

TEST(WriteCog, AveragesOverviewsOfMeasuredPixelsOnly) {
  const ScratchFolder folder;
  const auto halves = [](int, std::int64_t, std::int64_t col) { return col % 2 == 0 ? kMissing : 4.0F; };
  write_cog(folder / "a.tif", source_of(profile_of(1024, 600, 1), +halves), {});
  const auto file = opened(folder / "a.tif");
  std::vector<float> row(512);
  ASSERT_EQ(file->GetRasterBand(1)->GetOverview(0)->RasterIO(GF_Read, 0, 0, 512, 1, row.data(), 512, 1, GDT_Float32, 0,
                                                             0, nullptr),
            CE_None);
  EXPECT_THAT(row, testing::Each(4.0F));
}

TEST(WriteCog, GivesTheSameBytesForAnyThreads) {
  const ScratchFolder folder;
  const PixelSource source = source_of(profile_of(2100, 1100, 2), noise);
  write_cog(folder / "one.tif", source, {.threads = 1});
  write_cog(folder / "two.tif", source, {.threads = 2});
  EXPECT_TRUE(bytes_of_file(folder / "one.tif") == bytes_of_file(folder / "two.tif"));
}

TEST(WriteCog, KeepsColoursInsideAndNamesBeside) {
  const ScratchFolder folder;
  CogOptions options;
  options.overviews = OverviewResampling::mode;
  options.classes = {
      {1, "low", {20, 30, 40, 255}}, {2, "a <b> & \"c\"", {50, 60, 70, 255}}, {3, "high", {80, 90, 100, 255}}};
  const PixelSource source = source_of(profile_of(900, 700, 1, PixelType::uint8), stripes);
  write_cog(folder / "c.tif", source, options);
  EXPECT_THAT(folder.names(), ElementsAre("c.tif", "c.tif.aux.xml"));
  expect_valid_cog(folder / "c.tif");
  {
    const auto file = opened(folder / "c.tif");
    GDALRasterBand* const band = file->GetRasterBand(1);
    ASSERT_NE(band->GetDefaultRAT(), nullptr);  // this first: GDAL 3.6 reads the side file when asked for the table
    EXPECT_EQ(band->GetDefaultRAT()->GetRowCount(), 3);
    ASSERT_NE(band->GetCategoryNames(), nullptr);
    EXPECT_STREQ(band->GetCategoryNames()[2], "a <b> & \"c\"");
    EXPECT_EQ(band->GetNoDataValue(), 0);
  }
  std::filesystem::remove(folder / "c.tif.aux.xml");
  const auto bare = opened(folder / "c.tif");
  GDALColorEntry colour = {};
  ASSERT_NE(bare->GetRasterBand(1)->GetColorTable(), nullptr);
  bare->GetRasterBand(1)->GetColorTable()->GetColorEntryAsRGB(3, &colour);
  EXPECT_EQ(colour.c1, 80);
  EXPECT_EQ(colour.c3, 100);
  write_cog(folder / "d.tif", source, options);
  EXPECT_TRUE(bytes_of_file(folder / "c.tif") == bytes_of_file(folder / "d.tif"));
}

/// As a disk leaves it that was full when GDAL wrote the side file, of which GDAL says nothing.
TEST(WriteCog, AsksWhetherTheClassesAreTold) {
  const ScratchFolder folder;
  CogOptions options;
  options.classes = {{1, "one", {1, 2, 3, 255}}, {2, "two", {4, 5, 6, 255}}};
  write_cog(folder / "a.tif", source_of(profile_of(60, 60, 1, PixelType::uint8), stripes), options);
  EXPECT_TRUE(tells_classes(folder / "a.tif", options.classes));
  EXPECT_FALSE(tells_classes(folder / "a.tif", {options.classes.front()}));
  const auto bytes = std::filesystem::file_size(folder / "a.tif.aux.xml");
  for (const std::uintmax_t left : {bytes - 10, bytes / 2, std::uintmax_t{0}}) {
    std::filesystem::resize_file(folder / "a.tif.aux.xml", left);
    EXPECT_FALSE(tells_classes(folder / "a.tif", options.classes)) << left;
  }
}

TEST(WriteCog, RemovesTheSideFileOfAnOlderRaster) {
  const ScratchFolder folder;
  CogOptions options;
  options.classes = {{1, "one", {1, 2, 3, 255}}};
  write_cog(folder / "a.tif", source_of(profile_of(60, 60, 1, PixelType::uint8), stripes), options);
  ASSERT_THAT(folder.names(), ElementsAre("a.tif", "a.tif.aux.xml"));
  write_cog(folder / "a.tif", source_of(profile_of(60, 60, 1), noise), {});
  EXPECT_THAT(folder.names(), ElementsAre("a.tif"));
}

TEST(WriteCog, WritesAllMissingAsSparse) {
  const ScratchFolder folder;
  const auto nothing = [](int, std::int64_t, std::int64_t) { return kMissing; };
  write_cog(folder / "a.tif", source_of(profile_of(3000, 3000, 1), +nothing), {});
  EXPECT_LT(std::filesystem::file_size(folder / "a.tif"), 20'000U);
  const auto file = opened(folder / "a.tif");
  EXPECT_EQ(item(file->GetRasterBand(1), "STATISTICS_VALID_PERCENT"), "0");
  EXPECT_EQ(item(file->GetRasterBand(1), "STATISTICS_MEAN"), "");
}

TEST(WriteCog, ThrowsWhatTheSourceThrowsAndLeavesNothing) {
  const ScratchFolder folder;
  PixelSource source = source_of(profile_of(2000, 2000, 1), noise);
  const auto good = source.read;
  source.read = [&](const Window& w, TileView out) {
    if (w.row >= 1024) throw Error({"E3003", "the scene went away"});
    good(w, out);
  };
  CogOptions options;
  EXPECT_EQ(code_of([&] { write_cog(folder / "a.tif", source, options); }), "E3003");
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(WriteCog, StopsWhenAskedToAndLeavesNothing) {
  const ScratchFolder folder;
  CogOptions options;
  options.keep_going = [] { return false; };
  EXPECT_EQ(code_of([&] { write_cog(folder / "a.tif", source_of(profile_of(1500, 1500, 1), noise), options); }),
            "E1065");
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(WriteCog, ByOptionsHasTheSamePixelsNamesAndStatistics) {
  const ScratchFolder folder;
  const PixelSource source = source_of(profile_of(1100, 700, 2), noise);
  CogOptions options;
  write_cog(folder / "own.tif", source, options);
  options.creation_options = {{"COMPRESS", "LZW"}, {"OVERVIEW_RESAMPLING", "NEAREST"}};
  const std::vector<BandStatistics> statistics = write_cog(folder / "lzw.tif", source, options);
  expect_valid_cog(folder / "lzw.tif");
  const auto own = opened(folder / "own.tif");
  const auto lzw = opened(folder / "lzw.tif");
  EXPECT_STREQ(lzw->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE"), "LZW");
  EXPECT_EQ(statistics.size(), 2U);
  for (int band = 1; band <= 2; ++band) {
    GDALRasterBand* const one = own->GetRasterBand(band);
    GDALRasterBand* const other = lzw->GetRasterBand(band);
    std::vector<float> here(std::size_t{1100} * 700);
    std::vector<float> there(here.size());
    ASSERT_EQ(one->RasterIO(GF_Read, 0, 0, 1100, 700, here.data(), 1100, 700, GDT_Float32, 0, 0, nullptr), CE_None);
    ASSERT_EQ(other->RasterIO(GF_Read, 0, 0, 1100, 700, there.data(), 1100, 700, GDT_Float32, 0, 0, nullptr), CE_None);
    EXPECT_TRUE(here == there) << "band " << band;
    EXPECT_STREQ(other->GetDescription(), one->GetDescription());
    EXPECT_STREQ(other->GetUnitType(), "m");
    EXPECT_EQ(item(other, "STATISTICS_MEAN"), item(one, "STATISTICS_MEAN"));
    std::vector<float> thin(std::size_t{550} * 350);
    ASSERT_EQ(
        other->GetOverview(0)->RasterIO(GF_Read, 0, 0, 550, 350, thin.data(), 550, 350, GDT_Float32, 0, 0, nullptr),
        CE_None);
    for (const std::size_t at : {std::size_t{0}, std::size_t{301}, std::size_t{100 * 550 + 77}}) {
      const std::size_t row = at / 550;
      const std::size_t col = at % 550;
      const std::vector<float> block = {here[2 * row * 1100 + 2 * col], here[2 * row * 1100 + 2 * col + 1],
                                        here[(2 * row + 1) * 1100 + 2 * col], here[(2 * row + 1) * 1100 + 2 * col + 1]};
      EXPECT_THAT(block, testing::Contains(thin[at])) << "an overview asked to be the nearest pixel";
    }
  }
  EXPECT_THAT(folder.names(), testing::UnorderedElementsAre("own.tif", "lzw.tif"));
}

TEST(WriteCog, RefusesOptionsTheDriverDoesNotKnow) {
  const ScratchFolder folder;
  CogOptions options;
  options.creation_options = {{"TILED", "YES"}};
  EXPECT_EQ(code_of([&] { write_cog(folder / "a.tif", source_of(profile_of(50, 50, 1), noise), options); }), "E2060");
  EXPECT_THAT(folder.names(), IsEmpty());
}

/// A file system of 4 MB for one test; only root may make one.
class FullDisk : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "NOT TESTED: a full disk needs root, to mount a tmpfs of 4 MB";
    disk_ = folder_ / "disk";
    std::filesystem::create_directories(disk_);
    mounted_ = mount("tmpfs", disk_.c_str(), "tmpfs", 0, "size=4m") == 0;
    if (!mounted_) GTEST_SKIP() << "NOT TESTED: a tmpfs of 4 MB cannot be mounted here";
  }
  void TearDown() override {
    if (mounted_) umount2(disk_.c_str(), MNT_DETACH);
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(disk_))
      out.push_back(entry.path().filename().string());
    return out;
  }
  ScratchFolder folder_;
  std::string disk_;
  bool mounted_ = false;
};

TEST_F(FullDisk, LeavesNoCog) {
  const PixelSource source = source_of(profile_of(2500, 2500, 1), noise);
  EXPECT_EQ(code_of([&] { write_cog(disk_ + "/full.tif", source, {.threads = 2}); }), "E7001");
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(FullDisk, LeavesNoGTiffAtAnySize) {
  // sizes around the disk's, so that it also fills in the last block and at close
  const auto compress_none = parse_creation_options({"COMPRESS=NONE", "BLOCKXSIZE=256", "BLOCKYSIZE=256"});
  int full = 0;
  for (std::int64_t side = 900; side <= 1100; side += 20) {
    const PixelSource source = source_of(profile_of(side, side, 1), noise);
    const std::string code = code_of([&] {
      GTiffSink sink(disk_ + "/full.tif", source.profile, compress_none, 1);
      Tile tile(1, static_cast<int>(side), static_cast<int>(side));
      source.read({0, 0, side, side}, tile.view());
      sink.write({0, 0, side, side}, tile.view());
      sink.close();
    });
    if (code == "no error") {
      EXPECT_EQ(opened(disk_ + "/full.tif")->GetRasterXSize(), side);
      std::filesystem::remove(disk_ + "/full.tif");
      continue;
    }
    ++full;
    EXPECT_EQ(code, "E7001") << side;
    EXPECT_THAT(names(), IsEmpty()) << side;
  }
  EXPECT_GT(full, 2);
}

}  // namespace
}  // namespace greisen::geo
