// SPDX-License-Identifier: Apache-2.0
// What `check` tells of vectors, tables and heights, before anything is computed.
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/place/crs.hpp"
#include "geo/vectors/vectors.hpp"
#include "assess/known_occurrences.hpp"
#include "catalogue/catalogue.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A survey of 40 x 40 pixels of 20 m at 600000, 4500000 of UTM 29N: lon −7.819, lat 40.643 at its corner.
class CheckInputs : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_.file(name), std::ios::binary) << text;
  }

  ProgramRun check(const std::string& keys) const {
    RasterFile file{.cols = 40, .rows = 40, .pixel_m = 20};
    file.names = {"B04", "B11"};
    file.values = {std::vector<double>(1600, 2000), std::vector<double>(1600, 3000)};
    write_raster(folder_.file("stack.tif"), file);
    write(
        "survey.yaml",
        "version: 1\nname: inputs\naoi: {bbox: [600000, 4499200, 600800, 4500000], crs: \"EPSG:32629\"}\n"
        "grid: {crs: \"EPSG:32629\", resolution_m: 20}\ncontext_km: 0\n"
        "scenes: [{path: stack.tif, sensor: sentinel2, scale: 0.0001}]\nlayers: [{name: a, expr: \"swir1 / red\"}]\n" +
            keys + "\n");
    return run_greisen("check " + shell_word(folder_.file("survey.yaml")) + " --progress none");
  }

  /// Tables of one shape each.
  void write_layers(const std::string& name, const std::vector<std::pair<std::string, geo::Geometry>>& layers) const {
    std::vector<geo::VectorTable> tables;
    for (const auto& [layer, shape] : layers) {
      const bool lines = std::holds_alternative<geo::Lines>(shape);
      tables.push_back({layer, "", lines ? geo::ShapeType::multi_line : geo::ShapeType::multi_polygon, {}, {}});
      tables.back().columns = {{"unit", geo::CellType::text}};
      tables.back().rows.push_back({{std::string("gr")}, shape});
    }
    geo::write_geopackage(folder_.file(name), geo::parse_crs("EPSG:32629"), tables, {});
  }

  testing::TempFolder folder_;
};

const geo::Geometry kLine = geo::Lines{{{{600100, 4499900}, {600700, 4499300}}}};
const geo::Geometry kSquare =
    std::vector<geo::Polygon>{{{{{600100, 4499300}, {600500, 4499300}, {600500, 4499700}, {600100, 4499700}}}}};

TEST_F(CheckInputs, WhichLayerOfFaultsIsAsked) {
  write_layers("p.gpkg", {{"faults", kLine}, {"tracks", kLine}, {"units", kSquare}});
  const ProgramRun asked = check("faults: p.gpkg");
  EXPECT_EQ(asked.exit_code, 3);
  EXPECT_THAT(asked.err, HasSubstr("2 of its layers hold lines: 'faults', 'tracks'"));
  EXPECT_THAT(asked.err, HasSubstr("faults: {path: \"p.gpkg\", layer: \"faults\"}"));
  EXPECT_EQ(check("faults: {path: p.gpkg, layer: tracks}").exit_code, 0);
  EXPECT_THAT(check("tracks: p.gpkg").err, HasSubstr("tracks: {path: \"p.gpkg\", layer: \"faults\"}"));
  EXPECT_EQ(check("tracks: {path: p.gpkg, layer: tracks}").exit_code, 0);
  EXPECT_EQ(check("mask: {urban: {path: p.gpkg, layer: units, crs: \"EPSG:32629\"}}").exit_code, 0);
  EXPECT_EQ(check("exclude: [p.gpkg, {path: p.gpkg, layer: units, name: Park}]").exit_code, 0);
}

/// A GeoJSON in metres that names no CRS is in degrees by its standard; and a file of another place is no evidence.
TEST_F(CheckInputs, ShapesThatLieElsewhereAreTold) {
  const auto line = [](double x, double y) {
    return fmt::format(R"({{"type":"LineString","coordinates":[[{},{}],[{},{}]]}})", x, y, x + 0.01, y + 0.01);
  };
  write("metres.geojson", line(600100, 4499900));
  const ProgramRun metres = check("faults: metres.geojson");
  EXPECT_EQ(metres.exit_code, 4);
  EXPECT_THAT(metres.err, HasSubstr("error E4023: '" + folder_.file("metres.geojson") + "': its coordinates"));
  EXPECT_THAT(metres.err, HasSubstr("faults: {path: \"metres.geojson\", crs: \"EPSG:…\"}"));
  EXPECT_EQ(check("faults: {path: metres.geojson, crs: \"EPSG:32629\"}").exit_code, 0);
  write("away.geojson", line(-3, 43));
  const ProgramRun away = check("faults: away.geojson");
  EXPECT_EQ(away.exit_code, 0);
  EXPECT_THAT(away.err, HasSubstr("W3206: away.geojson: none of its shapes (faults) lies within 20 km of the ground, "
                                  "the nearest 47"));  // 475 km on the sphere from 40.64 N 7.81 W to 43 N 3 W
}

TEST_F(CheckInputs, ALayerInTheWordsOfAGisIsMended) {
  write_layers("p.gpkg", {{"faults", kLine}, {"tracks", kLine}});
  EXPECT_THAT(check("faults: \"p.gpkg|layername=faults\"").err,
              HasSubstr("write {path: \"p.gpkg\", layer: \"faults\"}"));
}

TEST_F(CheckInputs, RowsWithoutAPlaceAreNamed) {
  write("known.csv", "name;lon;lat\nMina;-7,815;40,64\nOtra;;\n");
  const ProgramRun told = check("occurrences: known.csv");
  EXPECT_EQ(told.exit_code, 0);
  EXPECT_THAT(told.err, HasSubstr("1 of 2 rows cannot be placed and are left out: row 3 (Otra): it has no longitude"));
}

TEST_F(CheckInputs, PointsThatLieWrongAreSuspected) {
  write("known.csv", "name,lon,lat\nMina,40.64,-7.815\n");
  EXPECT_THAT(check("occurrences: {path: known.csv}").err,
              HasSubstr("1 of 1 occurrences lie outside the area and its margin, the nearest"));
  EXPECT_THAT(check("occurrences: {path: known.csv}").err, HasSubstr("exchanged (such as Mina): are they?"));
  write("known.csv", "name,lon,lat\nMina,7.815,40.64\nOtra,-7.815,40.64\n");
  EXPECT_THAT(check("occurrences: known.csv").err,
              HasSubstr("1 of them would lie in it with a minus before the longitude"));
  write("known.csv", "name,lon,lat\nMina,-7.815,40.64\nAway,-3,43\n");
  EXPECT_THAT(check("occurrences: known.csv").err, Not(HasSubstr("outside"))) << "a list of the whole country";
}

TEST_F(CheckInputs, CodesThatMapAndLegendDoNotShareAreTold) {
  write_layers("p.gpkg", {{"units", kSquare}});
  write("legend.csv", "code,name,role\ngr,Granite,granito\nmb,Marble,carbonate\n");
  const ProgramRun told = check("geology: {path: p.gpkg, field: UNIT, legend: legend.csv}");
  EXPECT_THAT(told.err, HasSubstr("legend.csv: 1 of its codes are on no polygon of p.gpkg: 'mb'"));
  EXPECT_THAT(told.err, HasSubstr("roles that no model reads: 'granito' (1 codes; did you mean 'granite'?)"));
  EXPECT_EQ(check("geology: {path: p.gpkg, field: unidad, legend: legend.csv}").exit_code, 3);
}

TEST_F(CheckInputs, HeightsAreLookedAt) {
  RasterFile file{.cols = 30, .rows = 40, .pixel_m = 20};
  file.type = GDT_Int16;
  file.values = {std::vector<double>(1200, 600)};
  file.values[0][45] = -9999;
  write_raster(folder_.file("dem.tif"), file);
  const ProgramRun told = check("dem: dem.tif");
  EXPECT_EQ(told.exit_code, 0);
  EXPECT_THAT(told.err, HasSubstr("dem.tif: 1 pixels hold -9999 m, which is no height"));
  EXPECT_THAT(told.err, HasSubstr("heights cover 74.9 % of the area"));  // 1199 of 1600
  file.values[0][45] = 4000;
  write_raster(folder_.file("dem.tif"), file);
  EXPECT_EQ(check("dem: dem.tif").exit_code, 4);
  EXPECT_EQ(check("dem: {path: dem.tif, nodata: 4000}").exit_code, 0);
  EXPECT_EQ(check("dem: {path: dem.tif, crs: \"EPSG:32631\"}").exit_code, 4) << "elsewhere";
}

TEST(IsOfModel, MatchesWholeWordsInThreeLanguages) {
  const Catalogue catalogue = load_catalogue();
  const auto is = [&](const char* commodity, const char* model) {
    geo::Occurrence known;
    known.commodity = commodity;
    return assess::is_of_model(known, catalogue.find_model(model));
  };
  for (const char* word : {"LÍTIO", "Li", "Espodumena", "petalita, Sn", "Li\u2082O", "Lepidolita/Ambligonita"})
    EXPECT_TRUE(is(word, "li-pegmatite")) << word;
  for (const char* word : {"Wolframita", "W-Sn", "VOLFRÂMIO", "Scheelita", "wo3", "Sn–W"})
    EXPECT_TRUE(is(word, "w-skarn")) << word;
  for (const char* word : {"Ni", "aleaciones", "Slitio", "", "Au"}) EXPECT_FALSE(is(word, "li-pegmatite")) << word;
}

}  // namespace
}  // namespace greisen::test
