// SPDX-License-Identifier: Apache-2.0
// A band that a file calls opacity: no band of the scene, unless somebody says that it measures.
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scene/inspect.hpp"
#include "scene/scene_fixture.hpp"
#include "support/raster_file.hpp"

namespace greisen::scene {
namespace {

class RasterAlpha : public SceneTest {
 protected:
  /// 2 x 2 pixels of 8 bits as GDAL's writers make them of four bands: the fourth, 0 200 200 200, is called opacity.
  void write(const std::vector<std::string>& names = {}) const {
    test::RasterFile file;
    file.type = GDT_Byte;
    file.values = {{10, 11, 12, 13}, {20, 21, 22, 23}, {30, 31, 32, 33}, {0, 200, 200, 200}};
    file.names = names;
    test::write_raster((folder_ / "four.tif").string(), file);
  }
  Scene scene_of(const std::string& sensor, std::vector<std::string> bands) {
    SceneRequest request;
    request.path = "four.tif";
    request.sensor = sensor;
    request.bands = std::move(bands);
    request.scale = {0.01};
    return find(request).front();
  }
  static std::vector<float> pixels(const Scene& scene, const std::string& name) {
    const SceneBand& band = *scene.find(name);
    const Tile tile = read_all(geo::raster_of({band.source}, band.grid));
    return {tile.view().at(0, 0, 0), tile.view().at(0, 0, 1)};
  }
};

TEST_F(RasterAlpha, IsNoBandAndHidesPixels) {
  write();
  const Scene scene = scene_of("", {});
  ASSERT_EQ(scene.bands.size(), 3U);
  EXPECT_TRUE(std::isnan(pixels(scene, "b1")[0]));
  EXPECT_FLOAT_EQ(pixels(scene, "b1")[1], 0.11F);
  bool told = false;
  for (const Decision& decision : scene.decisions) told = told || decision.value == "where band 4 is 0";
  EXPECT_TRUE(told);
  std::vector<Problem> problems;
  const SceneReport report = inspect({(folder_ / "four.tif").string()}, catalogue_, log_, problems).front();
  EXPECT_EQ(report.bands.front().mask, "alpha");
  EXPECT_EQ(report.bands.front().sampled, 3);
  EXPECT_NE(to_json(report).find("\"mask\": \"alpha\""), std::string::npos);
}

TEST_F(RasterAlpha, IsLeftOutOfTheListOfBandsOrNamedInIt) {
  write();
  const Scene three = scene_of("sentinel2", {"blue", "green", "red"});
  ASSERT_EQ(three.bands.size(), 3U);
  EXPECT_TRUE(std::isnan(pixels(three, "B02")[0]));
  const Scene four = scene_of("sentinel2", {"blue", "green", "red", "nir"});
  ASSERT_EQ(four.bands.size(), 4U);
  EXPECT_FLOAT_EQ(pixels(four, "B02")[0], 0.10F) << "the near infrared masks nothing";
  EXPECT_FLOAT_EQ(pixels(four, "B08")[1], 2.0F);
  EXPECT_EQ(scene_of("sentinel2", {"blue", "green", "red", "-"}).bands.size(), 3U);
}

TEST_F(RasterAlpha, IsABandWhereItsDescriptionIsOne) {
  write({"B02", "B03", "B04", "B08"});
  const Scene scene = scene_of("sentinel2", {});
  ASSERT_EQ(scene.bands.size(), 4U);
  EXPECT_FLOAT_EQ(pixels(scene, "B02")[0], 0.10F);
  write({"B02", "B03", "B04", "alpha"});
  EXPECT_EQ(scene_of("sentinel2", {}).bands.size(), 3U);
  EXPECT_TRUE(std::isnan(pixels(scene_of("sentinel2", {}), "B02")[0]));
}

}  // namespace
}  // namespace greisen::scene
