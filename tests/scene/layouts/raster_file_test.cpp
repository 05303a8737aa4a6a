// SPDX-License-Identifier: Apache-2.0
#include "support/raster_file.hpp"

#include <cmath>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>

#include "geo/read/band_source.hpp"
#include "scene/scene_fixture.hpp"
#include "support/shared_data.hpp"

namespace greisen::scene {
namespace {

class RasterFile : public SceneTest {
 protected:
  /// A GeoTIFF of 4 × 3 pixels; band i (from 1) holds i everywhere.
  void write(const std::string& name, const std::vector<std::string>& descriptions, double scale = 1,
             GDALDataType type = GDT_UInt16) {
    GDALAllRegister();
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    const int bands = static_cast<int>(descriptions.size());
    const std::unique_ptr<GDALDataset> file(driver->Create((folder_ / name).c_str(), 4, 3, bands, type, nullptr));
    double transform[6] = {600000, 20, 0, 4600020, 0, -20};
    file->SetGeoTransform(transform);
    OGRSpatialReference utm;
    utm.importFromEPSG(32629);
    file->SetSpatialRef(&utm);
    for (int band = 1; band <= bands; ++band) {
      GDALRasterBand* const one = file->GetRasterBand(band);
      one->Fill(band);
      one->SetDescription(descriptions[static_cast<std::size_t>(band - 1)].c_str());
      if (scale != 1) one->SetScale(scale);
    }
  }
  static SceneRequest request_of(const std::string& path, const std::string& sensor, std::vector<std::string> bands) {
    SceneRequest request;
    request.path = path;
    request.sensor = sensor;
    request.bands = std::move(bands);
    return request;
  }
};

TEST_F(RasterFile, TakesBandsAndScaleOfTheSurvey) {
  write("stack_20210802.tif", {"", "", "", ""});
  SceneRequest request = request_of("stack_20210802.tif", "sentinel2", {"blue", "-", "B04", "swir2"});
  request.scale = {0.0001};
  const Scene scene = find(request).front();
  EXPECT_EQ(scene.id, "stack_20210802");
  EXPECT_EQ(scene.date, "2021-08-02");
  EXPECT_EQ(scene.kind, Kind::surface);
  ASSERT_EQ(scene.bands.size(), 3U);
  EXPECT_EQ(scene.bands[0].name, "B02");
  EXPECT_EQ(scene.bands[1].role, "red");
  EXPECT_EQ(scene.bands[2].source.band, 4);
  EXPECT_DOUBLE_EQ(scene.bands[2].source.scale, 0.0001);
  EXPECT_EQ(scene.bands[2].source.missing_dn, (std::vector<double>{0, 65535}));
}

TEST_F(RasterFile, CountsListsOfScalesWithTheBandsOfTheFile) {
  write("stack.tif", {"", "", ""});
  SceneRequest request = request_of("stack.tif", "", {"blue", "-", "red"});
  request.scale = {0.1, 0.2, 0.3};
  const Scene scene = find(request).front();
  EXPECT_DOUBLE_EQ(scene.find("blue")->source.scale, 0.1);
  EXPECT_DOUBLE_EQ(scene.find("red")->source.scale, 0.3);
}

TEST_F(RasterFile, RefusesBandsThatDoNotFit) {
  write("stack.tif", {"", "", ""});
  EXPECT_EQ(code_of(request_of("stack.tif", "sentinel2", {"blue", "red"})), "E3108");
  EXPECT_EQ(code_of(request_of("stack.tif", "sentinel2", {"blue", "red", "swir9"})), "E3108");
  EXPECT_EQ(code_of(request_of("stack.tif", "sentinel2", {"blue", "red", "B04"})), "E3108");
  EXPECT_EQ(code_of(request_of("stack.tif", "sentinel2", {"-", "-", "-"})), "E3108");
  EXPECT_EQ(code_of(request_of("stack.tif", "sentinel2", {})), "E3108");
  EXPECT_EQ(code_of(request_of("stack.tif", "sentinel3", {"blue", "red", "nir"})), "E2201");
  SceneRequest scales = request_of("stack.tif", "", {"a", "b", "c"});
  scales.scale = {1, 2};
  EXPECT_EQ(code_of(scales), "E3108");
  scales.scale = {0};
  EXPECT_EQ(code_of(scales), "E3108");
}

TEST_F(RasterFile, MatchesDescriptions) {
  write("stack.tif", {"B02 (490 nm)", "B8A", "swir1", ""});
  const Scene scene = find(request_of("stack.tif", "sentinel2", {})).front();
  ASSERT_EQ(scene.bands.size(), 3U);
  EXPECT_EQ(scene.bands[0].name, "B02");
  EXPECT_EQ(scene.bands[2].name, "B11");
  EXPECT_EQ(scene.bands[2].source.band, 3);
}

TEST_F(RasterFile, FindsTheOnlySensorThatKnowsItsDescriptions) {
  write("stack.tif", {"B8A", "B12"});
  EXPECT_EQ(only("stack.tif").sensor, "sentinel2");
  write("other.tif", {"red", "nir"});
  const Scene other = only("other.tif");
  EXPECT_EQ(other.sensor, "");
  EXPECT_EQ(other.find("red")->source.band, 1);
  EXPECT_TRUE(warned("no sensor is known for this raster"));
}

TEST_F(RasterFile, TakesTheScaleOfTheFile) {
  write("scaled.tif", {"red"}, 0.0001);
  const Scene scene = only("scaled.tif");
  EXPECT_DOUBLE_EQ(scene.bands.front().source.scale, 0.0001);
  EXPECT_EQ(scene.kind, Kind::surface);
  write("raw.tif", {"red"});
  EXPECT_EQ(only("raw.tif").kind, Kind::dn);
}

/// Names of Collection 2 fix what DN mean: 0.25 is DN (0.25 + 0.2) / 0.0000275.
TEST_F(RasterFile, KnowsTheScaleOfLandsatsCollection2ByTheNamesOfItsBands) {
  test::write_raster((folder_ / "export.tif").string(),
                     {.values = {{0, 16364, 16364, 65535}, {9091, 9091, 9091, 9091}, {42000, 42000, 42000, 42000}},
                      .names = {"SR_B5", "SR_B6", "ST_B10"}});
  const Scene scene = only("export.tif");
  EXPECT_EQ(scene.sensor, "landsat89");
  EXPECT_EQ(scene.kind, Kind::surface);
  const Tile nir = read_all(geo::raster_of({scene.find("nir")->source}, scene.bands.front().grid));
  EXPECT_TRUE(std::isnan(nir.view().at(0, 0, 0))) << "fill";
  EXPECT_NEAR(nir.view().at(0, 0, 1), 16364 * 2.75e-5 - 0.2, 1e-6);
  EXPECT_TRUE(std::isnan(nir.view().at(0, 1, 1))) << "saturated";
  EXPECT_NEAR(read_all(geo::raster_of({scene.find("swir1")->source}, scene.bands.front().grid)).view().at(0, 0, 0),
              0.0500025, 1e-6);
  EXPECT_EQ(scene.find("B10")->source.layer.unit, "K");
  EXPECT_DOUBLE_EQ(scene.find("B10")->source.offset, 149);
}

TEST_F(RasterFile, KnowsThatScaleThroughAListOfBandsToo) {
  test::write_raster((folder_ / "export.tif").string(),
                     {.values = {{9000, 9000, 9000, 9000}, {9100, 9100, 9100, 9100}}});
  const Scene scene = find(request_of("export.tif", "landsat57", {"SR_B3", "SR_B4"})).front();
  EXPECT_EQ(scene.find("red")->name, "B3");
  EXPECT_DOUBLE_EQ(scene.find("red")->source.offset, -0.2);
  EXPECT_EQ(find(request_of("export.tif", "landsat57", {"red", "nir"})).front().kind, Kind::dn)
      << "no names of a product";
}

/// 0.12 or 1200 would be a reflectance of -0.2 or -0.17: someone scaled them already.
TEST_F(RasterFile, AsksWhereThePixelsDoNotAgreeWithTheNames) {
  test::write_raster((folder_ / "floats.tif").string(),
                     {.values = {{0.12, 0.13, 0.12, 0.12}}, .type = GDT_Float32, .names = {"SR_B6"}});
  const Scene floats = only("floats.tif");
  EXPECT_EQ(floats.kind, Kind::dn);
  EXPECT_TRUE(warned("the numbers of SR_B6 lie about 0.12"));
  SceneRequest stated = request_of("floats.tif", "", {});
  stated.scale = {1};
  EXPECT_EQ(find(stated).front().kind, Kind::surface);
  EXPECT_FALSE(warned("are not those that the name")) << "the advice is followed";
  test::write_raster((folder_ / "whole.tif").string(), {.values = {{1200, 1300, 1200, 1250}}, .names = {"SR_B6"}});
  EXPECT_EQ(only("whole.tif").kind, Kind::dn);
  EXPECT_DOUBLE_EQ(only("whole.tif").bands.front().source.scale, 1);
}

TEST_F(RasterFile, SaysWhereAStatedScaleIsNotThatOfTheNames) {
  test::write_raster((folder_ / "export.tif").string(), {.values = {{9000, 9000, 9000, 9000}}, .names = {"SR_B6"}});
  SceneRequest request = request_of("export.tif", "", {});
  request.scale = {2.75e-5};
  EXPECT_DOUBLE_EQ(find(request).front().bands.front().source.offset, 0) << "what is stated holds";
  EXPECT_TRUE(warned("are not those that the name SR_B6 fixes"));
}

TEST_F(RasterFile, SaysWhichSensorsItsNamesCouldBeOf) {
  write("either.tif", {"SR_B4", "SR_B5"});
  EXPECT_EQ(only("either.tif").sensor, "");
  EXPECT_TRUE(warned("its bands could be those of landsat57, landsat89"));
}

TEST_F(RasterFile, KnowsTheLandsatWhoseWholeSurfaceReflectanceItIs) {
  test::write_raster((folder_ / "five.tif").string(),
                     {.values = std::vector<std::vector<double>>(6, {9000, 9000, 9000, 9000}),
                      .names = {"SR_B1", "SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B7"}});
  const Scene scene = only("five.tif");
  EXPECT_EQ(scene.sensor, "landsat57");
  EXPECT_EQ(scene.find("swir1")->name, "B5");
  EXPECT_EQ(scene.kind, Kind::surface);
}

TEST_F(RasterFile, WholeNumbersAreNoReflectanceBySayingSo) {
  write("whole.tif", {"B8A"});
  write("floats.tif", {"B8A"}, 1, GDT_Float32);
  SceneRequest request = request_of("whole.tif", "", {});
  request.kind = Kind::toa;
  EXPECT_EQ(find(request).front().kind, Kind::dn);
  EXPECT_TRUE(warned("kind: toa says what scale and offset lead to"));
  request.path = "floats.tif";
  EXPECT_EQ(find(request).front().kind, Kind::toa);
}

TEST_F(RasterFile, DoesNotTakeHalfAScaleForOne) {
  write("half.tif", {"B02", "B8A"});
  {
    const std::unique_ptr<GDALDataset> file(GDALDataset::Open((folder_ / "half.tif").c_str(), GDAL_OF_UPDATE));
    file->GetRasterBand(1)->SetScale(0.0001);
  }
  EXPECT_EQ(only("half.tif").kind, Kind::dn);
  EXPECT_TRUE(warned("only 1 of 2 bands have a scale"));
}

TEST_F(RasterFile, RefusesADateThatIsNone) {
  write("stack.tif", {"B8A"});
  SceneRequest request = request_of("stack.tif", "", {});
  request.date = "1 June 2009";
  EXPECT_EQ(code_of(request), "E3113");
}

TEST_F(RasterFile, KeepsZeroAsAMeasurementInFloats) {
  write("stack.tif", {"B02", "B03"}, 1, GDT_Float32);
  const Scene scene = find(request_of("stack.tif", "sentinel2", {})).front();
  EXPECT_TRUE(scene.bands.front().source.missing_dn.empty());
}

TEST_F(RasterFile, RefusesWhatIsNotThereOrNoRaster) {
  EXPECT_EQ(code_of("nothing.tif"), "E3101");
  EXPECT_EQ(code_of("*.tif"), "E3101");
  std::ofstream(folder_ / "text.tif") << "no raster";
  EXPECT_EQ(code_of("text.tif").substr(0, 2), "E3");
  std::ofstream(folder_ / "notes.txt") << "no raster";
  EXPECT_EQ(code_of("notes.txt"), "E3102");
  std::filesystem::create_directories(folder_ / "empty");
  EXPECT_EQ(code_of("empty"), "E3102");
}

TEST_F(RasterFile, SuggestsTheNearestName) {
  write("stack.tif", {"red"});
  try {
    find("stakc.tif");
    FAIL() << "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.problems().front().fix, "did you mean 'stack.tif'?");
  }
}

TEST_F(RasterFile, ReadsARealStack) {
  const std::string path = test::shared_data("scenes/sen2r_barbellino/S2A2A_20170703_022_Barbellino_BOA_10.tif");
  if (path.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: Barbellino not read";
  SceneRequest request =
      request_of(path, "sentinel2", {"B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12"});
  request.scale = {0.0001};
  const Scene scene = find(request).front();
  EXPECT_EQ(scene.date, "2017-07-03");
  EXPECT_EQ(scene.bands.size(), 11U);
  EXPECT_TRUE(scene.find("B12")->source.missing_dn.empty());  // the file says its own nodata
}

}  // namespace
}  // namespace greisen::scene
