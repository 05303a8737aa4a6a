// SPDX-License-Identifier: Apache-2.0
// tests/support/main.cpp: in these tests' helpers the library dies of a file called deadly.
#include "geo/gdal/guarded_files.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <gdal.h>
#include <gmock/gmock.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/read/array_file.hpp"
#include "geo/read/band_source.hpp"
#include "support/array_writer.hpp"
#include "support/graph_fixture.hpp"

namespace greisen::geo {
namespace {

constexpr std::uint64_t kRows = 300;
constexpr std::uint64_t kBands = 5;
constexpr std::uint64_t kCols = 40;

double value_of(std::uint64_t row, std::uint64_t band, std::uint64_t col) {
  return static_cast<double>(row * 200 + band * 40 + col);
}

class GuardedFiles : public ::testing::Test {
 protected:
  /// A cube whose value tells its place, an attribute and a list, and a plain raster of two dimensions.
  std::string write(const std::string& name) {
    const std::string path = folder_.file(name);
    test::ArrayWriter file(path);
    file.text("title", "granite");
    file.numbers("centres", {400, 500.5});
    std::vector<double> values;
    for (std::uint64_t row = 0; row < kRows; ++row)
      for (std::uint64_t band = 0; band < kBands; ++band)
        for (std::uint64_t col = 0; col < kCols; ++col) values.push_back(value_of(row, band, col));
    file.array("/data/cube", {kRows, kBands, kCols}, GDT_UInt16, values);
    file.array("/plain", {2, 3}, GDT_Float32, {1, 2, 3, 4, 5, 6});
    return path;
  }
  static std::string cube(const std::string& path) { return cube_path(path, {"/data/cube", "ybx"}); }

  greisen::testing::TempFolder folder_;
};

TEST_F(GuardedFiles, AreRastersLikeAnyOther) {
  ASSERT_TRUE(helpers_possible());
  const DatasetPtr raster = GdalSession().open(cube(write("a.nc")));
  EXPECT_STREQ(GDALGetDriverShortName(GDALGetDatasetDriver(raster.get())), "cube");
  EXPECT_EQ(GDALGetRasterXSize(raster.get()), 40);
  EXPECT_EQ(GDALGetRasterYSize(raster.get()), 300);
  ASSERT_EQ(GDALGetRasterCount(raster.get()), 5);
  EXPECT_EQ(GDALGetRasterDataType(GDALGetRasterBand(raster.get(), 1)), GDT_UInt16);
  EXPECT_STREQ(GDALGetMetadataItem(raster.get(), "INTERLEAVE", "IMAGE_STRUCTURE"), "PIXEL");
  int given = FALSE;
  EXPECT_EQ(GDALGetRasterNoDataValue(GDALGetRasterBand(raster.get(), 2), &given), 0);
}

TEST_F(GuardedFiles, PixelsComeInTheOrderLayoutAndTypeAskedFor) {
  const DatasetPtr raster = GdalSession().open(cube(write("a.nc")));
  std::vector<float> pixels(std::size_t{2} * 3 * 4, -1);
  int bands[] = {4, 2};
  // band by pixel: the spacings of an interleaved buffer
  ASSERT_EQ(GDALDatasetRasterIOEx(raster.get(), GF_Read, 7, 250, 4, 3, pixels.data(), 4, 3, GDT_Float32, 2, bands, 8,
                                  32, 4, nullptr),
            CE_None);
  for (std::uint64_t row = 0; row < 3; ++row)
    for (std::uint64_t col = 0; col < 4; ++col) {
      EXPECT_EQ(pixels[(row * 4 + col) * 2], value_of(250 + row, 3, 7 + col));
      EXPECT_EQ(pixels[(row * 4 + col) * 2 + 1], value_of(250 + row, 1, 7 + col));
    }
  GDALRasterBandH band = GDALGetRasterBand(raster.get(), 5);
  int cols = 0;
  int rows = 0;
  GDALGetBlockSize(band, &cols, &rows);
  std::vector<std::uint16_t> block(static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows));
  ASSERT_EQ(GDALReadBlock(band, 0, 1, block.data()), CE_None);
  EXPECT_EQ(block[3], value_of(static_cast<std::uint64_t>(rows), 4, 3));
}

TEST_F(GuardedFiles, ArraysAndAttributesAreRead) {
  const ArrayFile file(write("a.nc"));
  EXPECT_EQ(file.text("title"), "granite");
  EXPECT_EQ(file.text("none"), std::nullopt);
  EXPECT_EQ(file.numbers("centres"), (std::vector<double>{400, 500.5}));
  EXPECT_EQ(file.shape("/data/cube"), (std::vector<std::uint64_t>{kRows, kBands, kCols}));
  EXPECT_EQ(file.values("/plain"), (std::vector<double>{1, 2, 3, 4, 5, 6}));
  EXPECT_TRUE(file.values("/none").empty());
}

TEST_F(GuardedFiles, SubdatasetsAreToldAndOpen) {
  const FileInfo info = file_info(write("a.nc"));
  EXPECT_EQ(info.driver, "netCDF");
  const std::string named = info.subdatasets.empty() ? folder_.file("a.nc") : info.subdatasets.front();
  EXPECT_GE(file_info(named).bands.size(), 1U);
}

std::string refusal(const std::string& path) {
  try {
    const DatasetPtr raster = GdalSession().open(path);
  } catch (const Error& error) {
    return std::string(error.code()) + " " + error.problems().front().what;
  }
  return "opens";
}

TEST_F(GuardedFiles, WhatKillsTheLibraryIsNamedAndOthersGoOn) {
  const std::string good = write("a.nc");
  const std::string deadly = write("deadly.nc");
  const DatasetPtr raster = GdalSession().open(cube(good));
  for (int time = 0; time < 2; ++time) {
    EXPECT_THAT(refusal(deadly), ::testing::AllOf(::testing::StartsWith("E3011"), ::testing::HasSubstr("deadly.nc"),
                                                  ::testing::HasSubstr("the library that reads it died")));
    EXPECT_THAT(refusal(cube(deadly)), ::testing::HasSubstr("died"));
  }
  EXPECT_THROW(ArrayFile{deadly}, Error);
  std::uint16_t pixel = 0;
  EXPECT_EQ(GDALRasterIO(GDALGetRasterBand(raster.get(), 1), GF_Read, 5, 5, 1, 1, &pixel, 1, 1, GDT_UInt16, 0, 0),
            CE_None);
  EXPECT_EQ(pixel, value_of(5, 0, 5));
}

TEST_F(GuardedFiles, AFileThatIsWrittenAnewIsReadAnew) {
  const std::string path = write("a.nc");
  EXPECT_EQ(ArrayFile(path).text("title"), "granite");
  { test::ArrayWriter(path).text("title", "marble"); }
  EXPECT_EQ(ArrayFile(path).text("title"), "marble");
  EXPECT_EQ(ArrayFile(path).shape("/plain"), std::vector<std::uint64_t>{});
}

TEST_F(GuardedFiles, ThreadsReadOneFileAndManyFiles) {
  std::vector<std::string> paths;
  for (int i = 0; i < 30; ++i) paths.push_back(write("f" + std::to_string(i) + ".nc"));  // more than helpers
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&] {
      for (const std::string& path : paths) {
        const DatasetPtr raster = GdalSession().open(cube(path));
        std::vector<std::uint16_t> line(kCols);
        EXPECT_EQ(GDALRasterIO(GDALGetRasterBand(raster.get(), 3), GF_Read, 0, 299, 40, 1, line.data(), 40, 1,
                               GDT_UInt16, 0, 0),
                  CE_None);
        EXPECT_EQ(line.back(), value_of(299, 2, 39));
      }
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace greisen::geo
