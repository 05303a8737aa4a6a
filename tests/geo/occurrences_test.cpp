// SPDX-License-Identifier: Apache-2.0
#include "geo/occurrences.hpp"

#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "scratch_folder.hpp"

namespace greisen::geo {
namespace {

class OccurrencesFile : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    const std::string path = folder_ / name;
    std::ofstream(path) << text;
    return path;
  }
  Occurrences read(const std::string& path, const std::string& field = "") const {
    return read_occurrences(path, field, parse_crs("EPSG:32629"));
  }
  ScratchFolder folder_;
};

TEST_F(OccurrencesFile, OfACsvMayBeInLonLatOrWithACrsOfItsOwn) {
  const Occurrences all = read(write("a.csv",
                                     "name,lon,lat,x,y,crs,commodity,accuracy_m\n"
                                     "Uno,-9,41,,,,W,25\n"
                                     "Dos,,,500000,4538870,EPSG:32629,Li,\n"
                                     "Tres,,,,,,W,\n"));
  ASSERT_EQ(all.points.size(), 2U);
  EXPECT_EQ(all.without_place, 1U);
  EXPECT_NEAR(all.points[0].place.x, 500000, 1e-3);
  EXPECT_EQ(all.points[0].commodity, "W");
  EXPECT_EQ(all.points[0].accuracy_m, 25);
  EXPECT_DOUBLE_EQ(all.points[1].place.y, 4538870);
  EXPECT_FALSE(all.points[1].accuracy_m.has_value());
}

TEST_F(OccurrencesFile, AreMovedByTheOperationOfTheTargetsPlace) {
  Crs target = parse_crs("EPSG:32719");
  target.place = {-70.56, -27.56, -70.36, -27.36};
  const Occurrences all =
      read_occurrences(write("a.csv", "name,x,y,crs\nUno,356008.93,6961756.31,EPSG:24879\n"), "", target);
  ASSERT_EQ(all.points.size(), 1U);
  EXPECT_NEAR(all.points[0].place.x, 355'824.576, 0.01);
  EXPECT_NEAR(all.points[0].place.y, 6'961'380.950, 0.01);
}

TEST_F(OccurrencesFile, OfAVectorFileHasItsColumns) {
  const std::string path = write("b.geojson", R"({"type": "FeatureCollection", "features": [{"type": "Feature",
    "properties": {"name": "<b>Mina</b>", "mineral": "Sn"}, "geometry": {"type": "Point", "coordinates": [-9, 41]}}]})");
  const Occurrences all = read(path, "mineral");
  ASSERT_EQ(all.points.size(), 1U);
  EXPECT_EQ(all.points[0].commodity, "Sn");
  EXPECT_EQ(all.points[0].name, "<b>Mina</b>");
}

TEST_F(OccurrencesFile, RefusesATableWithoutPlaces) {
  EXPECT_EQ(code_of([&] { read(write("c.csv", "name,easting\nUno,5\n")); }), "E3206");
  EXPECT_EQ(code_of([&] { read(folder_ / "nowhere.csv"); }), "E3201");
  EXPECT_EQ(code_of([&] { read(write("d.csv", "name,x,y,crs\nUno,1,2,EPSG:999999\n")); }), "E4010");
}

}  // namespace
}  // namespace greisen::geo
