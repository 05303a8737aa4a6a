// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/vector_input.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/gdal/zip.hpp"
#include "geo/place/area.hpp"
#include "geo/scratch_folder.hpp"
#include "geo/vectors/distance.hpp"
#include "geo/vectors/drawn_layers.hpp"
#include "geo/vectors/dxf.hpp"
#include "geo/vectors/features.hpp"

namespace greisen::geo {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class AreaLayers : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  std::string geojson(const std::string& geometries) const {
    return file("area.geojson", R"({"type":"FeatureCollection","features":[)" + geometries + "]}");
  }
  static std::string feature(const std::string& type, const std::string& coordinates) {
    return R"({"type":"Feature","properties":{},"geometry":{"type":")" + type + R"(","coordinates":)" + coordinates +
           "}}";
  }
  static Area area_in(const std::string& path) { return read_area({path}); }

  /// A file in EPSG:32629 (GeoJSON: its own), the driver by its ending.
  std::string layers(const std::string& name, const std::vector<std::pair<std::string, std::string>>& drawn) const {
    const bool json = name.ends_with("json");
    std::vector<DrawnLayer> made;
    for (const auto& [layer, wkt] : drawn) made.push_back({layer, {wkt}, json ? 0 : 32629});
    return draw(folder_ / name, json ? "GeoJSON" : name.ends_with(".shp") ? "ESRI Shapefile" : "GPKG", made);
  }
  ScratchFolder folder_;
};

/// All that the Error says that `work` throws.
template <class Work>
std::string what_of(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST_F(AreaLayers, TakesThePolygonsOfMixedLayersAndTellsTheRest) {
  const Area area =
      area_in(geojson(feature("Polygon", "[[[0,0],[1,0],[1,1],[0,0]]]") + "," + feature("Point", "[1,2]") + "," +
                      feature("LineString", "[[0,0],[5,0],[5,5],[0,0]]")));
  EXPECT_EQ(area.bounds(), (Bounds{0, 0, 1, 1})) << "where there are polygons a closed line is none";
  ASSERT_EQ(area.notes.size(), 1U);
  EXPECT_THAT(area.notes[0], HasSubstr("1 line, 1 point"));
}

TEST_F(AreaLayers, TakesThePolygonOfACollectionBesideAPoint) {
  const Area area = area_in(file("a.kml", R"(<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
    <Placemark><MultiGeometry><Point><coordinates>-7,38,0</coordinates></Point><Polygon><outerBoundaryIs><LinearRing>
    <coordinates>-7,38,0 -6,38,0 -6,39,0 -7,38,0</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry>
    </Placemark></Document></kml>)"));
  EXPECT_EQ(area.bounds(), (Bounds{-7, 38, -6, 39}));
}

TEST_F(AreaLayers, TakesClosedLinesWhereThereAreNoPolygons) {
  const Area area = area_in(geojson(feature("LineString", "[[0,0],[2,0],[2,2],[0,2],[0,0.00001]]") + "," +
                                    feature("LineString", "[[5,5],[6,6]]")));
  EXPECT_EQ(area.bounds(), (Bounds{0, 0, 2, 2}));
  ASSERT_EQ(area.notes.size(), 2U);
  EXPECT_THAT(area.notes[0], HasSubstr("1 closed line"));
  EXPECT_THAT(area.notes[1], HasSubstr("1 line"));
}

TEST_F(AreaLayers, AsksWhichOfSeveralLayersOfPolygons) {
  const std::string path = layers("p.gpkg", {{"units", "POLYGON((0 0,1 0,1 1,0 0))"},
                                             {"Licence 'A'", "POLYGON Z((5 5 1,6 5 1,6 6 1,5 5 1))"},
                                             {"tracks", "LINESTRING(0 0,1 1,1 0,0 0)"}});
  EXPECT_EQ(code_of([&] { read_area({path}); }), "E3207");
  EXPECT_THAT(what_of([&] {
                read_area({path, "", "", "aoi"});
              }),
              AllOf(HasSubstr("units"), HasSubstr("Licence 'A'"), Not(HasSubstr("tracks")),
                    HasSubstr("aoi: {path: \"p.gpkg\", layer: \"units\"}")));
  EXPECT_EQ(read_area({path, "Licence 'A'"}).bounds(), (Bounds{5, 5, 6, 6}));
  EXPECT_EQ(read_area({path, "LICENCE 'a'"}).bounds(), (Bounds{5, 5, 6, 6})) << "whatever the case";
  EXPECT_EQ(read_area({path, "tracks"}).bounds(), (Bounds{0, 0, 1, 1})) << "a closed line that is asked for";
  EXPECT_EQ(code_of([&] { read_area({path, "roads"}); }), "E3206");
}

TEST_F(AreaLayers, ReadsZipsAndFolders) {
  std::filesystem::create_directories(folder_ / "in/b");
  layers("in/licence.shp", {{"licence", "POLYGON((0 0,1 0,1 1,0 0))"}});
  layers("in/b/camps.geojson", {{"camps", "POINT(3 3)"}});
  EXPECT_EQ(read_area({(folder_ / "in")}).bounds(), (Bounds{0, 0, 1, 1}));
  std::vector<ZipFile> files;
  for (const char* ending : {"shp", "shx", "dbf", "prj"})
    files.push_back({std::string("deep/licence.") + ending, (folder_ / "in/licence.") + ending});
  write_zip((folder_ / "a.zip"), files, "2024-05-17T09:30:00Z");
  EXPECT_EQ(read_area({(folder_ / "a.zip")}).bounds(), (Bounds{0, 0, 1, 1}));
  layers("in/b/licence.gpkg", {{"licence", "POLYGON((7 7,8 7,8 8,7 7))"}});
  EXPECT_EQ(code_of([&] { read_area({(folder_ / "in")}); }), "E3207") << "two files of one layer's name";
  EXPECT_EQ(read_area({(folder_ / "in"), "b/licence.gpkg:licence"}).bounds(), (Bounds{7, 7, 8, 8}));
}

TEST_F(AreaLayers, LayersOfADrawingAreThoseOfItsOwn) {
  write_dxf((folder_ / "plan.dxf"), {{"LICENCE", "#ff0000", Lines{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}}}},
                                     {"ROADS", "#0000ff", Lines{{{{0, 0}, {50, 50}}}}}});
  EXPECT_EQ(code_of([&] { read_area({(folder_ / "plan.dxf")}); }), "E3203");
  EXPECT_EQ(read_area({(folder_ / "plan.dxf"), "", "EPSG:32629"}).bounds(), (Bounds{0, 0, 10, 10}));
  EXPECT_EQ(code_of([&] { read_area({(folder_ / "plan.dxf"), "ROADS", "EPSG:32629"}); }), "E3202");
}

TEST_F(AreaLayers, LinesAreLookedForWhereLinesAreWanted) {
  const std::string path =
      layers("p.gpkg", {{"units", "POLYGON((0 0,1 0,1 1,0 0))"}, {"faults", "LINESTRING(0 0,3 0)"}});
  const Crs utm = parse_crs("EPSG:32629");
  EXPECT_EQ(read_map({{path}}, utm).features.size(), 1U) << "not the outline of the unit";
  EXPECT_EQ(read_features({{path}}, utm).size(), 1U);
  layers("q.gpkg", {{"faults", "LINESTRING(0 0,3 0)"}, {"tracks", "LINESTRING Z(0 0 5,3 0 5)"}});
  EXPECT_THAT(
      what_of([&] {
        read_map({{folder_ / "q.gpkg", "", "", "faults"}}, utm);
      }),
      AllOf(HasSubstr("E3207"), HasSubstr("'faults', 'tracks'"), HasSubstr("faults: {path: \"q.gpkg\", layer")));
  EXPECT_EQ(read_map({{folder_ / "q.gpkg", "tracks"}}, utm).features.size(), 1U);
}

TEST_F(AreaLayers, TablesWithoutShapesArePassedOver) {
  const std::string path = layers("p.gpkg", {{"units", "POLYGON((0 0,1 0,1 1,0 0))"}});
  {
    const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    ASSERT_NE(file->CreateLayer("layer_styles", nullptr, wkbNone), nullptr);
  }
  EXPECT_EQ(area_in(path).bounds(), (Bounds{0, 0, 1, 1}));
}

}  // namespace
}  // namespace greisen::geo
