// SPDX-License-Identifier: Apache-2.0
#include "scene/dead_detectors.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include "scene/scene_fixture.hpp"
#include "support/raster_file.hpp"

namespace greisen::scene {
namespace {

/// The short-wave infrared of ASTER died in April 2008, whatever the file is called and however its day is known.
class AsterStack : public SceneTest {
 protected:
  void stack(const std::string& name, const std::vector<std::string>& names = {"B4", "B5", "B6"}) {
    const std::vector<std::vector<double>> planes(names.size(), std::vector<double>(4, 120));
    test::write_raster((folder_ / name).string(), {.values = planes, .type = GDT_Byte, .names = names});
  }
  std::string code_on(const std::string& path, const std::string& date, bool tolerant = false) {
    SceneRequest request;
    request.path = path;
    request.sensor = "aster";
    request.scale = {0.001};
    request.date = date;
    request.tolerant = tolerant;
    return code_of(request);
  }
};

TEST_F(AsterStack, IsRefusedByTheDayStatedInTheNameOrInTheMetadata) {
  stack("short_wave.tif");
  EXPECT_EQ(code_on("short_wave.tif", "2009-06-01"), "E3112");
  EXPECT_EQ(code_on("short_wave.tif", "2008-03-31"), "");
  EXPECT_TRUE(warned("saturated at times from May 2007"));
  stack("swir_20081115.tif");
  EXPECT_EQ(code_on("swir_20081115.tif", ""), "E3112");
  stack("granule_00301012012054749.tif");
  EXPECT_EQ(code_on("granule_00301012012054749.tif", "2006-01-01"), "E3112") << "the granule's own day holds";
  stack("granule_00301012006054749.tif");
  EXPECT_EQ(code_on("granule_00301012006054749.tif", "2009-01-01"), "");
  EXPECT_TRUE(warned("is not that of the granule's name, 2006-01-01"));
  stack("told.tif");
  {
    const std::unique_ptr<GDALDataset> file(GDALDataset::Open((folder_ / "told.tif").c_str(), GDAL_OF_UPDATE));
    file->SetMetadataItem("ACQUISITION_DATE", "2010-03-04");
  }
  EXPECT_EQ(code_on("told.tif", ""), "E3112");
}

TEST_F(AsterStack, IsKnownByItsPathEvenWhereNobodyNamedTheSensor) {
  std::filesystem::create_directories(folder_ / "00301012012054749_20170730074450_36730");
  stack("00301012012054749_20170730074450_36730/SWIR.tif", {"one", "two"});
  EXPECT_EQ(code_of("00301012012054749_20170730074450_36730/SWIR.tif"), "E3112");
  stack("00301012012054749_20170730074450_36730/VNIR.tif", {"one", "two"});
  EXPECT_EQ(code_of("00301012012054749_20170730074450_36730/VNIR.tif"), "");
}

TEST_F(AsterStack, KeepsTheBandsThatLiveOn) {
  stack("all.tif", {"B2", "B3N", "B4", "B6"});
  SceneRequest request;
  request.path = "all.tif";
  request.sensor = "aster";
  request.date = "2015-06-01";
  const Scene scene = find(request).front();
  ASSERT_EQ(scene.bands.size(), 2U);
  EXPECT_NE(scene.find("red"), nullptr);
  EXPECT_EQ(scene.find("swir1"), nullptr);
  EXPECT_TRUE(warned("failed in April 2008, and this scene is of 2015-06-01"));
}

TEST_F(AsterStack, AsksForADayThatNothingTells) {
  stack("short_wave.tif");
  EXPECT_EQ(code_on("short_wave.tif", ""), "E3112");
  EXPECT_EQ(code_on("short_wave.tif", "", true), "");
  EXPECT_TRUE(warned("state it with --date"));
  stack("visible.tif", {"B1", "B2", "B3N"});
  EXPECT_EQ(code_on("visible.tif", ""), "");
}

TEST_F(AsterStack, FilesOfOneBandAreGuardedByTheirGranulesDay) {
  test::write_raster((folder_ / "AST_07XT_00401012012054749_20231107034521_SRF_SWIR_B04.tif").string(),
                     {.values = {{100, 101, 102, 103}}, .type = GDT_Int16});
  SceneRequest request;
  request.path = ".";
  request.scale = {0.001};
  EXPECT_EQ(code_of(request), "E3112");
}

TEST_F(AsterStack, OfAStacItemIsGuardedToo) {
  stack("b4.tif", {""});
  stack("b2.tif", {""});
  const auto item =
      [&](const std::string& date, const std::string& assets) {
        std::ofstream(folder_ / "item.json")
            << R"({"stac_version": "1.0.0", "type": "Feature", "id": "one", "collection": "aster-l1t",)"
            << R"("properties": {"platform": "terra", "datetime": ")" << date << R"(T05:47:49Z"}, "assets": {)"
            << assets << "}}";
      };
  const std::string b4 = R"("B4": {"href": "./b4.tif", "raster:bands": [{"scale": 0.004, "offset": -0.004}]})";
  const std::string b2 = R"("B2": {"href": "./b2.tif", "raster:bands": [{"scale": 0.004, "offset": -0.004}]})";
  item("2012-01-01", b4);
  EXPECT_EQ(code_of("item.json"), "E3112");
  item("2012-01-01", b4 + "," + b2);
  EXPECT_EQ(only("item.json").bands.size(), 1U);
  item("2006-01-01", b4 + "," + b2);
  EXPECT_EQ(only("item.json").bands.size(), 2U);
}

}  // namespace
}  // namespace greisen::scene
