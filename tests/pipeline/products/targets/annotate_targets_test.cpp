// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/annotate_targets.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"
#include "support/survey_data.hpp"

namespace greisen {
namespace {

/// A grid of 100 x 100 pixels of 10 m and a target of 4 x 2 pixels.
class TargetContext : public ::testing::Test {
 protected:
  TargetContext() {
    grid_.crs = geo::parse_crs("EPSG:32629").wkt;
    grid_.origin_x = 600000;
    grid_.origin_y = 4500000;
    grid_.pixel_x = grid_.pixel_y = 10;
    grid_.cols = grid_.rows = 100;
    survey_.folder = folder_.file("");
    targets::Target target;
    target.polygons = {{{{{600100, 4499900}, {600100, 4499880}, {600140, 4499880}, {600140, 4499900}}}}};
    targets_ = {target};
  }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_.file(name)) << text; }

  testing::TempFolder folder_;
  Grid grid_;
  Survey survey_;
  std::vector<targets::Target> targets_;
};

TEST_F(TargetContext, TellsTheNearestKnownAndThoseThatAreTheTarget) {
  write("known.csv",
        "name,commodity,x,y,crs,accuracy_m\n"
        "Inside,W,600120,4499890,EPSG:32629,\n"
        "Beside,Sn,600120,4499850,EPSG:32629,50\n"
        "Away,Li,600500,4499890,EPSG:32629,50\n");
  survey_.occurrences.path = "known.csv";
  annotate_targets(test::survey_data(survey_, grid_), grid_, targets_);
  EXPECT_DOUBLE_EQ(*targets_[0].nearest_known_m, 0);
  EXPECT_EQ(targets_[0].known, "Inside (W); Beside (Sn)");
}

TEST_F(TargetContext, MeasuresToTheEdge) {
  write("known.csv", "name,x,y,crs\nAway,600170,4499840,EPSG:32629\n");
  survey_.occurrences.path = "known.csv";
  annotate_targets(test::survey_data(survey_, grid_), grid_, targets_);
  EXPECT_DOUBLE_EQ(*targets_[0].nearest_known_m, 50);
  EXPECT_EQ(targets_[0].known, "");
}

TEST_F(TargetContext, FlagsLandUseWithItsShareAndDropsNothing) {
  write("park.geojson",
        R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32629"}},
    "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates":
    [[[600000, 4500000], [600000, 4499000], [600110, 4499000], [600110, 4500000], [600000, 4500000]]]}}]})");
  survey_.exclude = {{{"park.geojson"}, "Natura 2000"}};
  annotate_targets(test::survey_data(survey_, grid_), grid_, targets_);
  EXPECT_EQ(targets_[0].land_use, std::vector<std::string>{"Natura 2000 (25 %)"});
  EXPECT_EQ(targets_.size(), 1U);
}

}  // namespace
}  // namespace greisen
