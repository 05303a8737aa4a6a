// SPDX-License-Identifier: Apache-2.0
#include "geo/write/raster_writer.hpp"

#include <cmath>

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "geo/place/crs.hpp"
#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RasterProfile profile_of(std::int64_t cols, std::int64_t rows, int layers, PixelType type = PixelType::float32) {
  RasterProfile profile;
  profile.grid = {parse_crs("EPSG:32629").wkt, 600'000, 4'400'000, 20, 20, cols, rows};
  for (int i = 0; i < layers; ++i) {
    profile.layers.push_back({"layer_" + std::to_string(i), "1", "meaning of it", "swir1 / swir2", "Someone 1999"});
  }
  profile.type = type;
  if (type != PixelType::float32) profile.nodata = 0;
  return profile;
}

/// Noise with a smooth part and holes, by position alone.
float pixel(int layer, std::int64_t row, std::int64_t col) {
  const auto seed = static_cast<std::uint64_t>(layer);
  if (unit_random(seed + 99, row / 40, col / 40) < 0.1) return kMissing;
  return static_cast<float>(layer + 1e-4 * static_cast<double>(row + 2 * col) +
                            1e-2 * unit_random(seed, row / 3, col / 3));
}

Tile tile_of(const Window& w, int layers, const auto& value) {
  Tile tile(layers, static_cast<int>(w.rows), static_cast<int>(w.cols));
  for (int l = 0; l < layers; ++l) {
    for (int r = 0; r < w.rows; ++r) {
      for (int c = 0; c < w.cols; ++c) tile.view().at(l, r, c) = value(l, w.row + r, w.col + c);
    }
  }
  return tile;
}

void write_all(GTiffSink& sink, const Grid& grid, int layers, std::int64_t step, const auto& value) {
  for (std::int64_t row = 0; row < grid.rows; row += step) {
    for (std::int64_t col = 0; col < grid.cols; col += step) {
      const Window w = Window{col, row, step, step}.intersected(grid.window());
      const Tile tile = tile_of(w, layers, value);
      sink.write(w, tile.view());
    }
  }
}

/// Writes and returns the path.
std::string written(const ScratchFolder& folder, const std::string& name, const RasterProfile& profile,
                    const std::vector<std::string>& options, int threads, std::int64_t step = 512) {
  const std::string path = folder / name;
  GTiffSink sink(path, profile, parse_creation_options(options), threads);
  write_all(sink, profile.grid, static_cast<int>(profile.layers.size()), step, pixel);
  sink.close();
  return path;
}

GDALDatasetUniquePtr opened(const std::string& path) {
  return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER));
}

void expect_pixels(const std::string& path, const RasterProfile& profile) {
  const auto file = opened(path);
  ASSERT_TRUE(file);
  std::vector<float> row(static_cast<std::size_t>(profile.grid.cols));
  for (int b = 0; b < file->GetRasterCount(); ++b) {
    for (int r = 0; r < file->GetRasterYSize(); ++r) {
      const int cols = static_cast<int>(row.size());
      ASSERT_EQ(
          file->GetRasterBand(b + 1)->RasterIO(GF_Read, 0, r, cols, 1, row.data(), cols, 1, GDT_Float32, 0, 0, nullptr),
          CE_None);
      for (int c = 0; c < cols; ++c) {
        const float expected = pixel(b, r, c);
        ASSERT_EQ(row[static_cast<std::size_t>(c)], std::isnan(expected) ? -9999.0F : expected)
            << b << ' ' << r << ' ' << c;
      }
    }
  }
}

TEST(GTiffSink, WritesWhatItIsGiven) {
  const ScratchFolder folder;
  const RasterProfile profile = profile_of(1100, 700, 2);
  const std::string path = written(folder, "a.tif", profile, {}, 2);
  expect_pixels(path, profile);
  EXPECT_THAT(folder.names(), ElementsAre("a.tif")) << "no part, no side file";
  const auto file = opened(path);
  GDALRasterBand& band = *file->GetRasterBand(2);
  int cols = 0;
  int rows = 0;
  band.GetBlockSize(&cols, &rows);
  EXPECT_EQ(cols, 512);
  EXPECT_EQ(rows, 512);
  EXPECT_EQ(band.GetNoDataValue(), -9999);
  EXPECT_STREQ(band.GetDescription(), "layer_1");
  EXPECT_STREQ(band.GetUnitType(), "1");
  EXPECT_STREQ(band.GetMetadataItem("formula"), "swir1 / swir2");
  EXPECT_STREQ(band.GetMetadataItem("source"), "Someone 1999");
  EXPECT_STREQ(band.GetMetadataItem("meaning"), "meaning of it");
  EXPECT_STREQ(file->GetMetadataItem("INTERLEAVE", "IMAGE_STRUCTURE"), "BAND");
  EXPECT_STREQ(file->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE"), "DEFLATE");
  std::array<double, 6> transform = {};
  file->GetGeoTransform(transform.data());
  EXPECT_THAT(transform, ElementsAre(600'000, 20, 0, 4'400'000, 0, -20));
  EXPECT_STREQ(file->GetSpatialRef()->GetAuthorityCode(nullptr), "32629");
}

TEST(GTiffSink, CompressesOnlyAsToldOnceOptionsAreGiven) {
  const ScratchFolder folder;
  const std::string path = written(folder, "a.tif", profile_of(600, 300, 1), {"BIGTIFF=IF_SAFER"}, 1);
  const auto file = opened(path);
  EXPECT_EQ(file->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE"), nullptr);
}

TEST(GTiffSink, GivesTheSameBytesForAnyThreads) {
  const ScratchFolder folder;
  for (const std::vector<std::string>& options :
       {std::vector<std::string>{}, {"INTERLEAVE=PIXEL"}, {"COMPRESS=ZSTD", "ZSTD_LEVEL=1"}, {"TILED=NO"}}) {
    const RasterProfile profile = profile_of(1300, 700, 2);
    const std::string one = bytes_of_file(written(folder, "one.tif", profile, options, 1));
    const std::string two = bytes_of_file(written(folder, "two.tif", profile, options, 2));
    const std::string again = bytes_of_file(written(folder, "again.tif", profile, options, 2));
    EXPECT_TRUE(one == two) << (options.empty() ? "" : options[0]);
    EXPECT_TRUE(two == again);
    EXPECT_GT(one.size(), 50'000U);
  }
}

TEST(GTiffSink, TakesWindowsThatCutBlocks) {
  const ScratchFolder folder;
  const RasterProfile profile = profile_of(1100, 700, 2);
  const std::string aligned = bytes_of_file(written(folder, "aligned.tif", profile, {}, 1));
  for (const std::int64_t step : {128, 200, 300, 1024, 5000}) {
    EXPECT_TRUE(bytes_of_file(written(folder, "cut.tif", profile, {}, 1, step)) == aligned) << step;
  }
  for (const std::vector<std::string>& options : {std::vector<std::string>{"TILED=NO"},
                                                  {"TILED=NO", "BLOCKYSIZE=100"},
                                                  {"BLOCKXSIZE=256", "BLOCKYSIZE=256"},
                                                  {"BLOCKXSIZE=400", "BLOCKYSIZE=48", "INTERLEAVE=PIXEL"}}) {
    expect_pixels(written(folder, "other.tif", profile, options, 2), profile);
  }
}

TEST(GTiffSink, CompressesABlockOnceWhenInterleavedByPixel) {
  const ScratchFolder folder;
  const RasterProfile profile = profile_of(1100, 1300, 3);
  const std::string path = written(folder, "pixel.tif", profile, {"INTERLEAVE=PIXEL"}, 2);
  expect_pixels(path, profile);
  const auto file = opened(path);
  std::uint64_t blocks = 0;
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 3; ++x) {
      const std::string key = "BLOCK_SIZE_" + std::to_string(x) + "_" + std::to_string(y);
      blocks += std::stoull(file->GetRasterBand(1)->GetMetadataItem(key.c_str(), "TIFF"));
    }
  }
  EXPECT_LT(std::filesystem::file_size(path) - blocks, 8192U) << "a block written twice leaves a hole";
}

TEST(GTiffSink, KeepsStatisticsInside) {
  const ScratchFolder folder;
  const RasterProfile profile = profile_of(300, 200, 1);
  const std::string path = folder / "s.tif";
  GTiffSink sink(path, profile, {}, 1);
  write_all(sink, profile.grid, 1, 512, pixel);
  sink.set_statistics({{0.25, 0.75, 0.5, 0.125, 87.5}});
  sink.close();
  EXPECT_THAT(folder.names(), ElementsAre("s.tif"));
  const auto file = opened(path);
  EXPECT_STREQ(file->GetRasterBand(1)->GetMetadataItem("STATISTICS_MINIMUM"), "0.25");
  EXPECT_STREQ(file->GetRasterBand(1)->GetMetadataItem("STATISTICS_STDDEV"), "0.125");
  EXPECT_STREQ(file->GetRasterBand(1)->GetMetadataItem("STATISTICS_VALID_PERCENT"), "87.5");
  expect_pixels(path, profile);
}

TEST(GTiffSink, KeepsAMeasurementThatLooksLikeMissing) {
  const ScratchFolder folder;
  const RasterProfile profile = profile_of(4, 1, 1);
  Tile tile(1, 1, 4);
  tile.view().at(0, 0, 0) = -9999;
  tile.view().at(0, 0, 1) = kMissing;
  tile.view().at(0, 0, 2) = 0;
  tile.view().at(0, 0, 3) = -10'000;
  GTiffSink sink(folder / "n.tif", profile, {}, 1);
  sink.write({0, 0, 4, 1}, tile.view());
  sink.close();
  std::vector<float> row(4);
  ASSERT_EQ(opened(folder / "n.tif")
                ->GetRasterBand(1)
                ->RasterIO(GF_Read, 0, 0, 4, 1, row.data(), 4, 1, GDT_Float32, 0, 0, nullptr),
            CE_None);
  EXPECT_NEAR(row[0], -9999, 0.002);
  EXPECT_NE(row[0], -9999);
  EXPECT_THAT(std::vector<float>(row.begin() + 1, row.end()), ElementsAre(-9999, 0, -10'000));
}

TEST(GTiffSink, RoundsToIntegersAndRefusesWhatDoesNotFit) {
  const ScratchFolder folder;
  const auto code = [&](PixelType type, float value, std::optional<double> nodata) {
    RasterProfile profile = profile_of(1, 1, 1, type);
    profile.nodata = nodata;
    return code_of([&] {
      Tile tile(1, 1, 1);
      tile.fill(value);
      GTiffSink sink(folder / "i.tif", profile, {}, 1);
      sink.write({0, 0, 1, 1}, tile.view());
      sink.close();
    });
  };
  EXPECT_EQ(code(PixelType::uint8, 254.4F, 255), "no error");
  EXPECT_EQ(code(PixelType::uint16, 65'535, 0), "no error");
  EXPECT_EQ(code(PixelType::uint8, 256, 0), "E1062");
  EXPECT_EQ(code(PixelType::uint8, -1, 0), "E1062");
  EXPECT_EQ(code(PixelType::uint8, 255, 255), "E1062") << "a measurement must not turn into a hole";
  EXPECT_EQ(code(PixelType::int16, -32'768, 0), "no error");
  EXPECT_EQ(code(PixelType::uint8, kMissing, 0), "no error");
  EXPECT_EQ(code(PixelType::uint8, kMissing, std::nullopt), "E1061");
  EXPECT_EQ(code(PixelType::float32, std::numeric_limits<float>::infinity(), -9999), "E1060");
  EXPECT_THAT(folder.names(), ElementsAre("i.tif"));
}

TEST(GTiffSink, LeavesNothingWithoutClose) {
  const ScratchFolder folder;
  {
    GTiffSink sink(folder / "a.tif", profile_of(600, 600, 1), {}, 2);
    const Tile tile = tile_of({0, 0, 512, 512}, 1, pixel);
    sink.write({0, 0, 512, 512}, tile.view());
    EXPECT_EQ(code_of([&] { sink.close(); }), "E1062") << "pixels are missing";
  }
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(GTiffSink, RefusesWindowsOutOfOrderThatCutBlocks) {
  const ScratchFolder folder;
  GTiffSink sink(folder / "a.tif", profile_of(600, 600, 1), {}, 1);
  const Tile tile = tile_of({0, 0, 100, 100}, 1, pixel);
  EXPECT_EQ(code_of([&] { sink.write({100, 0, 100, 100}, tile.view()); }), "E1062");
  EXPECT_EQ(code_of([&] { sink.write({550, 0, 100, 100}, tile.view()); }), "E1062");
}

TEST(GTiffSink, RefusesUnknownOptionsWithGdalsWords) {
  const ScratchFolder folder;
  const auto error = [&](const std::vector<std::string>& options) -> std::string {
    try {
      GTiffSink sink(folder / "a.tif", profile_of(600, 600, 1), parse_creation_options(options), 1);
    } catch (const Error& e) {
      return e.what();
    }
    return "no error";
  };
  EXPECT_THAT(error({"COMPRES=LZW"}), HasSubstr("E2060"));
  EXPECT_THAT(error({"COMPRES=LZW"}), HasSubstr("COMPRES"));
  EXPECT_THAT(error({"COMPRESS=FOO"}), HasSubstr("FOO"));
  EXPECT_THAT(error({"BLOCKXSIZE=100"}), HasSubstr("E2060"));
  EXPECT_THAT(error({"COMPRESS"}), HasSubstr("KEY=VALUE"));
  EXPECT_THAT(error({"TILED=YES", "tiled=NO"}), HasSubstr("twice"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(GTiffSink, SaysWhereItCannotWrite) {
  const ScratchFolder folder;
  EXPECT_EQ(code_of([&] { GTiffSink(folder / "no/such/a.tif", profile_of(10, 10, 1), {}, 1); }), "E7002");
}

}  // namespace
}  // namespace greisen::geo
