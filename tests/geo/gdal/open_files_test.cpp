// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/open_files.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/read/warp_fixture.hpp"

namespace greisen::geo {
namespace {

std::vector<std::string> copies(std::size_t count) {
  MadeRaster picture;
  picture.geo_transform = {500000, 10, 0, 4000000, 0, -10};
  picture.cols = picture.rows = 4;
  picture.pixel = [](int, int row, int col) { return row + col; };
  const std::string folder = test_folder();
  const std::string first = folder + "/0.tif";
  write_picture(first, picture);
  std::vector<std::string> paths = {first};
  for (std::size_t i = 1; i < count; ++i) {
    paths.push_back(folder + "/" + std::to_string(i) + ".tif");
    std::filesystem::copy_file(first, paths.back(), std::filesystem::copy_options::overwrite_existing);
  }
  return paths;
}

TEST(OpenFiles, KeepsNoMoreOpenThanItMayWhoeverAsks) {
  const auto paths = copies(OpenFiles::kMostOpen / 2 + 10);
  const std::size_t before = OpenFiles::open_now();
  {
    OpenFiles one;
    OpenFiles other;
    const std::shared_ptr<void> held = one.of(paths.front());
    for (const std::string& path : paths) {
      EXPECT_EQ(GDALGetRasterXSize(one.of(path).get()), 4);
      EXPECT_EQ(GDALGetRasterXSize(other.of(path).get()), 4);
    }
    EXPECT_EQ(OpenFiles::open_now(), OpenFiles::kMostOpen);
    EXPECT_EQ(GDALGetRasterXSize(held.get()), 4) << "closed while somebody reads it";
    EXPECT_NE(one.of(paths.front()).get(), held.get()) << "the first must have been closed and opened again";
  }
  EXPECT_EQ(OpenFiles::open_now(), before);
}

TEST(OpenFiles, GivesTheSameDatasetAgain) {
  const auto paths = copies(1);
  OpenFiles files;
  EXPECT_EQ(files.of(paths.front()).get(), files.of(paths.front()).get());
}

}  // namespace
}  // namespace greisen::geo
