// SPDX-License-Identifier: Apache-2.0
// Many dates of one place: every block of every file is decoded once, whatever the windows, and the plan says what a
// reader takes.
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/place/crs.hpp"
#include "scene/composite.hpp"
#include "scene/scene_fixture.hpp"
#include "support/raster_file.hpp"

namespace greisen::scene {
namespace {

constexpr int kDates = 60;
constexpr int kSide = 320;

class ManyDates : public SceneTest {
 protected:
  void SetUp() override {
    SceneTest::SetUp();
    for (int date = 0; date < kDates; ++date) {
      test::RasterFile file{.cols = kSide, .rows = kSide, .pixel_m = 20};
      file.epsg = 32629;
      file.left = kWest;
      file.top = kNorth;
      file.names = {"B04"};
      for (const char* option : {"TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"}) file.options.AddString(option);
      auto& plane = file.values.emplace_back();
      for (int i = 0; i < kSide * kSide; ++i) plane.push_back(1000 + date * 10 + i % kSide);
      test::write_raster((folder_ / ("s2_2023" + std::string(date < 30 ? "07" : "08") + (date % 30 < 9 ? "0" : "") +
                                     std::to_string(date % 30 + 1) + ".tif"))
                             .string(),
                         file);
    }
    SceneRequest request;
    request.path = "s2_*.tif";
    request.sensor = "sentinel2";
    request.scale = {0.0001};
    scenes_ = find(request);
    grid_ = {geo::parse_crs("EPSG:32629").wkt, kWest + 7, kNorth - 7, 20, 20, kSide - 1, kSide - 1};
  }

  [[nodiscard]] Raster composite() const {
    std::vector<Raster> rasters;
    for (const Scene& scene : scenes_) rasters.push_back(scene_raster(scene, {"B04"}, grid_, {}));
    return median(std::move(rasters));
  }

  static constexpr double kWest = 500'000;
  static constexpr double kNorth = 4'540'000;
  std::vector<Scene> scenes_;
  Grid grid_;
};

/// Windows of 256 px and a border of 8, as steps with a neighbourhood ask for.
std::vector<Window> bordered_windows() {
  std::vector<Window> windows;
  for (std::int64_t row = 0; row < kSide; row += 256)
    for (std::int64_t col = 0; col < kSide; col += 256) windows.push_back({col - 8, row - 8, 272, 272});
  return windows;
}

TEST_F(ManyDates, DecodeEachBlockOnceAndHoldAFewStrips) {
  ASSERT_EQ(scenes_.size(), static_cast<std::size_t>(kDates));
  const Raster raster = composite();
  const std::vector<Window> windows = bordered_windows();
  ReadCounters counters;
  PassRequest request;
  request.windows = windows;
  request.layers = {0, 1, 2};
  request.counters = &counters;
  request.store_bytes = std::size_t{1} << 30U;
  const ReadCost cost = raster.cost(request);
  EXPECT_LT(cost.reader_bytes, std::size_t{32} << 20U) << "all dates of a whole window take 35 MB";
  const auto reader = std::move(raster.open(request).front());
  Tile tile(3, 272, 272);
  for (const Window& window : windows) {
    reader->read(window, tile.view());
    if (window.row > 0 || window.col > 0) continue;
    EXPECT_NEAR(tile.view().at(0, 100, 100), 0.0001 * (1000 + 10 * (kDates - 1) / 2.0 + 92.85), 1e-4);
    EXPECT_EQ(tile.view().at(2, 100, 100), kDates);
  }
  constexpr std::uint64_t kBlocks = std::uint64_t{kDates} * (kSide / 64) * (kSide / 64);
  EXPECT_EQ(counters.blocks_touched, kBlocks);
  EXPECT_EQ(counters.blocks_decoded, kBlocks);
  EXPECT_EQ(cost.blocks, kBlocks);
}

TEST_F(ManyDates, GiveTheSamePixelsInWindowsOfAnySize) {
  scenes_.resize(5);
  expect_same(read_all(composite()), read_all(composite(), 50));
}

}  // namespace
}  // namespace greisen::scene
