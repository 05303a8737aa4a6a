// SPDX-License-Identifier: Apache-2.0
#include "geo/place/lon_lat_box.hpp"

#include <gtest/gtest.h>

namespace greisen::geo {
namespace {

TEST(LonLatBox, DistanceIsTheShortestWayBetweenBoxes) {
  // a degree of longitude is pi / 180 * 6378.137 km * cos(lat) / sqrt(1 - 0.00669438 sin²(lat)): 111.3027 at 1 N or S
  EXPECT_NEAR(distance_km({-1, -1, 0, 1}, {1, -1, 2, 1}), 111.3027, 1e-3);
  EXPECT_EQ(distance_km({-1, -1, 1, 1}, {0, 0, 2, 2}), 0);
  EXPECT_NEAR(distance_km({179, -1, 179.5, 1}, {-179.5, -1, -179, 1}), 111.3027, 1e-3) << "across the antimeridian";
  EXPECT_NEAR(distance_km({179, -1, 180.5, 1}, {-178.5, -1, -178, 1}), 111.3027, 1e-3) << "a box that runs on";
}

TEST(LonLatBox, OfAGridInMetres) {
  // x 500000 of UTM 29 is the meridian 9 W; y 0 is the equator
  const Grid grid{"EPSG:32629", 500000, 10000, 100, 100, 100, 100};
  const Bounds box = lon_lat_of(grid);
  EXPECT_NEAR(box.min_x, -9, 1e-9);
  EXPECT_NEAR(box.min_y, 0, 1e-9);
  EXPECT_NEAR(box.max_x, -9 + 10000 / (0.9996 * 111319.49), 1e-5);
  EXPECT_NEAR(box.max_y, 10000 / (0.9996 * 110574.3), 1e-5);
  EXPECT_EQ(lon_lat_text({-7.81704, 40.6, -7.8, 40.65}), "longitude -7.8170 to -7.8000, latitude 40.6000 to 40.6500");
}

}  // namespace
}  // namespace greisen::geo
