// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "catalogue/catalogue.hpp"
#include "raster/tile.hpp"
#include "raster/tile_reader.hpp"
#include "scene/scene.hpp"
#include "support/safe_writer.hpp"

namespace greisen::scene {

/// A folder of one's own, the catalogue, and a silent log.
class SceneTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("greisen_" + std::string(test->test_suite_name()) + "_" + test->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::vector<Scene> find(SceneRequest request) { return find_scenes(request, folder_.string(), catalogue_, log_); }
  std::vector<Scene> find(const std::string& path) {
    SceneRequest request;
    request.path = path;
    return find(request);
  }
  Scene only(const std::string& path) {
    const std::vector<Scene> scenes = find(path);
    EXPECT_EQ(scenes.size(), 1U) << path;
    return scenes.empty() ? Scene{} : scenes.front();
  }
  /// "E3103", or "" where nothing is thrown.
  std::string code_of(const SceneRequest& request) {
    try {
      find(request);
    } catch (const Error& error) {
      return std::string(error.code());
    }
    return "";
  }
  std::string code_of(const std::string& path) {
    SceneRequest request;
    request.path = path;
    return code_of(request);
  }
  [[nodiscard]] bool warned(const std::string& part) const {
    for (const Warning& warning : log_.warnings()) {
      if (warning.text.find(part) != std::string::npos) return true;
    }
    return false;
  }

  std::filesystem::path folder_;
  Catalogue catalogue_ = load_catalogue();
  Log log_{LogOptions{LogLevel::error, ColorMode::never, ""}};
};

/// All layers of a raster, read in windows of `side` pixels.
inline Tile read_all(const Raster& raster, std::int64_t side = 1 << 20) {
  std::vector<Window> windows;
  for (std::int64_t row = 0; row < raster.grid.rows; row += side) {
    for (std::int64_t col = 0; col < raster.grid.cols; col += side) {
      windows.push_back(Window{col, row, side, side}.intersected(raster.grid.window()));
    }
  }
  PassRequest request;
  request.windows = windows;
  for (int i = 0; i < static_cast<int>(raster.layers.size()); ++i) request.layers.push_back(i);
  request.store_bytes = 64U << 20U;
  const auto readers = raster.open(request);
  Tile whole(static_cast<int>(raster.layers.size()), static_cast<int>(raster.grid.rows),
             static_cast<int>(raster.grid.cols));
  for (const Window& window : windows) {
    readers.front()->read(window, whole.view().part(static_cast<int>(window.row), static_cast<int>(window.col),
                                                    static_cast<int>(window.rows), static_cast<int>(window.cols)));
  }
  return whole;
}

/// Same numbers, missing in the same places.
inline void expect_same(const Tile& a, const Tile& b, float tolerance = 0) {
  const ConstTileView left = a.view();
  const ConstTileView right = b.view();
  ASSERT_EQ(left.layers, right.layers);
  ASSERT_EQ(left.rows, right.rows);
  ASSERT_EQ(left.cols, right.cols);
  for (int layer = 0; layer < left.layers; ++layer) {
    for (int r = 0; r < left.rows; ++r) {
      for (int c = 0; c < left.cols; ++c) {
        const float x = left.at(layer, r, c);
        const float y = right.at(layer, r, c);
        ASSERT_EQ(std::isnan(x), std::isnan(y)) << "layer " << layer << " row " << r << " col " << c;
        if (std::isnan(x)) continue;
        ASSERT_NEAR(x, y, tolerance) << "layer " << layer << " row " << r << " col " << c;
      }
    }
  }
}

}  // namespace greisen::scene
