// SPDX-License-Identifier: Apache-2.0
#include "scene/cloud_rim.hpp"

#include <gtest/gtest.h>

#include "scene/scene_fixture.hpp"

namespace greisen::scene {
namespace {

class CloudRim : public SceneTest {
 protected:
  /// A date on which a cloud covers the first `cloud_m` metres from the west.
  Scene scene(const std::string& stamp, double cloud_m) {
    test::SafeProduct product;
    product.stamp = stamp;
    product.scl = [cloud_m](double east, double) { return east < cloud_m ? 9 : 5; };
    return only(test::SafeWriter(product).write(folder_));
  }

  /// The first row of the layer, a pixel of 20 m each: 36 of them.
  std::vector<float> row(const std::vector<Scene>& scenes, double buffer_m, double near_m, bool newest_only = false) {
    Grid grid = scenes.front().find("B11")->grid;
    MaskOptions mask;
    mask.buffer_m = buffer_m;
    const Tile tile = read_all(cloud_rim(scenes, grid, mask, near_m, newest_only));
    const auto first = tile.view().row(0, 10);
    return {first.begin(), first.end()};
  }
};

TEST_F(CloudRim, ReachesAsFarAsIsAskedBeyondTheMask) {
  // cloud to 100 m (pixels 0-4); masked to 60 m from it (5-7); near to 160 m from it (8-12)
  const std::vector<float> found = row({scene("20230823T112121", 100)}, 60, 160);
  for (std::size_t pixel = 0; pixel < found.size(); ++pixel) {
    if (pixel < 8)
      EXPECT_TRUE(std::isnan(found[pixel])) << pixel;
    else
      EXPECT_EQ(found[pixel], pixel < 13 ? 1.0F : 0.0F) << pixel;
  }
}

TEST_F(CloudRim, IsTheShareOfTheDatesThatGiveThePixel) {
  const std::vector<Scene> both = {scene("20230823T112121", 100), scene("20230720T112121", 200)};
  const std::vector<float> share = row(both, 0, 160);
  EXPECT_TRUE(std::isnan(share[4])) << "hidden on both";
  EXPECT_EQ(share[6], 1.0F) << "given by the newest alone, 40 m from its cloud";
  EXPECT_EQ(share[12], 1.0F) << "near a cloud on both";
  EXPECT_EQ(share[15], 0.5F) << "near that of the older one";
  EXPECT_EQ(share[30], 0.0F);
  const std::vector<float> newest = row(both, 0, 160, true);
  EXPECT_EQ(newest[12], 1.0F);
  EXPECT_EQ(newest[15], 0.0F) << "the newest gives the pixel, and is clear there";
}

TEST_F(CloudRim, NeedsAQualityLayerThatKnowsClouds) {
  Scene blind = scene("20230823T112121", 100);
  EXPECT_TRUE(tells_clouds(std::vector<Scene>{blind}));
  blind.quality.clear();
  EXPECT_FALSE(tells_clouds(std::vector<Scene>{blind}));
  EXPECT_EQ(row({blind}, 0, 160)[6], 0.0F) << "counts as clear";
}

}  // namespace
}  // namespace greisen::scene
