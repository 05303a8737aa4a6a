// SPDX-License-Identifier: Apache-2.0
#include "geo/place/area.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

using testing::HasSubstr;

class AreaFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("greisen_area_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::string geojson(const std::string& geometries) const {
    return file("area.geojson", R"({"type":"FeatureCollection","features":[)" + geometries + "]}");
  }
  static std::string feature(const std::string& type, const std::string& coordinates) {
    return R"({"type":"Feature","properties":{},"geometry":{"type":")" + type + R"(","coordinates":)" + coordinates +
           "}}";
  }
  static Area area_in(const std::string& path) { return read_area({path}); }
  std::filesystem::path folder_;
};

/// The mask as text: '#' inside, '.' outside.
std::string drawn(const AreaMask& mask, const Window& window) {
  Tile tile(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
  mask.fill(window, tile.view());
  std::string text = "\n";
  for (int r = 0; r < static_cast<int>(window.rows); ++r) {
    for (const float value : tile.view().row(0, r)) text += value == 1 ? '#' : value == 0 ? '.' : '?';
    text += '\n';
  }
  return text;
}

Area area_of(const Crs& crs, std::vector<Polygon> polygons) { return {crs, std::move(polygons), "test", {}}; }

const Crs& utm() {
  static const Crs crs = parse_crs("EPSG:32629");
  return crs;
}
Grid grid_10() { return {utm().wkt, 0, 100, 10, 10, 10, 10}; }

TEST(AreaMask, HonoursHoles) {
  const Polygon frame = {{{{10, 10}, {90, 10}, {90, 90}, {10, 90}}, {{30, 30}, {30, 70}, {70, 70}, {70, 30}}}};
  const AreaMask mask(area_of(utm(), {frame}), grid_10());
  EXPECT_EQ(drawn(mask, {0, 0, 10, 10}), R"(
..........
.########.
.########.
.##....##.
.##....##.
.##....##.
.##....##.
.########.
.########.
..........
)");
}

TEST(AreaMask, DrawsATriangleByPixelCentres) {
  const AreaMask mask(area_of(utm(), {Polygon{{{{0, 0}, {100, 0}, {0, 100}}}}}), grid_10());
  EXPECT_EQ(drawn(mask, {0, 0, 10, 5}), R"(
..........
#.........
##........
###.......
####......
)") << "the diagonal meets the centres; they belong to the polygon east of it";
}

TEST(AreaMask, UnitesPolygonsThatOverlap) {
  const Polygon left = {{{{0, 0}, {60, 0}, {60, 20}, {0, 20}}}};
  const Polygon right = {{{{40, 0}, {100, 0}, {100, 20}, {40, 20}}}};
  const AreaMask mask(area_of(utm(), {left, right}), grid_10());
  EXPECT_EQ(drawn(mask, {0, 8, 10, 2}), "\n##########\n##########\n");
}

TEST(AreaMask, GivesEachPixelToOneOfTwoNeighbours) {
  const std::vector<Point> shared = {{37, 0}, {52, 33}, {41.5, 71}, {55, 100}};
  const Polygon west = {{{{0, 0}, shared[0], shared[1], shared[2], shared[3], {0, 100}}}};
  const Polygon east = {{{shared[0], {100, 0}, {100, 100}, shared[3], shared[2], shared[1]}}};
  const Grid grid = {utm().wkt, 0, 100, 0.5, 0.5, 200, 200};
  Tile a(1, 200, 200);
  Tile b(1, 200, 200);
  AreaMask(area_of(utm(), {west}), grid).fill(grid.window(), a.view());
  AreaMask(area_of(utm(), {east}), grid).fill(grid.window(), b.view());
  for (int r = 0; r < 200; ++r) {
    for (int c = 0; c < 200; ++c) ASSERT_EQ(a.view().at(0, r, c) + b.view().at(0, r, c), 1) << r << ' ' << c;
  }
}

TEST(AreaMask, AnswersTheSameInAnyWindow) {
  Ring star;
  for (int i = 0; i < 40; ++i) {
    const double radius = i % 2 == 0 ? 48 : 17;
    star.push_back({50 + radius * std::cos(i * 0.157), 50 + radius * std::sin(i * 0.157)});
  }
  const Grid grid = {utm().wkt, 0, 100, 0.37, 0.37, 271, 271};
  const AreaMask mask(area_of(utm(), {Polygon{{star}}}), grid);
  Tile whole(1, 271, 271);
  mask.fill(grid.window(), whole.view());
  for (const Window window :
       {Window{3, 5, 64, 7}, Window{100, 90, 171, 171}, Window{-20, -20, 60, 60}, Window{250, 250, 40, 40}}) {
    Tile part(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    part.fill(kMissing);
    mask.fill(window, part.view());
    for (int r = 0; r < static_cast<int>(window.rows); ++r) {
      for (int c = 0; c < static_cast<int>(window.cols); ++c) {
        const auto row = window.row + r;
        const auto col = window.col + c;
        const bool on_grid = row >= 0 && col >= 0 && row < 271 && col < 271;
        const float expected = on_grid ? whole.view().at(0, static_cast<int>(row), static_cast<int>(col)) : 0.0F;
        ASSERT_EQ(part.view().at(0, r, c), expected) << row << ' ' << col;
      }
    }
  }
  EXPECT_FALSE(mask.is_empty(grid.window()));
  EXPECT_TRUE(mask.is_empty({0, 0, 5, 5}));
  EXPECT_TRUE(mask.is_empty({1000, 1000, 50, 50}));
}

TEST(BoxArea, CrossesTheAntimeridianWhereWestIsGreaterThanEast) {
  const Area area = box_area({179, -17, -179, -16}, "EPSG:4326");
  EXPECT_EQ(area.bounds(), (Bounds{179, -17, 181, -16}));
  EXPECT_NEAR(area.area_km2(), 213.3 * 110.6, 60);
  const Point centre = area.centre_lon_lat();
  EXPECT_NEAR(centre.x, -180, 1e-9);
  const Bounds utm1 = area.to_crs(parse_crs("EPSG:32701")).bounds();
  EXPECT_NEAR(utm1.max_x - utm1.min_x, 214'000, 3'000);
}

TEST(BoxArea, RefusesImpossibleBoxes) {
  const auto code = [](Bounds box, const char* crs) { return code_of([&] { box_area(box, crs); }); };
  EXPECT_EQ(code({0, 0, 0, 1}, "EPSG:4326"), "E2150");
  EXPECT_EQ(code({0, 2, 1, 1}, "EPSG:4326"), "E2150");
  EXPECT_EQ(code({0, 0, 1, 91}, "EPSG:4326"), "E2150");
  EXPECT_EQ(code({5, 0, 1, 1}, "EPSG:32629"), "E2150");
  EXPECT_EQ(code({0, 0, std::nan(""), 1}, "EPSG:32629"), "E2150");
  EXPECT_EQ(code({-170, 0, 170, 1}, "EPSG:4326"), "E2150");
  EXPECT_EQ(code({-7.008, -6.988, 41.518, 41.533}, "EPSG:4326"), "E2150") << "min x, max x, min y, max y";
  EXPECT_EQ(code({666'100, 667'800, 4'598'200, 4'599'900}, "EPSG:32629"), "E2150");
  EXPECT_EQ(code({-10, 36, 4, 44}, "EPSG:4326"), "no error") << "all of Iberia";
  EXPECT_EQ(code({0, 0, 1, 1}, "EPSG:0"), "E4010");
}

TEST(Area, DensifiesEdgesThatBend) {
  // the parallel of 60° N bows north between the ends of a zone: the box must reach what its corners do not
  const Area area = box_area({-12, 59, -6, 60}, "EPSG:4326").to_crs(utm());
  const PointTransform transform(wgs84(), utm());
  EXPECT_LT(area.bounds().min_y, transform.apply(Point{-12, 59}).y - 3'500);
  EXPECT_NEAR(area.bounds().min_y, transform.apply(Point{-9, 59}).y, 0.2);
}

TEST(Area, KeepsItsSizeInAnyCrs) {
  const Area box = box_area({600'000, 4'300'000, 660'000, 4'360'000}, "EPSG:32629");
  const double km2 = box.area_km2();
  EXPECT_NEAR(km2, 3600, 4);
  EXPECT_NEAR(box.to_crs(wgs84()).area_km2(), km2, 1e-3);
  EXPECT_NEAR(box.to_crs(parse_crs("EPSG:3035")).area_km2(), km2, 1e-3);
}

TEST(Area, TakesHolesOff) {
  const Polygon frame = {{{{500'000, 0}, {510'000, 0}, {510'000, 10'000}, {500'000, 10'000}},
                          {{502'000, 2'000}, {502'000, 7'000}, {507'000, 7'000}, {507'000, 2'000}}}};
  EXPECT_NEAR(area_of(utm(), {frame}).area_km2(), 75 * 1.0008, 0.02);
}

TEST(Area, RefusesARingRoundThePole) {
  const Polygon ring = {{{{-1e6, -1e6}, {1e6, -1e6}, {1e6, 1e6}, {-1e6, 1e6}}}};
  EXPECT_EQ(code_of([&] { (void)area_of(parse_crs("EPSG:3031"), {ring}).to_crs(wgs84()); }), "E4013");
}

TEST_F(AreaFile, ReadsPolygonsWithHolesAndDissolvesOverlaps) {
  const Area area = area_in(
      geojson(feature("Polygon", "[[[0,0],[2,0],[2,2],[0,2],[0,0]],[[0.5,0.5],[0.5,1],[1,1],[1,0.5],[0.5,0.5]]]") +
              "," + feature("MultiPolygon", "[[[[1.5,0],[3,0],[3,2],[1.5,2],[1.5,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]")));
  EXPECT_EQ(area.crs.label(), "EPSG:4326");
  ASSERT_EQ(area.polygons.size(), 2U);
  EXPECT_EQ(area.polygons[0].rings.size() + area.polygons[1].rings.size(), 3U);
  EXPECT_EQ(area.bounds(), (Bounds{0, 0, 6, 6}));
}

TEST_F(AreaFile, MendsABowTieAndSaysSo) {
  const Area area = area_in(geojson(feature("Polygon", "[[[0,0],[2,2],[2,0],[0,2],[0,0]]]")));
  EXPECT_EQ(area.polygons.size(), 2U);
  ASSERT_EQ(area.notes.size(), 1U);
  EXPECT_THAT(area.notes[0], HasSubstr("1 invalid"));
}

TEST_F(AreaFile, ReadsKml) {
  const Area area = area_in(file("a.kml", R"(<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
    <Placemark><name>lic</name><Polygon><outerBoundaryIs><LinearRing><coordinates>-7,38,0 -6,38,0 -6,39,0 -7,38,0
    </coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>)"));
  EXPECT_EQ(area.bounds(), (Bounds{-7, 38, -6, 39}));
}

TEST_F(AreaFile, ReadsAShapefileInItsOwnCrs) {
  const GdalSession session;
  const std::string path = (folder_ / "licences.shp").string();
  {
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
    const GDALDatasetUniquePtr file(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    OGRSpatialReference srs;
    srs.importFromEPSG(25829);
    OGRLayer* const layer = file->CreateLayer("licences", &srs, wkbPolygon);
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    OGRPolygon square;
    OGRLinearRing ring;
    for (const auto& [x, y] : {std::pair{6e5, 4.3e6}, {6.1e5, 4.3e6}, {6.1e5, 4.31e6}, {6e5, 4.3e6}})
      ring.addPoint(x, y);
    square.addRing(&ring);
    feature->SetGeometry(&square);
    ASSERT_EQ(layer->CreateFeature(feature.get()), OGRERR_NONE);
  }
  const Area area = read_area({path, "licences"});
  EXPECT_EQ(area.crs.label(), "EPSG:25829");
  EXPECT_NEAR(area.area_km2(), 50, 0.1);
  std::filesystem::remove(folder_ / "licences.prj");
  EXPECT_EQ(code_of([&] { read_area({path}); }), "E3203");
  EXPECT_EQ(read_area({path, "", "EPSG:32629"}).crs.label(), "EPSG:32629");
  EXPECT_EQ(code_of([&] { read_area({path, "licence"}); }), "E3206");
}

TEST_F(AreaFile, LinearisesCurves) {
  const Area area =
      read_area({file("a.csv", "id,WKT\n1,\"CURVEPOLYGON(CIRCULARSTRING(0 0,100 100,200 0,100 -100,0 0))\"\n"), "",
                 "EPSG:32629"});
  ASSERT_EQ(area.polygons.size(), 1U);
  EXPECT_GT(area.polygons[0].rings[0].size(), 50U);
  EXPECT_NEAR(area.bounds().max_y, 100, 0.2);
}

TEST_F(AreaFile, RunsOnAcrossTheAntimeridian) {
  const Area cut = area_in(geojson(feature("MultiPolygon",
                                           "[[[[179,-17],[180,-17],[180,-16],[179,-16],[179,-17]]],[[[-180,-17],[-"
                                           "179,-17],[-179,-16],[-180,-16],[-180,-17]]]]")));
  EXPECT_EQ(cut.bounds(), (Bounds{179, -17, 181, -16}));
  EXPECT_EQ(cut.polygons.size(), 1U) << "the halves are one";
  const Area jumping = area_in(geojson(feature("Polygon", "[[[179,-17],[-179,-17],[-179,-16],[179,-16],[179,-17]]]")));
  EXPECT_EQ(jumping.bounds(), (Bounds{179, -17, 181, -16}));
}

TEST_F(AreaFile, RefusesByCode) {
  const auto code = [](const std::string& path, const char* layer = "", const char* crs = "") {
    return code_of([&] { read_area({path, layer, crs}); });
  };
  EXPECT_EQ(code((folder_ / "none.gpkg").string()), "E3201");
  EXPECT_EQ(code(file("text.txt", "no vectors")), "E3201");
  EXPECT_EQ(code(file("broken.geojson", R"({"type":"FeatureCollection","features":[{)")), "E3201");
  EXPECT_EQ(code(geojson("")), "E3202");
  EXPECT_EQ(code(geojson(feature("Point", "[1,2]"))), "E3202");
  EXPECT_EQ(code(geojson(feature("LineString", "[[0,0],[1,0],[1,1],[0,0.5]]"))), "E3202") << "an open line";
  EXPECT_EQ(code(file("a.csv", "id,WKT\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n")), "E3203");
  EXPECT_EQ(code(geojson(feature("Polygon", "[[[0,0],[1,1],[2,2],[0,0]]]"))), "E3205");
  EXPECT_EQ(code(geojson(feature("Polygon", "[[[0,100],[1,100],[1,120],[0,100]]]"))), "E4023");
  EXPECT_EQ(code(geojson(feature("Polygon", "[[[-170,0],[0,0],[170,10],[-170,0]]]"))), "E3205");
  EXPECT_EQ(code(geojson(feature("Polygon", "[[[0,0],[1,0],[1,1],[0,0]]]")), "licences"), "E3206");
}

TEST_F(AreaFile, RefusesTooManyVertices) {
  std::string ring = "[[";
  for (int i = 0; i <= 1'000'100; ++i) ring += "[" + std::to_string(i % 50) + "," + std::to_string(i % 49) + "],";
  EXPECT_EQ(code_of([&] { area_in(geojson(feature("Polygon", ring + "[0,0]]]"))); }), "E3204");
}

}  // namespace
}  // namespace greisen::geo
