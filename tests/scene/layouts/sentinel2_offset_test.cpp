// SPDX-License-Identifier: Apache-2.0
// Is the offset of the metadata still in the pixels? Which pixels can tell, and how many are needed.
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "scene/scene_fixture.hpp"

namespace greisen::scene {
namespace {

namespace fs = std::filesystem;
using test::SafeProduct;
using test::write_safe;

class Sentinel2Offset : public SceneTest {
 protected:
  double offset_of(const SafeProduct& product) {
    const Scene scene = only(fs::path(write_safe(folder_, product)).filename().string());
    return scene.bands.empty() ? 9 : scene.find("B04")->source.offset;
  }
};

/// 0.3 % of a tile: one column of 360, of ground so dark that it would look as if the offset were gone.
TEST_F(Sentinel2Offset, IsNeverDroppedForASliverOfASwath) {
  SafeProduct product;
  product.cells = 60;
  product.offset_removed = true;
  product.reflectance = [](int, double east_m, double) { return east_m < 10 ? 0.02 : -1; };
  EXPECT_DOUBLE_EQ(offset_of(product), -0.1);
  EXPECT_TRUE(warned("could not be checked on the pixels: 360 pixels of B04 are clear ground, 0.28 %"));
  EXPECT_FALSE(warned("removed before"));
}

/// A tenth of the tile is enough, and what is told are shares of what is measured there.
TEST_F(Sentinel2Offset, IsDroppedWhereEnoughPixelsLackIt) {
  SafeProduct product;
  product.cells = 60;
  product.offset_removed = true;
  product.reflectance = [](int, double east_m, double south_m) {
    return east_m >= 360 ? -1 : south_m < 900 ? 0.3 : 0.02;
  };
  EXPECT_DOUBLE_EQ(offset_of(product), 0);
  EXPECT_TRUE(warned("75 % of B04, 75 % of B11, 75 % of B12 would be reflectance below -0.03"));
}

/// Every other row is nodata: what JPEG 2000 makes of them at lower resolution is half of the ground's DN.
TEST_F(Sentinel2Offset, IsLookedAtWherePixelsAreNotBlendedWithNodata) {
  SafeProduct product;
  product.reflectance = [](int, double, double south_m) { return static_cast<int>(south_m / 20) % 2 == 0 ? 0.05 : -1; };
  product.scl = [](double, double south_m) { return static_cast<int>(south_m / 20) % 2 == 0 ? 5 : 0; };
  product.cells = 24;
  EXPECT_DOUBLE_EQ(offset_of(product), -0.1);
  EXPECT_FALSE(warned("the offset of the metadata"));
}

/// Reflectance of -0.025 over two thirds: the classification says that this is water.
TEST_F(Sentinel2Offset, FitsASceneOfDarkWater) {
  SafeProduct product;
  product.cells = 24;
  const auto water = [](double east_m) { return east_m < 960; };
  product.reflectance = [&](int, double east_m, double) { return water(east_m) ? -0.025 : 0.1; };
  product.scl = [&](double east_m, double) { return water(east_m) ? 6 : 5; };
  EXPECT_DOUBLE_EQ(offset_of(product), -0.1);
  EXPECT_FALSE(warned("the offset of the metadata"));
  product.scl = [](double, double) { return 5; };  // nobody says so: doubtful, and kept
  product.stamp = "20230824T112121";
  EXPECT_DOUBLE_EQ(offset_of(product), -0.1);
  EXPECT_TRUE(warned("fits the pixels badly: 67 % of B04"));
}

}  // namespace
}  // namespace greisen::scene
