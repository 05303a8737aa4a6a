// SPDX-License-Identifier: Apache-2.0
// What the names of Landsat's files tell where no metadata do.
#include <cmath>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "geo/read/band_source.hpp"
#include "scene/scene_fixture.hpp"
#include "support/raster_file.hpp"

namespace greisen::scene {
namespace {

namespace fs = std::filesystem;

class LandsatNames : public SceneTest {
 protected:
  void write_band(const std::string& name, std::vector<double> dn) const {
    test::write_raster((folder_ / name).string(), {.cols = 2, .rows = 2, .pixel_m = 30, .values = {std::move(dn)}});
  }
};

/// Analysis-ready tiles and images of Earth Engine: their files are one scene, its scale that of Collection 2.
TEST_F(LandsatNames, TilesAndExportsWithoutMetadataAreOneSceneOfKnownScale) {
  for (const std::string stem : {"LC08_CU_003008_20230714_20230720_02", "LC08_203032_20230714"}) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (const char* band : {"_SR_B4.TIF", "_SR_B6.TIF", "_SR_B7.TIF"}) write_band(stem + band, {7273, 9091, 0, 65535});
    write_band(stem + "_QA_PIXEL.TIF", {21824, 21824, 1, 21824});
    const Scene scene = only(".");
    EXPECT_EQ(scene.id, stem);
    EXPECT_EQ(scene.date, "2023-07-14");
    EXPECT_EQ(scene.kind, Kind::surface);
    ASSERT_EQ(scene.bands.size(), 3U);
    EXPECT_EQ(scene.quality.size(), 1U);
    const Tile pixels = read_all(geo::raster_of({scene.find("swir2")->source}, scene.find("swir2")->grid));
    EXPECT_NEAR(pixels.view().at(0, 0, 1), 0.0500025, 1e-6);
    EXPECT_TRUE(std::isnan(pixels.view().at(0, 1, 0)));
    EXPECT_TRUE(std::isnan(pixels.view().at(0, 1, 1)));
  }
}

/// Collection 1: DN 2500 is 0.25, -9999 fill.
TEST_F(LandsatNames, NamesOfCollection1HaveItsScale) {
  for (const std::string name :
       {"LC08_L1TP_203032_20180815_20180820_01_T1_sr_band4.tif", "LC08_CU_003008_20180815_20181212_C01_V01_SRB4.tif"}) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    test::write_raster((folder_ / name).string(), {.values = {{2500, -9999, 0, 20000}}, .type = GDT_Int16});
    const Scene scene = only(".");
    EXPECT_EQ(scene.kind, Kind::surface) << name;
    const Tile pixels = read_all(geo::raster_of({scene.find("red")->source}, scene.find("red")->grid));
    EXPECT_FLOAT_EQ(pixels.view().at(0, 0, 0), 0.25F);
    EXPECT_TRUE(std::isnan(pixels.view().at(0, 0, 1)));
    EXPECT_FLOAT_EQ(pixels.view().at(0, 1, 0), 0.0F) << "zero is a measurement";
    EXPECT_TRUE(std::isnan(pixels.view().at(0, 1, 1)));
  }
}

TEST_F(LandsatNames, AdviceIsOfItsOwnScale) {
  write_band("LC08_L1TP_203032_20230815_20230820_02_T1_B4.TIF", {1, 2, 3, 4});
  try {
    only(".");
    FAIL() << "taken";
  } catch (const Error& error) {
    EXPECT_NE(error.problems().front().fix.find("0.0000275"), std::string::npos);
    EXPECT_EQ(error.problems().front().fix.find("-0.1"), std::string::npos);
  }
}

}  // namespace
}  // namespace greisen::scene
