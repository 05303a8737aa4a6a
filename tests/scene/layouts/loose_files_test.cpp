// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "scene/composite.hpp"
#include "scene/scene_fixture.hpp"
#include "support/shared_data.hpp"

namespace greisen::scene {
namespace {

namespace fs = std::filesystem;

class LooseFiles : public SceneTest {
 protected:
  /// The images of a product of level 2A without the folders around them.
  void write_loose(const std::string& stamp, const std::string& folder) {
    test::SafeProduct product;
    product.stamp = stamp;
    product.offset_dn = std::nullopt;
    const std::string safe = test::write_safe(folder_, product);
    fs::create_directories(folder_ / folder);
    for (const auto& entry : fs::recursive_directory_iterator(safe)) {
      if (entry.path().extension() == ".jp2") fs::rename(entry.path(), folder_ / folder / entry.path().filename());
    }
    fs::remove_all(safe);
  }
  static SceneRequest scaled(const std::string& path) {
    SceneRequest request;
    request.path = path;
    request.scale = {0.0001};
    request.offset = {0};
    return request;
  }
};

TEST_F(LooseFiles, AreGroupedByTileAndTime) {
  write_loose("20200804T183919", "loose");
  write_loose("20200814T183919", "loose");
  for (const char* path : {"loose/*.jp2", "loose", "loose/T29TPF_2020*"}) {
    const auto scenes = find(scaled(path));
    ASSERT_EQ(scenes.size(), 2U) << path;
    EXPECT_EQ(scenes[0].id, "T29TPF_20200804T183919");
    EXPECT_EQ(scenes[1].date, "2020-08-14");
    EXPECT_EQ(scenes[0].bands.size(), 12U);
    EXPECT_EQ(scenes[0].find("B02")->pixel_m, 10);
    EXPECT_EQ(scenes[0].level, "unknown");
    EXPECT_EQ(scenes[0].kind, Kind::surface);
    EXPECT_FALSE(scenes[0].quality.empty());
  }
}

TEST_F(LooseFiles, NeedScaleAndOffsetOfTheSurvey) {
  write_loose("20200804T183919", "loose");
  EXPECT_EQ(code_of("loose"), "E3103");
  SceneRequest request;
  request.path = "loose";
  request.tolerant = true;
  const Scene scene = find(request).front();
  EXPECT_EQ(scene.kind, Kind::dn);
  EXPECT_DOUBLE_EQ(scene.find("B04")->source.scale, 1);
}

TEST_F(LooseFiles, RefuseAnOffsetInDigitalNumbers) {
  write_loose("20200804T183919", "loose");
  SceneRequest request = scaled("loose");
  request.offset = {-1000};
  try {
    find(request);
    FAIL() << "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E3108");
    EXPECT_EQ(error.problems().front().fix, "reflectance = DN * scale + offset: write offset: -0.1");
  }
}

TEST_F(LooseFiles, OfOneBandAreAScene) {
  write_loose("20200804T183919", "loose");
  const auto scenes = find(scaled("loose/*_B04_60m.jp2"));
  ASSERT_EQ(scenes.size(), 1U);
  EXPECT_EQ(scenes.front().bands.size(), 1U);
  EXPECT_TRUE(warned("clouds and shadows are not masked"));
}

TEST_F(LooseFiles, ReadTheRealTile) {
  const std::string folder = test::shared_data("scenes/s2_l2a_T11UPT_20200804_60m");
  if (folder.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: the real tile T11UPT not read";
  EXPECT_EQ(code_of(folder), "E3103");
  const auto scenes = find(scaled(folder));
  ASSERT_EQ(scenes.size(), 1U);
  const Scene& scene = scenes.front();
  EXPECT_EQ(scene.id, "T11UPT_20200804T183919");
  EXPECT_EQ(scene.tile, "T11UPT");
  EXPECT_EQ(scene.time, "18:39:19");
  EXPECT_EQ(scene.bands.size(), 10U);
  EXPECT_EQ(scene.find("B04")->grid.cols, 1830);
  ASSERT_FALSE(scene.quality.empty());
}

/// goldens.md: counts of the scene classification.
TEST_F(LooseFiles, CountTheClassesOfTheRealTile) {
  const std::string folder = test::shared_data("scenes/s2_l2a_T11UPT_20200804_60m");
  if (folder.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: the real tile T11UPT not read";
  const Scene scene = find(scaled(folder)).front();
  const Tile classes = read_all(geo::raster_of({scene.quality.front().source}, scene.quality.front().grid));
  std::array<int, 12> counts{};
  for (int r = 0; r < 1830; ++r) {
    for (const float value : classes.view().row(0, r)) {
      if (value >= 0 && value < 12) ++counts.at(static_cast<std::size_t>(value));
    }
  }
  const std::array<int, 12> wanted = {0, 0, 10903, 8386, 3168875, 135639, 13527, 4976, 2643, 3779, 15, 157};
  EXPECT_EQ(counts, wanted);
}

TEST_F(LooseFiles, ReadRealLandsatWithTheScaleOfItsLevel) {
  const std::string folder = test::shared_data("scenes/l8_c2l2_043024_20200802");
  if (folder.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: the real Landsat scene not read";
  const Scene scene = only(folder + "/LC0[89]_*_SR_B?.tif");
  EXPECT_EQ(scene.sensor, "landsat89");
  EXPECT_EQ(scene.platform, "L8");
  EXPECT_EQ(scene.level, "L2SP");
  EXPECT_EQ(scene.date, "2020-08-02");
  EXPECT_EQ(scene.kind, Kind::surface);
  EXPECT_EQ(scene.bands.size(), 6U);
  EXPECT_DOUBLE_EQ(scene.find("swir1")->source.scale, 2.75e-5);
  EXPECT_DOUBLE_EQ(scene.find("swir1")->source.offset, -0.2);
}

}  // namespace
}  // namespace greisen::scene
