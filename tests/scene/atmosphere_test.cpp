// SPDX-License-Identifier: Apache-2.0
#include "scene/atmosphere.hpp"

#include <gtest/gtest.h>

#include "scene/scene_fixture.hpp"

namespace greisen::scene {
namespace {

class AtmosphereTest : public SceneTest {
 protected:
  /// Level 1C of ground from 0.1 to 0.3 with a pool of 0.02 in its corner, and haze of 0.05 in every band.
  Scene open(Atmosphere correction) {
    test::SafeProduct product;
    product.level = "L1C";
    product.reflectance = [](int, double east_m, double south_m) {
      return 0.05 + (east_m < 120 && south_m < 120 ? 0.02 : 0.1 + 0.2 * east_m / 720);
    };
    test::write_safe(folder_, product);
    SceneRequest request;
    request.path = "*.SAFE";
    request.atmosphere = correction;
    return find(request).front();
  }
  static float value(const Scene& scene, double reflectance) {
    const geo::BandSource& source = scene.find("B04")->source;
    return static_cast<float>((reflectance * 10000 + 1000) * source.scale + source.offset);
  }
};

TEST_F(AtmosphereTest, DarkObjectIsBroughtToOnePercent) {
  const Scene scene = open(Atmosphere::dark_object);
  EXPECT_EQ(scene.kind, Kind::toa);
  EXPECT_NEAR(value(scene, 0.07), 0.01, 1e-4);
  EXPECT_NEAR(value(scene, 0.25), 0.19, 1e-4);
}

TEST_F(AtmosphereTest, DivisionByTheMeanMakesTheSceneRelative) {
  const Scene scene = open(Atmosphere::internal_average);
  EXPECT_EQ(scene.kind, Kind::relative);
  EXPECT_FALSE(is_reflectance(scene.kind));
  EXPECT_NEAR(value(scene, 0.25) / value(scene, 0.125), 2, 1e-4);
  EXPECT_GT(value(scene, 0.25), 0.9);
}

TEST_F(AtmosphereTest, SurfaceReflectanceIsRefused) {
  test::write_safe(folder_);
  SceneRequest request;
  request.path = "*.SAFE";
  request.atmosphere = Atmosphere::dark_object;
  EXPECT_EQ(code_of(request), "E3111");
}

}  // namespace
}  // namespace greisen::scene
