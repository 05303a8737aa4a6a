// SPDX-License-Identifier: Apache-2.0
// Ground that the user takes away: built-over polygons and others.
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "catalogue/reasons.hpp"
#include "geo/place/crs.hpp"
#include "geo/read/decimated.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

class SurveyMasks : public ::testing::Test {
 protected:
  /// A square of the grid's pixels as GeoJSON.
  void write_square(const std::string& name, int from_col, int from_row, int side) const {
    const geo::PointTransform to_lon_lat(geo::parse_crs("EPSG:32629"), geo::wgs84());
    const double x = 600000 + 20.0 * from_col;
    const double y = 4500000 - 20.0 * from_row;
    nlohmann::json ring = nlohmann::json::array();
    for (const geo::Point& corner :
         {geo::Point{x, y}, geo::Point{x, y - 20.0 * side}, geo::Point{x + 20.0 * side, y - 20.0 * side},
          geo::Point{x + 20.0 * side, y}, geo::Point{x, y}}) {
      const geo::Point place = to_lon_lat.apply(corner);
      ring.push_back({place.x, place.y});
    }
    std::ofstream(folder_.file(name)) << nlohmann::json{
        {"type", "FeatureCollection"},
        {"features",
         {{{"type", "Feature"},
           {"properties", nlohmann::json::object()},
           {"geometry", {{"type", "Polygon"}, {"coordinates", nlohmann::json::array({ring})}}}}}}};
  }

  ProgramRun run(const std::string& mask) const {
    RasterFile file{.cols = 40, .rows = 40, .pixel_m = 20};
    file.names = {"B04", "B11"};
    file.values = {std::vector<double>(1600, 2000), std::vector<double>(1600, 3000)};
    write_raster(folder_.file("stack.tif"), file);
    std::ofstream(folder_.file("survey.yaml"))
        << "version: 1\nname: masks\naoi: {bbox: [600000, 4499200, 600800, 4500000], crs: \"EPSG:32629\"}\n"
           "grid: {crs: \"EPSG:32629\", resolution_m: 20}\ncontext_km: 0\n"
           "scenes: [{path: stack.tif, sensor: sentinel2, scale: 0.0001}]\nmask: "
        << mask << "\nlayers: [{name: a, expr: \"swir1 / red\"}]\n";
    return run_greisen("run " + shell_word(folder_.file("survey.yaml")) + " -q --progress none");
  }

  [[nodiscard]] std::vector<float> reasons() const { return geo::decimated_dn(folder_.file("run/reasons.tif"), 1, 40); }

  testing::TempFolder folder_;
};

TEST_F(SurveyMasks, UrbanAndFurtherAreasAreNotJudged) {
  write_square("town.geojson", 5, 5, 6);
  write_square("dump.geojson", 20, 20, 4);
  const ProgramRun done = run("{vegetation: false, urban: town.geojson, areas: [dump.geojson]}");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const std::vector<float> bits = reasons();
  ASSERT_EQ(bits.size(), 1600U);
  int urban = 0;
  int outside = 0;
  for (int row = 0; row < 40; ++row)
    for (int col = 0; col < 40; ++col) {
      const float here = bits[static_cast<std::size_t>(row * 40 + col)];
      const bool town = row >= 5 && row < 11 && col >= 5 && col < 11;
      const bool dump = row >= 20 && row < 24 && col >= 20 && col < 24;
      const float wanted = static_cast<float>(town ? Reason::urban : dump ? Reason::outside : Reason::none);
      EXPECT_EQ(here, wanted) << row << " " << col;
      urban += town ? 1 : 0;
      outside += dump ? 1 : 0;
    }
  EXPECT_EQ(urban, 36);
  EXPECT_EQ(outside, 16);
  const std::vector<float> layer = geo::decimated_dn(folder_.file("run/layers/sentinel2/a.tif"), 1, 40);
  EXPECT_EQ(layer.size(), 1600U - 36U) << "of the town no layer is made; the dump is context";
}

TEST_F(SurveyMasks, AMaskThatDoesNotOpenIsAnErrorAndAChangedOneIsSeen) {
  write_square("town.geojson", 5, 5, 6);
  EXPECT_EQ(run("{vegetation: false, urban: nowhere.geojson}").exit_code, 3);
  ASSERT_EQ(run("{vegetation: false, urban: town.geojson}").exit_code, 0);
  write_square("town.geojson", 0, 0, 10);
  ASSERT_EQ(run("{vegetation: false, urban: town.geojson}").exit_code, 0);
  EXPECT_EQ(reasons().front(), static_cast<float>(Reason::urban));
}

TEST_F(SurveyMasks, TheRecordTellsWhatTheCompositeIsMadeOf) {
  ASSERT_EQ(run("{vegetation: false}").exit_code, 0);
  const auto record = nlohmann::json::parse(read_text_file(folder_.file("run/run.json"), 1 << 24));
  ASSERT_EQ(record.at("parts").at("composites").size(), 1U);
  EXPECT_EQ(record.at("parts").at("composites")[0].at("sensor"), "sentinel2");
  EXPECT_EQ(record.at("parts").at("composites")[0].at("scenes"), 1);
}

}  // namespace
}  // namespace greisen::test
