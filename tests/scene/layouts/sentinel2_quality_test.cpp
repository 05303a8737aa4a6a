// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/sentinel2_quality.hpp"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "scene/composite.hpp"
#include "scene/reasons.hpp"
#include "scene/scene_fixture.hpp"

namespace greisen::scene {
namespace {

using test::SafeProduct;

class Sentinel2Quality : public SceneTest {
 protected:
  std::string write(const SafeProduct& product) {
    return std::filesystem::path(test::write_safe(folder_, product)).filename().string();
  }
};

TEST_F(Sentinel2Quality, MasksWhereItsCloudProbabilityIsHighThoughTheClassesSayGround) {
  SafeProduct product;
  product.cloud_percent = [](double east_m, double) { return east_m < 60 ? 65 : east_m < 120 ? 64 : 0; };
  const Scene scene = only(write(product));
  ASSERT_EQ(scene.quality.size(), 2U);
  MaskOptions mask;
  mask.buffer_m = 0;
  const Tile seen = read_all(scene_raster(scene, {"B11"}, scene.find("B11")->grid, mask));
  EXPECT_EQ(seen.view().at(1, 5, 2), static_cast<float>(Reason::cloud));
  EXPECT_EQ(seen.view().at(1, 5, 3), 0.0F);
}

TEST_F(Sentinel2Quality, MasksLevel1CByItsOwnClasses) {
  SafeProduct product;
  product.level = "L1C";
  product.classes = {[](double east_m, double) { return east_m < 60 ? 1 : 0; },
                     [](double, double south_m) { return south_m < 60 ? 1 : 0; }, [](double, double) { return 0; }};
  const Scene scene = only(write(product));
  ASSERT_EQ(scene.quality.size(), 3U);
  MaskOptions mask;
  mask.buffer_m = 0;
  const Tile seen = read_all(scene_raster(scene, {"B11"}, scene.find("B11")->grid, mask));
  EXPECT_EQ(seen.view().at(1, 0, 0), static_cast<float>(bits_of({Reason::cloud, Reason::cirrus})));
  EXPECT_EQ(seen.view().at(1, 10, 0), static_cast<float>(Reason::cloud));
  EXPECT_EQ(seen.view().at(1, 10, 10), 0.0F);
}

}  // namespace
}  // namespace greisen::scene
