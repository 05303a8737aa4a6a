// SPDX-License-Identifier: Apache-2.0
#include "geo/place/grid_pixels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/place/crs.hpp"

namespace greisen::geo {
namespace {

using testing::HasSubstr;

Grid grid(const char* crs, double left, double top, double pixel, int side = 100) {
  return {parse_crs(crs).wkt, left, top, pixel, pixel, side, side};
}
Grid plain(double pixel, const char* crs = "EPSG:32629") { return grid(crs, 666'000, 4'600'020, pixel); }
BandPixels landsat(double left, double top, const std::string& scene = "L1", const char* crs = "EPSG:32629") {
  return {grid(crs, left, top, 30), scene, "Landsat"};
}
BandPixels sentinel(double pixel) { return {grid("EPSG:32629", 600'000, 4'600'020, pixel), "S1", "Sentinel-2"}; }

void expect_corner(const PixelChoice& choice, double x, double y) {
  ASSERT_TRUE(choice.corner) << choice.text;
  EXPECT_DOUBLE_EQ(choice.corner->x, x);
  EXPECT_DOUBLE_EQ(choice.corner->y, y);
  EXPECT_FALSE(choice.apart);
}

TEST(GridPixels, AreTheScenesOwnWhereTheyHaveItsSize) {
  const PixelChoice choice = choose_pixels({landsat(666'015, 4'600'005)}, plain(30));
  expect_corner(choice, 666'015, 4'600'005);
  EXPECT_THAT(choice.text, HasSubstr("Landsat (L1), which pass unchanged"));
}

TEST(GridPixels, OfTheFinestSensorDecide) {
  // at 10 m Sentinel-2's, whose edges are multiples of 10; at 30 m only Landsat's can pass unchanged
  expect_corner(choose_pixels({landsat(666'015, 4'600'005), sentinel(10), sentinel(20)}, plain(10)), 600'000,
                4'600'020);
  expect_corner(choose_pixels({landsat(666'015, 4'600'005), sentinel(10), sentinel(20)}, plain(30)), 666'015,
                4'600'005);
  expect_corner(choose_pixels({sentinel(10), sentinel(20)}, plain(20)), 600'000, 4'600'020);
}

TEST(GridPixels, LieWholeInCoarserOnesAndHoldWholeFinerOnes) {
  const PixelChoice coarse = choose_pixels({landsat(666'015, 4'600'005)}, plain(60));
  expect_corner(coarse, 15, 15);
  EXPECT_THAT(coarse.text, HasSubstr("whole pixels of 30"));
  expect_corner(choose_pixels({landsat(666'015, 4'600'005)}, plain(10)), 5, 5);
  expect_corner(choose_pixels({sentinel(10)}, plain(40)), 0, 0);
}

TEST(GridPixels, OfAnotherSizeAreLeft) {
  BandPixels odd = landsat(666'015, 4'600'005);
  odd.grid.pixel_x = odd.grid.pixel_y = 29.9987;  // 0.004 px off at 100 pixels
  const PixelChoice choice = choose_pixels({odd}, plain(30));
  EXPECT_FALSE(choice.corner);
  EXPECT_THAT(choice.text, HasSubstr("29.9987 by 29.9987"));
  BandPixels oblong = landsat(666'015, 4'600'005);
  oblong.grid.pixel_y = 60;
  EXPECT_FALSE(choose_pixels({oblong}, plain(30)).corner);
  Grid own = plain(29.9987);
  expect_corner(choose_pixels({odd}, own), 666'015, 4'600'005);
}

TEST(GridPixels, ThatDoNotLieAlikeAreSaidToAndNoneIsTaken) {
  const std::vector<BandPixels> both = {landsat(666'015, 4'600'005), landsat(666'022.5, 4'600'005, "L2")};
  const PixelChoice choice = choose_pixels(both, plain(30));
  EXPECT_FALSE(choice.corner);
  EXPECT_TRUE(choice.apart);
  EXPECT_THAT(choice.text, HasSubstr("L1 at 15, 15, of L2 at 22.5, 15"));
  EXPECT_EQ(choose_pixels({both[1], both[0]}, plain(30)).text, choice.text);
  // a path whose pixels are the same lattice, and one a hair off it
  expect_corner(choose_pixels({both[0], landsat(600'015, 4'500'015.001, "L2")}, plain(30)), 666'015, 4'600'005);
}

TEST(GridPixels, OfTheOtherHalfOfAZoneAreTheSamePixels) {
  // Landsat tells southern ground in the northern zone, with negative northings
  const PixelChoice choice =
      choose_pixels({landsat(355'815, -3'000'015, "L1", "EPSG:32619")}, grid("EPSG:32719", 355'800, 6'999'990, 30));
  expect_corner(choice, 355'815, 6'999'985);
}

TEST(GridPixels, OfAnotherZoneAreLeft) {
  const PixelChoice choice = choose_pixels({landsat(200'015, 4'600'005, "L1", "EPSG:32630")}, plain(30));
  EXPECT_FALSE(choice.corner);
  EXPECT_FALSE(choice.apart);
  EXPECT_THAT(choice.text, HasSubstr("lie in EPSG:32630"));
}

TEST(GridPixels, OfEtrs89AreThoseOfWgs84) {
  expect_corner(choose_pixels({landsat(666'015, 4'600'005, "L1", "EPSG:25829")}, plain(30)), 666'015, 4'600'005);
}

}  // namespace
}  // namespace greisen::geo
