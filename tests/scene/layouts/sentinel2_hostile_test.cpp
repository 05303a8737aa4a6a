// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "scene/scene_fixture.hpp"

namespace greisen::scene {
namespace {

namespace fs = std::filesystem;
using test::SafeProduct;
using test::write_safe;

/// Products that somebody damaged or made up.
class Sentinel2Hostile : public SceneTest {
 protected:
  std::string write(const SafeProduct& product) { return fs::path(write_safe(folder_, product)).filename().string(); }
};

TEST_F(Sentinel2Hostile, LeavesFilesOfWrongSizeOut) {
  SafeProduct product;
  product.half_size = {"T29TPF_20230823T112121_B04_10m.jp2"};
  const Scene scene = only(write(product));
  EXPECT_EQ(scene.find("B04"), nullptr);
  EXPECT_EQ(scene.bands.size(), 11U);
  EXPECT_TRUE(warned("B04_10m.jp2 is left out: it does not cover the same ground"));
}

TEST_F(Sentinel2Hostile, TakesTheNextFileWhereOneDoesNotOpen) {
  const std::string safe = write(SafeProduct{});
  const std::string images =
      "/GRANULE/L2A_T29TPF_A031930_20230823T112121/IMG_DATA/R10m/T29TPF_20230823T112121_B04_10m.jp2";
  std::ofstream(folder_ / (safe + images), std::ios::trunc) << "cut off";
  const Scene scene = only(safe);
  EXPECT_EQ(scene.find("B04")->pixel_m, 20);
  EXPECT_TRUE(warned("B04_10m.jp2 is left out"));
}

TEST_F(Sentinel2Hostile, RefusesWhatLeavesTheProduct) {
  SafeProduct product;
  product.image_prefix = "../../";
  EXPECT_EQ(code_of(write(product)), "E3106");
}

TEST_F(Sentinel2Hostile, RefusesBrokenMetadata) {
  const std::string safe = write(SafeProduct{});
  std::ofstream(folder_ / safe / "MTD_MSIL2A.xml", std::ios::trunc) << "<!DOCTYPE x []><x/>";
  EXPECT_EQ(code_of(safe), "E3104");
  std::ofstream(folder_ / safe / "MTD_MSIL2A.xml", std::ios::trunc) << "<x/>";
  EXPECT_EQ(code_of(safe), "E3105");
}

TEST_F(Sentinel2Hostile, RefusesAProductWithoutImages) {
  SafeProduct product;
  product.folders = {};
  EXPECT_EQ(code_of(write(product)), "E3107");
  fs::create_directories(folder_ / "empty.SAFE");
  EXPECT_EQ(code_of("empty.SAFE"), "E3107");
}

TEST_F(Sentinel2Hostile, OneBrokenProductDoesNotStopOthers) {
  fs::create_directories(folder_ / "empty.SAFE");
  write(SafeProduct{});
  EXPECT_EQ(find("*.SAFE").size(), 1U);
  EXPECT_TRUE(warned("a scene is left out: "));
}

TEST_F(Sentinel2Hostile, WarnsOfAnOddOffset) {
  SafeProduct product;
  product.offset_dn = -7000;
  only(write(product));
  EXPECT_TRUE(warned("the offset of the metadata is unusual (-7000 DN for all bands"));
}

}  // namespace
}  // namespace greisen::scene
