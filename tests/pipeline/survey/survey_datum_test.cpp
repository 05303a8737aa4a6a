// SPDX-License-Identifier: Apache-2.0
// Inputs of an old datum meet by one operation, that of the survey's place, however far their files reach.
#include <array>
#include <fstream>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <ogrsf_frmts.h>

#include "base/file.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

// ED50 / UTM 30N 260000, 4620000 in WGS 84 / UTM 30N (PROJ 9.1, area of interest 0.1 degrees about it)
constexpr double kEast = 259'890.576;
constexpr double kNorth = 4'619'792.946;

class SurveyDatum : public ::testing::Test {
 protected:
  SurveyDatum() {
    RasterFile stack{.cols = 100, .rows = 100, .pixel_m = 20, .epsg = 32630, .left = 258'880, .top = 4'620'800};
    stack.names = {"B11", "B12"};
    stack.values = {std::vector<double>(10'000, 3000), std::vector<double>(10'000, 2000)};
    write_raster(folder_.file("stack.tif"), stack);
    // heights rise by 1 a pixel to the east: they tell where they came from
    RasterFile dem{
        .cols = 200, .rows = 200, .pixel_m = 25, .type = GDT_Float32, .epsg = 23030, .left = 257'500, .top = 4'622'500};
    dem.values.emplace_back();
    for (int i = 0; i < 200 * 200; ++i) dem.values.back().push_back(1000 + i % 200);
    write_raster(folder_.file("dem.tif"), dem);
    std::ofstream(folder_.file("faults.geojson")) << R"({"type": "FeatureCollection",
      "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::23030"}}, "features": [
      {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[260000, 4620400], [260000, 4619600]]}},
      {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[-900000, 3300000], [2000000, 7000000]]}}]})";
    std::ofstream(folder_.file("known.csv"))
        << "name,x,y,crs\nhere,260000,4620000,EPSG:23030\nfar,-900000,3300000,EPSG:23030\n";
    std::ofstream(folder_.file("survey.yaml"))
        << "version: 1\nname: datum\naoi: {bbox: [259500, 4619500, 260500, 4620500], crs: \"EPSG:23030\"}\n"
           "grid: {crs: auto-utm, resolution_m: 20}\ncontext_km: 0\n"
           "scenes: [{path: stack.tif, sensor: sentinel2, scale: 0.0001, date: \"2023-07-14\"}]\n"
           "mask: {vegetation: false, water: false}\ndem: dem.tif\nfaults: faults.geojson\n"
           "occurrences: {path: known.csv}\nlayers: [{name: a, expr: \"swir1 / swir2\"}]\n"
           "outputs: {report: false, qgis: true, sheet: false, stac: false}\n";
    run_ = run_greisen("run " + shell_word(folder_.file("survey.yaml")) + " --progress none");
  }

  /// The first vertex of the first shape of a table of inputs.gpkg.
  OGRPoint first_of(const char* table) const {
    const GDALDatasetUniquePtr file(
        GDALDataset::Open(folder_.file("run/inputs.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    OGRPoint place;
    const OGRFeatureUniquePtr feature(file->GetLayerByName(table)->GetNextFeature());
    const OGRGeometry* shape = feature->GetGeometryRef();
    if (wkbFlatten(shape->getGeometryType()) == wkbMultiLineString)
      shape = shape->toMultiLineString()->getGeometryRef(0);
    if (wkbFlatten(shape->getGeometryType()) == wkbPoint)
      place = *shape->toPoint();
    else
      shape->toLineString()->getPoint(0, &place);
    return place;
  }

  testing::TempFolder folder_;
  ProgramRun run_;
};

TEST_F(SurveyDatum, PointsLinesAndHeightsMeet) {
  ASSERT_EQ(run_.exit_code, 0) << run_.err;
  EXPECT_NEAR(first_of("occurrences").getX(), kEast, 0.01);
  EXPECT_NEAR(first_of("occurrences").getY(), kNorth, 0.01);
  EXPECT_NEAR(first_of("faults").getX(), kEast, 0.1) << "400 m further north";
  const GDALDatasetUniquePtr heights(GDALDataset::Open(folder_.file("run/layers/terrain/elevation.tif").c_str()));
  std::array<double, 6> at = {};
  heights->GetGeoTransform(at.data());
  const int col = static_cast<int>((kEast - at[0]) / 20);
  const int row = static_cast<int>((at[3] - kNorth) / 20);
  float height = 0;
  ASSERT_EQ(heights->GetRasterBand(1)->RasterIO(GF_Read, col, row, 1, 1, &height, 1, 1, GDT_Float32, 0, 0, nullptr),
            CE_None);
  const double from_the_point = at[0] + 20 * (col + 0.5) - kEast;
  EXPECT_NEAR(height, 1000 + (260'000 + from_the_point - 257'500) / 25 - 0.5, 0.01) << "0.25 m on the ground";
}

TEST_F(SurveyDatum, EachShiftIsToldWithItsAccuracy) {
  const auto shifts =
      nlohmann::json::parse(read_text_file(folder_.file("run/run.json"), 1 << 24)).at("parts").at("datum_shifts");
  ASSERT_EQ(shifts.size(), 4U);
  const std::vector<std::string> inputs = {"aoi", "known.csv", "faults.geojson", "dem.tif"};
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    EXPECT_EQ(shifts[i].at("input"), inputs[i]);
    EXPECT_EQ(shifts[i].at("crs"), "EPSG:23030");
    EXPECT_NE(shifts[i].at("operation").get<std::string>().find("ED50 to WGS 84 (29)"), std::string::npos) << shifts[i];
    EXPECT_EQ(shifts[i].at("accuracy_m"), 1.5);
  }
  EXPECT_NE(run_.err.find("datum of known.csv: EPSG:23030 by"), std::string::npos) << run_.err;
  EXPECT_NE(run_.err.find("good to 1.5 m"), std::string::npos) << run_.err;
}

}  // namespace
}  // namespace greisen::test
