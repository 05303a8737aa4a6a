// SPDX-License-Identifier: Apache-2.0
#include "geo/place/grid_of.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Area box(double west, double south, double east, double north) {
  return box_area({west, south, east, north}, "EPSG:4326");
}

TEST(AutoUtm, TakesTheZoneOfTheCentroid) {
  const UtmZone zone = auto_utm(box(-6.7, 39, -6.1, 39.5));
  EXPECT_EQ(zone.crs.label(), "EPSG:32629");
  EXPECT_THAT(zone.zones, ElementsAre(29));
  EXPECT_EQ(auto_utm(box(-69.5, -24, -69, -23.5)).crs.label(), "EPSG:32719");
}

TEST(AutoUtm, NamesAllZonesTheAreaReaches) {
  const UtmZone zone = auto_utm(box(-6.9, 39, -5.2, 39.5));
  EXPECT_EQ(zone.zone, 29) << "the centroid lies at −6.05";
  EXPECT_THAT(zone.zones, ElementsAre(29, 30));
  EXPECT_THAT(zone.note(), HasSubstr("29, 30"));
  EXPECT_THAT(zone.note(), HasSubstr("EPSG:32629"));
}

TEST(AutoUtm, TakesTheEasternZoneOnTheLineAndTheNorthernOnTheEquator) {
  EXPECT_EQ(auto_utm(box(-7, 10, -5, 12)).zone, 30);
  const UtmZone equator = auto_utm(box(20, -1, 22, 1));
  EXPECT_EQ(equator.zone, 34);
  EXPECT_TRUE(equator.is_north);
}

TEST(AutoUtm, CrossesTheAntimeridian) {
  const UtmZone zone = auto_utm(box(178.5, -17, -179.5, -16));
  EXPECT_EQ(zone.crs.label(), "EPSG:32760") << "the centroid lies at 179.5°";
  EXPECT_THAT(zone.zones, ElementsAre(60, 1));
  EXPECT_EQ(auto_utm(box(179, -17, -179, -16)).zone, 1) << "on 180° itself: the eastern one";
}

TEST(AutoUtm, DoesAsTheRegistryForNorwayAndSvalbard) {
  // the military grid would say 32V and 33X; the EPSG registry and so PROJ have plain zones of 6°
  EXPECT_EQ(auto_utm(box(4.5, 60, 5.5, 61)).crs.label(), "EPSG:32631");
  EXPECT_EQ(auto_utm(box(10, 78, 11, 79)).crs.label(), "EPSG:32632");
}

TEST(AutoUtm, RefusesThePoles) {
  EXPECT_EQ(code_of([] { auto_utm(box(0, 85, 10, 86)); }), "E4014");
  EXPECT_EQ(code_of([] { auto_utm(box(0, -86, 10, -85)); }), "E4014");
}

TEST(GridFor, SnapsToWholePixelsAndCoversAreaAndMargin) {
  const Area area = box_area({600'003, 4'300'007, 600'998, 4'300'991}, "EPSG:32629");
  const Grid grid = grid_for(area, "auto-utm", 10, 0);
  EXPECT_EQ(grid, (Grid{parse_crs("EPSG:32629").wkt, 600'000, 4'301'000, 10, 10, 100, 100}));
  const Grid wider = grid_for(area, "EPSG:32629", 30, 1000);
  EXPECT_EQ(std::fmod(wider.origin_x, 30), 0);
  EXPECT_EQ(std::fmod(wider.origin_y, 30), 0);
  EXPECT_LE(wider.origin_x, 599'003);
  EXPECT_GT(wider.origin_x, 599'003 - 30);
  EXPECT_GE(wider.x_of(static_cast<double>(wider.cols)), 601'998);
  EXPECT_LE(wider.y_of(static_cast<double>(wider.rows)), 4'299'007);
  EXPECT_GE(wider.origin_y, 4'301'991);
}

TEST(GridFor, DoesNotGrowByAPixelOnExactBorders) {
  const Area area = box_area({600'000, 4'300'000, 600'100, 4'300'100}, "EPSG:32629");
  const Grid grid = grid_for(area, "EPSG:32629", 0.1, 0);  // 0.1 has no exact form
  EXPECT_EQ(grid.cols, 1000);
  EXPECT_EQ(grid.rows, 1000);
}

TEST(GridFor, CountsFeetWhereTheCrsDoes) {
  const Grid grid = grid_for(box(-111, 33, -110.9, 33.1), "EPSG:2222", 30, 0);
  EXPECT_DOUBLE_EQ(grid.pixel_x, 30 / 0.3048);
}

TEST(GridFor, CoversAnAreaAcrossTheAntimeridian) {
  const Grid grid = grid_for(box(179.5, -17, -179.8, -16.5), "auto-utm", 20, 0);
  EXPECT_LT(grid.cols, 5000) << "75 km, not round the world";
  EXPECT_GT(grid.cols, 3500);
}

TEST(GridFor, RefusesByCode) {
  const Area area = box(-6.7, 39, -6.1, 39.5);
  const auto code = [&](const char* crs, double resolution, double context = 0) {
    return code_of([&] { grid_for(area, crs, resolution, context); });
  };
  EXPECT_EQ(code("EPSG:4326", 10), "E4015");
  EXPECT_EQ(code("auto-utm", 0), "E4016");
  EXPECT_EQ(code("auto-utm", -5), "E4016");
  EXPECT_EQ(code("auto-utm", std::nan("")), "E4016");
  EXPECT_EQ(code("auto-utm", 0.001), "E4016");
  EXPECT_EQ(code("auto-utm", 1e-300), "E4016");
  EXPECT_EQ(code("auto-utm", 10, -1), "E4016");
  EXPECT_EQ(code("auto-utm", 10, 1e300), "E4016");
  EXPECT_EQ(code("auto-utm", 10, 1'200'000), "E4016") << "2 400 km and more on a side: a coordinate mistyped";
  EXPECT_EQ(code("auto-utn", 10), "E4010");
}

TEST(GridFor, GivesAtLeastOnePixel) {
  const Grid grid = grid_for(box(-6.5, 39, -6.4999, 39.0001), "auto-utm", 1000, 0);
  EXPECT_EQ(grid.cols, 1);
  EXPECT_EQ(grid.rows, 1);
}

TEST(GridFor, LiesOnTheCornerGiven) {
  const Area area = box_area({666'100, 4'598'200, 667'800, 4'599'900}, "EPSG:32629");
  const Grid grid = grid_for(area, "EPSG:32629", 30, 0, {666'015, 4'600'005});
  EXPECT_EQ(grid.origin_x, 666'075);
  EXPECT_EQ(grid.origin_y, 4'599'915);
  EXPECT_EQ(grid.cols, 58);  // to 667815
  EXPECT_EQ(grid.rows, 58);  // to 4598175
  EXPECT_EQ(grid_for(area, "EPSG:32629", 30, 0).origin_x, 666'090);
  EXPECT_NEAR(grid.place_deg[0], -7.00938, 1e-5);
  EXPECT_NEAR(grid.place_deg[3], 41.53352, 1e-5);
}

TEST(PixelSizes, OfDegreesAreThoseOfTheRowsLatitude) {
  // lengths of a degree by the series 111132.92 - 559.82 cos 2b + 1.175 cos 4b, 111412.84 cos b - 93.5 cos 3b + ...
  Grid grid = {wgs84().wkt, -113, 60.5, 1, 1, 1, 120};
  const PixelSizes sizes = pixel_sizes(grid);
  EXPECT_NEAR(sizes(0).width_m, 55'800.0, 1);
  EXPECT_NEAR(sizes(0).height_m, 111'412.2, 1);
  EXPECT_NEAR(sizes(60).width_m, 111'319.5, 1);
  EXPECT_NEAR(sizes(60).height_m, 110'574.3, 1);
  EXPECT_NEAR(sizes(105).width_m, 78'846.8, 1);
  EXPECT_NEAR(sizes(105).height_m, 111'131.7, 1);
  grid.crs = parse_crs("EPSG:2227").wkt;  // US survey feet
  grid.pixel_y = 2;
  EXPECT_NEAR(pixel_sizes(grid)(7).width_m, 0.3048006, 1e-6);
  EXPECT_NEAR(pixel_sizes(grid)(7).height_m, 0.6096012, 1e-6);
}

}  // namespace
}  // namespace greisen::geo
