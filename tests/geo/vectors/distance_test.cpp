// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/distance.hpp"

#include <cmath>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/scratch_folder.hpp"
#include "raster/tile.hpp"

namespace greisen::geo {
namespace {

std::vector<Segment> random_segments(int count) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> place(0, 10'000);
  std::uniform_real_distribution<double> length(-900, 900);
  std::vector<Segment> segments;
  for (int i = 0; i < count; ++i) {
    const Point from{place(random), place(random)};
    segments.push_back({from, {from.x + length(random), from.y + length(random)}});
  }
  return segments;
}

double by_definition(const Point& place, const std::vector<Segment>& segments, double most) {
  double least = most;
  for (const Segment& one : segments)
    for (int i = 0; i <= 20'000; ++i) {
      const double share = i / 20'000.0;
      least = std::min(least, std::hypot(place.x - std::lerp(one.from.x, one.to.x, share),
                                         place.y - std::lerp(one.from.y, one.to.y, share)));
    }
  return least;
}

TEST(DistanceField, IsTheLeastOverAllSegments) {
  const std::vector<Segment> segments = random_segments(12);
  const DistanceField field(segments, 4000);
  std::mt19937 random(6);
  std::uniform_real_distribution<double> place(-3000, 13'000);
  for (int i = 0; i < 60; ++i) {
    const Point at{place(random), place(random)};
    EXPECT_NEAR(field.at(at), by_definition(at, segments, 4000), 0.05) << at.x << " " << at.y;
  }
}

TEST(DistanceField, OfByHand) {
  const DistanceField field({{{0, 0}, {100, 0}}, {{300, 0}, {300, 0}}}, 1000);
  EXPECT_DOUBLE_EQ(field.at({50, 30}), 30);
  EXPECT_DOUBLE_EQ(field.at({-40, 30}), 50);
  EXPECT_DOUBLE_EQ(field.at({290, 0}), 10);
  EXPECT_DOUBLE_EQ(field.at({50, 5000}), 1000);
}

TEST(DistanceField, FillsWindowsAsItAnswersForPlaces) {
  const DistanceField field(random_segments(40), 3000);
  const Grid grid{"", 0, 10'000, 25, 25, 400, 400};
  Tile whole(1, 400, 400);
  field.fill(grid, grid.window(), 1, whole.view());
  const Window part{137, 61, 70, 45};
  Tile cut(1, 45, 70);
  field.fill(grid, part, 1, cut.view());
  for (int row = 0; row < 45; ++row)
    for (int col = 0; col < 70; ++col) {
      EXPECT_EQ(cut.view().at(0, row, col), whole.view().at(0, 61 + row, 137 + col));
      if ((row + col) % 23 != 0) continue;
      EXPECT_EQ(cut.view().at(0, row, col),
                static_cast<float>(field.at({grid.x_of(137 + col + 0.5), grid.y_of(61 + row + 0.5)})));
    }
}

class SegmentFile : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    const std::string path = folder_ / name;
    std::ofstream(path) << text;
    return path;
  }
  static std::string code_of(const FeatureRequest& request) {
    try {
      read_map(request, parse_crs("EPSG:32629"));
    } catch (const Error& error) {
      return std::string(error.code());
    }
    return "";
  }
  ScratchFolder folder_;
};

const std::string kUnits = R"({"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"code": "gr1"}, "geometry": {"type": "Polygon", "coordinates": [[[-9, 40], [-8.9, 40], [-8.9, 40.1], [-9, 40]]]}},
  {"type": "Feature", "properties": {"code": "sl2"}, "geometry": {"type": "LineString", "coordinates": [[-9, 41], [-9, 41.5], [-8.8, 41.5]]}},
  {"type": "Feature", "properties": {"code": "x"}, "geometry": {"type": "Point", "coordinates": [-9, 41]}}]})";

TEST_F(SegmentFile, ReadsLinesAndOutlinesInTheTargetsCrs) {
  const DistanceShapes shapes =
      distance_shapes(read_map({{write("a.geojson", kUnits)}}, parse_crs("EPSG:32629")).features);
  const std::vector<Segment>& all = shapes.segments;
  ASSERT_EQ(all.size(), 5U);
  ASSERT_EQ(shapes.polygons.size(), 1U);
  EXPECT_NEAR(shapes.polygons[0].rings[0][0].x, 500'000, 1e-3);
  EXPECT_NEAR(all[3].from.x, 500'000, 1e-3);  // 9 degrees west is the zone's meridian
  EXPECT_NEAR(all[3].to.x, 500'000, 1e-3);
}

TEST_F(SegmentFile, TakesTheShapesOfSomeCodes) {
  FeatureRequest request{{write("a.geojson", kUnits)}, "code"};
  const VectorMap map = read_map(request, wgs84());
  EXPECT_EQ(distance_shapes(map.features, {"sl2"}).segments.size(), 2U);
  EXPECT_EQ(distance_shapes(map.features, {"none"}).segments.size(), 0U);
  request.field = "kode";
  EXPECT_EQ(code_of(request), "E3206");
}

TEST_F(SegmentFile, MovesByTheOperationOfTheTargetsPlaceHoweverFarTheFileReaches) {
  const std::string lines = write("faults.geojson", R"({"type": "FeatureCollection",
    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::23030"}}, "features": [
    {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[260000, 4620000], [260100, 4620000]]}},
    {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[-900000, 3300000], [2000000, 7000000]]}}]})");
  Crs target = parse_crs("EPSG:32630");
  target.place = {-5.98, 41.59, -5.78, 41.79};
  const std::vector<Segment> all = distance_shapes(read_map({{lines}}, target).features).segments;
  ASSERT_EQ(all.size(), 2U);
  EXPECT_NEAR(all[0].from.x, 259'890.576, 0.01);
  EXPECT_NEAR(all[0].from.y, 4'619'792.946, 0.01);
}

TEST_F(SegmentFile, RefusesWhatIsNoneWithAReason) {
  EXPECT_EQ(code_of({{folder_ / "nowhere.gpkg"}}), "E3201");
  EXPECT_EQ(code_of({{write("b.geojson", "{\"type\": \"FeatureCollection\", \"features\": []}")}}), "E3202");
  EXPECT_EQ(code_of({{write("c.gpkg", "no database")}}), "E3201");
}

}  // namespace
}  // namespace greisen::geo
