// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "scene/layouts/stac_item.hpp"
#include "scene/scene_fixture.hpp"
#include "support/listener.hpp"
#include "support/raster_file.hpp"

namespace greisen::scene {
namespace {

class Stac : public SceneTest {
 protected:
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  static constexpr int kSide = 40;
  /// Values that repeat over a raster of kSide x kSide.
  static std::vector<double> plane(const std::vector<double>& values) {
    std::vector<double> all;
    while (all.size() < std::size_t{kSide} * kSide) all.insert(all.end(), values.begin(), values.end());
    return all;
  }
  void write(const std::string& name, const std::vector<double>& values, GDALDataType type = GDT_UInt16) const {
    test::write_raster((folder_ / name).string(),
                       {.cols = kSide, .rows = kSide, .values = {plane(values)}, .type = type});
  }

  /// A red and a short-wave band of 0.03 and 0.2 reflectance whose DN have the offset or not, with a classification.
  void write_assets(double offset_dn) const {
    write("red.tif", {300 + offset_dn});
    write("swir16.tif", {2000 + offset_dn});
    write("scl.tif", {5, 5, 9, 5}, GDT_Byte);
  }

  static std::string item(const std::string& properties, const std::string& red = "./red.tif") {
    return R"({"type": "Feature", "stac_version": "1.0.0", "id": "S2B_29TPF_20230802_0_L2A", "collection": "sentinel-2-l2a",
      "properties": {"datetime": "2023-08-02T11:21:21.024Z", "platform": "sentinel-2b", "eo:cloud_cover": 1.5,
        "view:sun_elevation": 60.0, "view:sun_azimuth": 140.0)" +
           properties + R"(},
      "assets": {"red": {"href": ")" +
           red + R"(", "eo:bands": [{"name": "red", "common_name": "red"}],
          "raster:bands": [{"scale": 0.0001, "offset": -0.1}]},
        "swir16": {"href": "swir16.tif", "raster:bands": [{"scale": 0.0001, "offset": -0.1}]},
        "visual": {"href": "rgb.tif", "eo:bands": [{"name": "red"}, {"name": "green"}, {"name": "blue"}]},
        "scl": {"href": "scl.tif"}}})";
  }

  float red_of(const Scene& scene) const {
    const SceneBand& red = *scene.find("red");
    return read_all(geo::raster_of({red.source}, red.grid)).view().at(0, 0, 0);
  }
};

TEST_F(Stac, ItemIsASceneOfItsAssets) {
  write_assets(1000);
  put("item.json", item(""));
  const Scene scene = only("item.json");
  EXPECT_EQ(scene.id, "S2B_29TPF_20230802_0_L2A");
  EXPECT_EQ(scene.sensor, "sentinel2");
  EXPECT_EQ(scene.kind, Kind::surface);
  EXPECT_EQ(scene.date, "2023-08-02");
  EXPECT_EQ(scene.time, "11:21:21");
  EXPECT_DOUBLE_EQ(*scene.sun_zenith_deg, 30);
  ASSERT_EQ(scene.bands.size(), 2U);
  EXPECT_EQ(scene.bands[1].name, "B11");
  EXPECT_EQ(scene.quality.size(), 1U);
  EXPECT_FLOAT_EQ(red_of(scene), 0.03F);
}

/// The catalogue says that it removed the offset, and its raster:bands still list it.
TEST_F(Stac, OffsetThatTheCatalogueRemovedIsNotAppliedAgain) {
  write_assets(0);
  put("item.json", item(R"(, "earthsearch:boa_offset_applied": true, "s2:processing_baseline": "05.09")"));
  EXPECT_FLOAT_EQ(red_of(only("item.json")), 0.03F);
}

/// The same without a word of it: the pixels tell.
TEST_F(Stac, OffsetThatThePixelsLackIsNotApplied) {
  write_assets(0);
  write("swir16.tif", {600, 600, 650, 650});
  put("item.json", item(""));
  EXPECT_FLOAT_EQ(red_of(only("item.json")), 0.03F);
  EXPECT_TRUE(warned("removed before"));
}

TEST_F(Stac, CollectionIsTheListOfScenes) {
  write_assets(1000);
  std::string second = item("");
  second.replace(second.find("_0_L2A"), 6, "_1_L2A");
  second.replace(second.find("2023-08-02T"), 11, "2023-08-12T");
  put("items.json", R"({"type": "FeatureCollection", "features": [)" + item("") + "," + second + "]}");
  const auto scenes = find("items.json");
  ASSERT_EQ(scenes.size(), 2U);
  EXPECT_EQ(scenes[1].date, "2023-08-12");
}

/// Who names an item names its assets' hosts; what a pattern finds names nobody's.
TEST_F(Stac, OfFoundItemsLocalAssetsAreRead) {
  const test::Listener listener;
  write_assets(1000);
  put("mixed.json", item("", listener.url() + "/red.tif"));
  const std::vector<Scene> scenes = find("mix*.json");
  ASSERT_EQ(scenes.size(), 1U);
  ASSERT_EQ(scenes[0].bands.size(), 1U) << "the band that lies on this machine";
  EXPECT_EQ(scenes[0].bands[0].name, "B11");
  std::string remote = item("", listener.url() + "/red.tif");
  remote.replace(remote.find("swir16.tif"), 10, listener.url() + "/b.tif");
  remote.replace(remote.find("scl.tif"), 7, listener.url() + "/c.tif");
  remote.replace(remote.find("rgb.tif"), 7, listener.url() + "/d.tif");
  put("remote.json", remote);
  EXPECT_EQ(code_of("remo*.json"), "E3031");
  EXPECT_EQ(listener.connections(), 0);
  EXPECT_EQ(code_of("remote.json"), "E3107") << "asked for, and not there";
  EXPECT_GT(listener.connections(), 0);
}

TEST_F(Stac, RefusesWhatIsHostileOrNoStac) {
  write_assets(1000);
  put("outside.json", item("", "../../../etc/red.tif"));
  EXPECT_EQ(code_of("outside.json"), "E3106");
  put("other.json", R"({"a": 1})");
  EXPECT_EQ(code_of("other.json"), "E3105");
  put("broken.json", "{\"features\": [");
  EXPECT_EQ(code_of("broken.json"), "E3105");
  std::string links;  // looked through anew for each of them it would take minutes
  for (int i = 0; i < 400'000; ++i) links += "{},";
  put("links.json",
      R"({"type":"Feature","stac_version":"1.0.0","id":"i","properties":{},"assets":{},"links":[)" + links + "{}]}");
  EXPECT_EQ(code_of("links.json"), "E3102");
  put("quoted.json", R"({"type":"Feature","stac_version":"1.0.0","id":"\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",)"
                     R"("properties":{},"assets":{}})");
  EXPECT_EQ(code_of("quoted.json"), "E3102") << "brackets of a text are none";
  put("deep.json", std::string(100000, '['));
  EXPECT_EQ(code_of("deep.json"), "E3105");
  std::string numbers = "0";  // as a tree some hundreds of megabytes
  for (int i = 0; i < 3'000'000; ++i) numbers += ",0";
  put("many.json", R"({"type":"Feature","id":"i","properties":{},"assets":{},"links":[)" + numbers + "]}");
  EXPECT_EQ(code_of("many.json"), "E3105");
  put("strange.json", R"({"type": "FeatureCollection", "features": [1, 2]})");
  EXPECT_EQ(code_of("strange.json"), "E3105");
}

TEST(StacAssetPath, IsWhatGdalOpens) {
  EXPECT_EQ(stac_asset_path("https://a.example/b.tif", "x/item.json"), "/vsicurl/https://a.example/b.tif");
  EXPECT_EQ(stac_asset_path("s3://bucket/b.tif", "x/item.json"), "/vsis3/bucket/b.tif");
  EXPECT_EQ(stac_asset_path("./b.tif", "x/item.json"), "x/b.tif");
  EXPECT_EQ(stac_asset_path("/data/b.tif", "x/item.json"), "/data/b.tif");
}

}  // namespace
}  // namespace greisen::scene
