// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/place/crs.hpp"
#include "support/graph_fixture.hpp"
#include "support/survey_data.hpp"

namespace greisen {
namespace {

/// A survey on a grid of 100 km, 10 pixels wide.
class InputTables : public ::testing::Test {
 protected:
  InputTables() { survey_.folder = folder_.path().string(); }
  void write(const std::string& name, const std::string& features) const {
    std::ofstream(folder_.file(name)) << R"({"type":"FeatureCollection","features":[)" + features + "]}";
  }
  /// The table of that name, of those that the survey's inputs give.
  [[nodiscard]] geo::VectorTable table(const std::string& name) const {
    const Grid grid = {geo::parse_crs("EPSG:32629").wkt, 600'000, 4'600'000, 10'000, 10'000, 10, 10};
    for (geo::VectorTable& one : test::survey_data(survey_, grid).tables)
      if (one.name == name) return std::move(one);
    return {};
  }
  testing::TempFolder folder_;
  Survey survey_;
};

std::string feature(const std::string& type, const std::string& coordinates, const std::string& unit = "a") {
  return R"({"type":"Feature","properties":{"unit":")" + unit + R"("},"geometry":{"type":")" + type +
         R"(","coordinates":)" + coordinates + "}}";
}

TEST_F(InputTables, LinesComeInTheGridsCrsAndOnlyThoseThatMeetIt) {
  write("f.geojson", feature("LineString", "[[-7.5,41.0],[-7.4,41.1]]") + "," +
                         feature("LineString", "[[-3.5,41.0],[-3.4,41.1]]") + "," + feature("Point", "[-7.5,41.0]"));
  survey_.lines["faults"] = {"f.geojson"};
  const geo::VectorTable faults = table("faults");
  EXPECT_EQ(faults.shapes, geo::ShapeType::multi_line);
  ASSERT_EQ(faults.rows.size(), 1U);
  const auto& parts = std::get<geo::Lines>(faults.rows.front().shape).parts;
  EXPECT_NEAR(parts[0][0].x, 626'151, 20) << "lon -7.5 lies 1.5 degrees east of the zone's middle";
  EXPECT_NEAR(parts[0][0].y, 4'539'987, 3'000);
}

TEST_F(InputTables, TracksAreLinesLikeOthersAndNoEvidence) {
  write("t.geojson", feature("MultiLineString", "[[[-7.5,41.0],[-7.4,41.1]],[[-7.4,41.1],[-7.3,41.1]]]"));
  survey_.lines["tracks"] = {"t.geojson"};
  const geo::VectorTable tracks = table("tracks");
  ASSERT_EQ(tracks.rows.size(), 1U);
  EXPECT_EQ(std::get<geo::Lines>(tracks.rows.front().shape).parts.size(), 2U);
  EXPECT_TRUE(table("faults").name.empty());
}

TEST_F(InputTables, UnitsOfTheMapGetTheirRoles) {
  const std::string square = "[[[-7.5,41.0],[-7.4,41.0],[-7.4,41.1],[-7.5,41.0]]]";
  write("g.geojson", feature("Polygon", square, "g1") + "," + feature("Polygon", square, "x"));
  std::ofstream(folder_.file("legend.csv")) << "code,role\ng1,granite\n";
  survey_.geology = {{"g.geojson"}, "unit", {"legend.csv"}};
  const geo::VectorTable geology = table("geology");
  ASSERT_EQ(geology.rows.size(), 2U);
  EXPECT_EQ(std::get<std::string>(geology.rows[0].cells[1]), "granite");
  EXPECT_EQ(std::get<std::string>(geology.rows[1].cells[1]), "") << "not in the legend";
  survey_.geology.field = "no_such";
  EXPECT_THROW(table("geology"), Error);
}

TEST_F(InputTables, OccurrencesAreThoseOnTheGridAndWhatIsNotToldIsNull) {
  std::ofstream(folder_.file("known.csv"))
      << "name,lon,lat,accuracy_m\nBajoca,-7.5,41,\nFar,-3,41,50\nSuva,-7.4,41,20\n";
  survey_.occurrences = {"known.csv"};
  const geo::VectorTable known = table("occurrences");
  ASSERT_EQ(known.rows.size(), 2U);
  EXPECT_EQ(std::get<std::string>(known.rows[0].cells[1]), "Bajoca");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(known.rows[0].cells[4]));
  EXPECT_EQ(std::get<double>(known.rows[1].cells[4]), 20);
}

}  // namespace
}  // namespace greisen
