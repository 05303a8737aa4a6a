// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scene/composite.hpp"
#include "scene/scene_fixture.hpp"
#include "support/shared_data.hpp"

namespace greisen::scene {
namespace {

namespace fs = std::filesystem;
using test::SafeProduct;
using test::write_safe;

class Sentinel2Safe : public SceneTest {
 protected:
  std::string write(const SafeProduct& product) { return fs::path(write_safe(folder_, product)).filename().string(); }
};

const std::vector<std::string> kBands = {"B02", "B04", "B8A", "B11", "B12"};

/// The bands on the 20 m grid of the scene, unmasked.
Tile reflectance(const Scene& scene) {
  MaskOptions mask;
  mask.masked = 0;
  return read_all(scene_raster(scene, kBands, scene.find("B11")->grid, mask));
}

TEST_F(Sentinel2Safe, IsTheSameReflectanceFromAllBaselines) {
  SafeProduct old;
  old.baseline = "02.14";
  old.offset_dn = std::nullopt;
  SafeProduct first;
  first.baseline = "04.00";
  const Tile before = reflectance(only(write(old)));
  const Tile with_offset = reflectance(only(write(first)));
  const Tile newest = reflectance(only(write(SafeProduct{})));
  expect_same(before, with_offset, 1e-6F);
  expect_same(before, newest, 1e-6F);
  // The planted value: band_id 11, first pixel of 20 m, 10 m east and south of the corner.
  EXPECT_NEAR(before.view().at(3, 0, 0), 0.05 + 0.02 * 11, 1e-6);
}

/// Nine peers subtract 1000 twice here: a harmonised copy whose metadata were left as they were.
TEST_F(Sentinel2Safe, DoesNotApplyAnOffsetThatWasRemovedBefore) {
  SafeProduct genuine;
  genuine.reflectance = [](int band_id, double east_m, double) { return east_m < 400 ? 0.05 : 0.1 + 0.01 * band_id; };
  const Tile wanted = reflectance(only(write(genuine)));
  SafeProduct harmonised = genuine;
  harmonised.offset_removed = true;
  const Scene scene = only(write(harmonised));
  expect_same(wanted, reflectance(scene), 1e-4F);
  EXPECT_TRUE(warned("removed before"));
}

TEST_F(Sentinel2Safe, KeepsTheOffsetOfASceneWithSomeDeepShadow) {
  SafeProduct product;
  product.reflectance = [](int, double east_m, double south_m) { return east_m < 60 && south_m < 180 ? -0.02 : 0.2; };
  const Scene scene = only(write(product));
  EXPECT_DOUBLE_EQ(scene.find("B04")->source.offset, -0.1);
  EXPECT_TRUE(warned("fits the pixels badly"));
}

TEST_F(Sentinel2Safe, TellsWhatTheMetadataSay) {
  const Scene scene = only(write(SafeProduct{}));
  EXPECT_EQ(scene.id, "S2A_MSIL2A_20230823T112121_N0509_R037_T29TPF_20240101T000000");
  EXPECT_EQ(scene.sensor, "sentinel2");
  EXPECT_EQ(scene.platform, "S2A");
  EXPECT_EQ(scene.level, "L2A");
  EXPECT_EQ(scene.kind, Kind::surface);
  EXPECT_EQ(scene.date, "2023-08-23");
  EXPECT_EQ(scene.time, "11:21:21");
  EXPECT_EQ(scene.tile, "T29TPF");
  EXPECT_EQ(scene.baseline, "05.09");
  EXPECT_DOUBLE_EQ(scene.sun_zenith_deg.value(), 38.417);
  EXPECT_DOUBLE_EQ(scene.sun_azimuth_deg.value(), 143.301);
  EXPECT_DOUBLE_EQ(scene.cloud_percent.value(), 12.5);
  EXPECT_TRUE(scene.warnings.empty()) << scene.warnings.front();
  ASSERT_EQ(scene.decisions.size(), 2U);
  EXPECT_EQ(scene.decisions[1].what, "offset");
  EXPECT_EQ(scene.decisions[1].value, "-1000 DN for all bands");
  EXPECT_EQ(scene.decisions[1].why, "BOA_ADD_OFFSET of MTD_MSIL2A.xml, baseline 05.09");
  EXPECT_NE(scene.crs.find("UTM zone 29N"), std::string::npos);
}

TEST_F(Sentinel2Safe, TakesTheFinestFileOfEachBand) {
  const Scene scene = only(write(SafeProduct{}));
  ASSERT_EQ(scene.bands.size(), 12U);  // no B10 at level 2A
  EXPECT_EQ(scene.find("B02")->pixel_m, 10);
  EXPECT_EQ(scene.find("B01")->pixel_m, 20);
  EXPECT_EQ(scene.find("B09")->pixel_m, 60);
  EXPECT_EQ(scene.find("swir2")->name, "B12");
  EXPECT_EQ(scene.quality.front().pixel_m, 20);
  ASSERT_EQ(scene.footprints.size(), 3U);
  EXPECT_EQ(scene.footprints.front().pixel_x, 10);
}

TEST_F(Sentinel2Safe, TakesTheCoarsestFileThatServesAWantedResolution) {
  SceneRequest request;
  request.path = write(SafeProduct{});
  request.resolution_m = 20;
  const Scene scene = find(request).front();
  EXPECT_EQ(scene.find("B02")->pixel_m, 20);
  EXPECT_EQ(scene.find("B08")->pixel_m, 10);
  EXPECT_EQ(scene.find("B09")->pixel_m, 60);
}

TEST_F(Sentinel2Safe, OpensFromOneResolutionAlone) {
  SafeProduct product;
  product.folders = {"R20m"};
  const Scene scene = only(write(product));
  EXPECT_EQ(scene.bands.size(), 10U);
  EXPECT_EQ(scene.find("B08"), nullptr);
  EXPECT_EQ(scene.find("B02")->pixel_m, 20);
  ASSERT_EQ(scene.warnings.size(), 1U);
  EXPECT_NE(scene.warnings.front().find("and not there"), std::string::npos);
}

TEST_F(Sentinel2Safe, OpensFromZipMetadataFileAndGranule) {
  const std::string safe = write(SafeProduct{});
  const Scene folder = only(safe);
  test::zip_folder(folder_ / safe, (folder_ / "product.zip").string());
  const Tile wanted = reflectance(folder);
  for (const std::string& path :
       {std::string("product.zip"), safe + "/MTD_MSIL2A.xml", safe + "/GRANULE/L2A_T29TPF_A031930_20230823T112121"}) {
    const Scene scene = only(path);
    EXPECT_EQ(scene.id, folder.id) << path;
    expect_same(wanted, reflectance(scene));
  }
}

TEST_F(Sentinel2Safe, IsFoundByPatternsAndInFolders) {
  SafeProduct later;
  later.stamp = "20230902T112121";
  write(later);
  write(SafeProduct{});
  for (const char* path : {"S2*_MSIL2A_*.SAFE", ".", "S2[AB]_*"}) {
    const std::vector<Scene> scenes = find(path);
    ASSERT_EQ(scenes.size(), 2U) << path;
    EXPECT_EQ(scenes[0].date, "2023-08-23");
    EXPECT_EQ(scenes[1].date, "2023-09-02");
  }
}

TEST_F(Sentinel2Safe, TakesAProductOnceThatIsThereAsFolderAndZip) {
  const std::string safe = write(SafeProduct{});
  test::zip_folder(folder_ / safe, (folder_ / "product.zip").string());
  EXPECT_EQ(find("*").size(), 1U);
  EXPECT_TRUE(warned("is there twice"));
}

TEST_F(Sentinel2Safe, KeepsTheNewerOfTwoProcessings) {
  SafeProduct old;
  old.baseline = "03.01";
  old.offset_dn = std::nullopt;
  write(old);
  write(SafeProduct{});
  const std::vector<Scene> scenes = find("*.SAFE");
  ASSERT_EQ(scenes.size(), 1U);
  EXPECT_EQ(scenes.front().baseline, "05.09");
  EXPECT_TRUE(warned("the same sensing is there with baseline 05.09"));
}

TEST_F(Sentinel2Safe, GivesEachBandItsOwnOffset) {
  SafeProduct product;
  product.offset_of = {{11, -900}, {12, -1100}};
  const Scene scene = only(write(product));
  EXPECT_DOUBLE_EQ(scene.find("B11")->source.offset, -0.09);
  EXPECT_DOUBLE_EQ(scene.find("B12")->source.offset, -0.11);
  EXPECT_DOUBLE_EQ(scene.find("B04")->source.offset, -0.1);
  EXPECT_DOUBLE_EQ(scene.find("B04")->source.scale, 1e-4);
}

TEST_F(Sentinel2Safe, LeavesABandOutThatAloneHasNoOffset) {
  SafeProduct product;
  product.offset_dn = std::nullopt;
  for (int id = 0; id < 12; ++id) product.offset_of[id] = -1000;
  const Scene scene = only(write(product));
  EXPECT_EQ(scene.find("B12"), nullptr);
  EXPECT_NE(scene.find("B11"), nullptr);
  EXPECT_TRUE(warned("B12 is left out"));
}

TEST_F(Sentinel2Safe, WarnsOfANewBaselineWithoutOffset) {
  SafeProduct product;
  product.offset_dn = std::nullopt;
  const Scene scene = only(write(product));
  EXPECT_DOUBLE_EQ(scene.find("B04")->source.offset, 0);
  EXPECT_TRUE(warned("baseline 05.09 has an offset of -1000 DN as a rule"));
}

TEST_F(Sentinel2Safe, NeedsScaleAndOffsetWithoutMetadata) {
  SafeProduct product;
  product.metadata = false;
  SceneRequest request;
  request.path = write(product);
  EXPECT_EQ(code_of(request), "E3103");
  request.scale = {0.0001};
  request.offset = {-0.1};
  const Scene scene = find(request).front();
  EXPECT_EQ(scene.kind, Kind::surface);
  EXPECT_EQ(scene.baseline, "05.09");
  EXPECT_DOUBLE_EQ(scene.find("B04")->source.offset, -0.1);
  EXPECT_NEAR(reflectance(scene).view().at(3, 0, 0), 0.27, 1e-6);
}

TEST_F(Sentinel2Safe, SaysThatTheSurveyReplacesItsOffset) {
  SceneRequest request;
  request.path = write(SafeProduct{});
  request.scale = {0.0001};
  request.offset = {0};
  EXPECT_DOUBLE_EQ(find(request).front().find("B04")->source.offset, 0);
  EXPECT_TRUE(warned("replace those of the product: quantification 10000, offset -1000 DN for all bands"));
}

TEST_F(Sentinel2Safe, OpensTopOfAtmosphere) {
  SafeProduct product;
  product.level = "L1C";
  const Scene scene = only(write(product));
  EXPECT_EQ(scene.level, "L1C");
  EXPECT_EQ(scene.kind, Kind::toa);
  EXPECT_EQ(scene.bands.size(), 13U);
  EXPECT_EQ(scene.decisions[1].why, "RADIO_ADD_OFFSET of MTD_MSIL1C.xml, baseline 05.09");
  EXPECT_TRUE(scene.quality.empty());
  EXPECT_TRUE(warned("clouds and shadows are not masked"));
  EXPECT_NEAR(reflectance(scene).view().at(3, 0, 0), 0.27, 1e-6);
}

TEST_F(Sentinel2Safe, MasksByClassificationWithABuffer) {
  SafeProduct product;
  product.scl = [](double east_m, double south_m) {
    return std::abs(east_m - 310) < 5 && std::abs(south_m - 310) < 5 ? 9 : 5;
  };
  product.reflectance = [](int, double east_m, double) { return east_m < 60 ? -1.0 : east_m > 660 ? 9.0 : 0.3; };
  const Scene scene = only(write(product));
  MaskOptions mask;
  mask.buffer_m = 40;
  mask.resampling = geo::Resampling::nearest;
  const Raster raster = scene_raster(scene, {"B11", "B12"}, scene.find("B11")->grid, mask);
  ASSERT_EQ(raster.layers.size(), 3U);
  EXPECT_EQ(raster.layers[0].name, "B11");
  const Tile tile = read_all(raster);
  const ConstTileView view = tile.view();
  const int cloudy_col = 15;  // the pixel of 20 m with its centre at 310 m
  for (int c = 0; c < view.cols; ++c) {
    const bool dark = c < 3 || c >= 33;
    const bool cloud = std::abs(c - cloudy_col) <= 2;
    EXPECT_EQ(std::isnan(view.at(0, cloudy_col, c)), dark || cloud) << c;
    EXPECT_EQ(view.at(2, cloudy_col, c), dark ? 1 : cloud ? 2 : 0) << c;
  }
  EXPECT_EQ(view.at(2, cloudy_col - 2, cloudy_col), 2);
  EXPECT_EQ(view.at(2, cloudy_col - 2, cloudy_col - 1), 0);
  expect_same(tile, read_all(raster, 7));
}

TEST_F(Sentinel2Safe, CloudsBeyondTheAreaReachIn) {
  SafeProduct product;
  product.scl = [](double east_m, double) { return east_m < 20 ? 9 : 5; };
  const Scene scene = only(write(product));
  Grid grid = scene.find("B11")->grid;
  grid.origin_x += 20;
  grid.cols -= 1;
  MaskOptions mask;
  mask.buffer_m = 40;
  const Tile tile = read_all(scene_raster(scene, {"B11"}, grid, mask));
  EXPECT_EQ(tile.view().at(1, 5, 0), 2);
  EXPECT_EQ(tile.view().at(1, 5, 1), 2);
  EXPECT_EQ(tile.view().at(1, 5, 2), 0);
}

TEST_F(Sentinel2Safe, NamesABandItDoesNotHave) {
  const Scene scene = only(write(SafeProduct{}));
  EXPECT_THROW(scene_raster(scene, {"B10"}, scene.find("B11")->grid, {}), Error);
}

TEST_F(Sentinel2Safe, ReadsTreesOfAllStructures) {
  const std::string root = test::shared_data("scenes/gdal_sentinel2_fake");
  if (root.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: fabricated SAFE trees not read";
  const Scene l2a = only(root + "/fake_l2a_processing_baseline_5_09");
  EXPECT_EQ(l2a.baseline, "05.09");
  EXPECT_EQ(l2a.bands.size(), 10U);
  EXPECT_DOUBLE_EQ(l2a.find("B12")->source.offset, -0.1);
  EXPECT_DOUBLE_EQ(l2a.sun_zenith_deg.value(), 43.8765807295268);
  const Scene l1c = only(root + "/fake_l1c_processing_baseline_5_09");
  EXPECT_EQ(l1c.kind, Kind::toa);
  EXPECT_EQ(l1c.bands.size(), 13U);
  EXPECT_EQ(l1c.find("B11")->pixel_m, 20);
}

}  // namespace
}  // namespace greisen::scene
