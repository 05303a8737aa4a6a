// SPDX-License-Identifier: Apache-2.0
// A classification of 20 m on grids that are coarser, out of phase, or in another CRS.
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/place/crs.hpp"
#include "scene/composite.hpp"
#include "scene/scene_fixture.hpp"

namespace greisen::scene {
namespace {

class CoarseQuality : public SceneTest {
 protected:
  /// `class_of(row, col)` of pixels of 20 m.
  Scene with_classes(int (*class_of)(int, int)) {
    test::SafeProduct product;
    product.folders = {"R20m"};
    product.reflectance = [](int band_id, double, double) { return 0.1 + 0.01 * band_id; };
    product.scl = [class_of](double east_m, double south_m) {
      return class_of(static_cast<int>(south_m / 20), static_cast<int>(east_m / 20));
    };
    return only(std::filesystem::path(write_safe(folder_, product)).filename().string());
  }

  /// Reasons on a grid of the scene with other pixels.
  static Tile reasons(const Scene& scene, double pixel_m, double buffer_m = 0, std::int64_t side = 1000) {
    Grid grid = scene.find("B11")->grid;
    const double extent = static_cast<double>(grid.cols) * grid.pixel_x;
    grid.pixel_x = grid.pixel_y = pixel_m;
    grid.cols = grid.rows = static_cast<std::int64_t>(extent / pixel_m);
    MaskOptions mask;
    mask.buffer_m = buffer_m;
    mask.shadow_geometry = false;
    return read_all(scene_raster(scene, {"B11"}, grid, mask), side);
  }
};

/// One of nine pixels is cloud, cirrus, shadow or saturated: the pixel of 60 m is. Four of nine water or snow: it is
/// not; five: it is. Pixels without a class leave the count.
TEST_F(CoarseQuality, AnyShareOfCloudsMoreThanHalfOfWater) {
  const Scene scene = with_classes([](int row, int col) {
    const int within = 3 * (row % 3) + col % 3;
    if (row >= 3) return 5;
    switch (col / 3) {
      case 0:
        return within == 8 ? 9 : 5;
      case 1:
        return within == 4 ? 10 : 5;
      case 2:
        return within == 0 ? 3 : 5;
      case 3:
        return within < 4 ? 6 : 5;
      case 4:
        return within < 5 ? 6 : 5;
      case 5:
        return within < 5 ? 11 : 5;
      case 6:
        return within == 2 ? 1 : 5;
      case 7:
        return within < 6 ? 0 : within < 8 ? 6 : 5;
      case 8:
        return within < 8 ? 0 : 5;
      case 9:
        return 0;
      default:
        return 2;  // dark features are kept
    }
  });
  const Tile tile = reasons(scene, 60);
  const std::vector<int> wanted = {2, 512, 4, 0, 8, 16, 256, 8, 0, 1, 0, 0};
  for (int col = 0; col < 12; ++col) {
    EXPECT_EQ(tile.view().at(1, 0, col), static_cast<float>(wanted[static_cast<std::size_t>(col)])) << col;
    EXPECT_EQ(std::isnan(tile.view().at(0, 0, col)), wanted[static_cast<std::size_t>(col)] != 0) << col;
    EXPECT_EQ(tile.view().at(1, 1, col), 0.0F);
  }
}

/// Clouds grow afterwards: one pixel of 20 m masks the pixel of 60 m, which reaches 60 m around itself.
TEST_F(CoarseQuality, CloudsGrowAfterwardsAndTheSameInAnyWindow) {
  const Scene scene = with_classes([](int row, int col) { return row == 16 && col == 17 ? 9 : 5; });
  const Tile tile = reasons(scene, 60, 60);
  int masked = 0;
  for (int row = 0; row < 12; ++row)
    for (int col = 0; col < 12; ++col) {
      const bool cloud = std::abs(row - 5) + std::abs(col - 5) <= 1;
      EXPECT_EQ(tile.view().at(1, row, col), cloud ? 2.0F : 0.0F) << row << " " << col;
      masked += cloud ? 1 : 0;
    }
  EXPECT_EQ(masked, 5);
  expect_same(tile, reasons(scene, 60, 60, 5));
}

TEST_F(CoarseQuality, OfFinerGridsIsThePixelTheyLieIn) {
  const Scene scene = with_classes([](int row, int col) { return row == 3 && col == 4 ? 9 : col == 20 ? 6 : 5; });
  const Tile tile = reasons(scene, 10);
  for (int row = 1; row < 71; ++row)  // the bands' rim is missing where they are warped
    for (int col = 1; col < 71; ++col)
      EXPECT_EQ(tile.view().at(1, row, col), row / 2 == 3 && col / 2 == 4 ? 2.0F : col / 2 == 20 ? 8.0F : 0.0F);
}

}  // namespace
}  // namespace greisen::scene
