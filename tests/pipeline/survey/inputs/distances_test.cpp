// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/distances.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/place/crs.hpp"
#include "raster/tile.hpp"
#include "support/graph_fixture.hpp"
#include "support/survey_data.hpp"

namespace greisen {
namespace {

/// Two granites and a slate on a grid of 10 m: a square of 60 m with a hole of 20 m in it, and one of 20 m.
const char* const kMap = R"({"type": "FeatureCollection",
  "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32629"}}, "features": [
  {"type": "Feature", "properties": {"rock": "gr"}, "geometry": {"type": "MultiPolygon", "coordinates": [
    [[[600020, 4500080], [600080, 4500080], [600080, 4500020], [600020, 4500020], [600020, 4500080]],
     [[600040, 4500060], [600040, 4500040], [600060, 4500040], [600060, 4500060], [600040, 4500060]]]]}},
  {"type": "Feature", "properties": {"rock": "gr"}, "geometry": {"type": "GeometryCollection", "geometries": [
    {"type": "Polygon", "coordinates": [[[600120, 4500060], [600140, 4500060], [600140, 4500040], [600120, 4500040], [600120, 4500060]]]}]}},
  {"type": "Feature", "properties": {"rock": "sl"}, "geometry": {"type": "Polygon", "coordinates":
    [[[600000, 4500100], [600200, 4500100], [600200, 4500000], [600000, 4500000], [600000, 4500100]]]}}]})";

class SurveyVectors : public ::testing::Test {
 protected:
  SurveyVectors() {
    std::ofstream(folder_.file("map.geojson")) << kMap;
    std::ofstream(folder_.file("legend.csv")) << "code,name,role\ngr,Granite,granite\nsl,Slate,host\n";
    survey_.folder = folder_.path().string();
    survey_.geology = {{"map.geojson"}, "rock", {"legend.csv"}};
    survey_.lines = {{"contacts", {"map.geojson"}}, {"faults", {"map.geojson"}}};
  }

  /// The fifth row of pixels, whose centres lie at 4500055.
  [[nodiscard]] std::vector<float> row_of(const std::string& what) const {
    const Grid grid = {geo::parse_crs("EPSG:32629").wkt, 600'000, 4'500'100, 10, 10, 20, 10};
    const Raster raster = test::survey_data(survey_, grid, {what}).distances.at(what);
    const std::vector<Window> windows = {{0, 4, 20, 1}};
    PassRequest request;
    request.windows = windows;
    request.layers = {0};
    Tile row(1, 1, 20);
    raster.open(request).front()->read(windows.front(), row.view());
    return {row.view().row(0, 0).begin(), row.view().row(0, 0).end()};
  }

  testing::TempFolder folder_;
  Survey survey_;
};

TEST_F(SurveyVectors, DistanceToAPolygonIsZeroWithinIt) {
  const std::vector<float> granite = row_of("granite");
  const std::vector<float> right = {15, 5, 0, 0, 5, 5, 0, 0, 5, 15, 15, 5, 0, 0, 5, 15, 25, 35, 45, 55};
  for (std::size_t i = 0; i < right.size(); ++i) EXPECT_NEAR(granite[i], right[i], 1e-4) << i;
  for (const float faults : row_of("faults"))
    EXPECT_EQ(faults, 0) << "a zone of faults is ground, and the slate all of it";
}

TEST_F(SurveyVectors, ContactsAreTheOutlinesOfPolygons) {
  const std::vector<float> contacts = row_of("contacts");
  const std::vector<float> right = {5, 5, 5, 5, 5, 5, 5, 5, 5, 15, 15, 5, 5, 5, 5, 15, 25, 25, 15, 5};
  for (std::size_t i = 0; i < right.size(); ++i) EXPECT_NEAR(contacts[i], right[i], 1e-4) << i;
}

TEST_F(SurveyVectors, DistancesAreMadeWhereEvidenceAsksForThem) {
  const Grid grid = {geo::parse_crs("EPSG:32629").wkt, 600'000, 4'500'100, 10, 10, 20, 10};
  const SurveyData data = test::survey_data(survey_, grid, {"host"});
  EXPECT_EQ(data.distances.size(), 1U);
  EXPECT_NO_THROW(need_shapes(survey_, data, "faults"));
  EXPECT_NO_THROW(need_shapes(survey_, data, "granite"));
  EXPECT_THROW(need_shapes(survey_, data, "carbonate"), Error);
  survey_.lines.erase("faults");
  EXPECT_THROW(need_shapes(survey_, data, "faults"), Error);
}

}  // namespace
}  // namespace greisen
