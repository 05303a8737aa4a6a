// SPDX-License-Identifier: Apache-2.0
#include "catalogue/world_map.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace greisen {
namespace {

/// Counts crossings of the ray to the east.
bool on_land(double lon, double lat) {
  bool inside = false;
  for (const std::vector<LonLat>& ring : world_map().land)
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const LonLat& from = ring[i];
      const LonLat& to = ring[i + 1];
      if ((from.lat > lat) == (to.lat > lat)) continue;
      if (lon < from.lon + (lat - from.lat) / (to.lat - from.lat) * (to.lon - from.lon)) inside = !inside;
    }
  return inside;
}

TEST(WorldMap, LinesAreAPointAndSteps) {
  const auto lines = world_lines(" 20 -40 1 0\n 0 2 / 0 0 -20 20 /\n");
  ASSERT_EQ(lines.size(), 2U);
  ASSERT_EQ(lines[0].size(), 3U);
  EXPECT_DOUBLE_EQ(lines[0][2].lon, 1.05);
  EXPECT_DOUBLE_EQ(lines[0][2].lat, -1.9);
  EXPECT_DOUBLE_EQ(lines[1][1].lon, -1);
  for (const char* const torn : {"1 2 3 /", "1 2 3 4", "1 x /", "1 2 /", "1.5 2 3 4 /"})
    EXPECT_THROW(world_lines(torn), Error) << torn;
}

TEST(WorldMap, TellsLandFromSea) {
  EXPECT_TRUE(on_land(-5.66, 40.97));    // Salamanca
  EXPECT_TRUE(on_land(-46.6, -23.5));    // São Paulo
  EXPECT_TRUE(on_land(121.5, -30.7));    // Kalgoorlie
  EXPECT_TRUE(on_land(-110.0, 60.0));    // Athabasca
  EXPECT_FALSE(on_land(-12.0, 40.0));    // Atlantic
  EXPECT_FALSE(on_land(5.0, 40.5));      // between Menorca and Sardinia
  EXPECT_FALSE(on_land(51.0, 42.0));     // the Caspian
  EXPECT_FALSE(on_land(-160.0, -10.0));  // Pacific
}

TEST(WorldMap, EveryRingIsClosedAndOnTheGlobe) {
  for (const std::vector<LonLat>& ring : world_map().land) {
    EXPECT_GE(ring.size(), 4U);
    EXPECT_EQ(ring.front().lon, ring.back().lon);
    EXPECT_EQ(ring.front().lat, ring.back().lat);
    for (const LonLat& place : ring) {
      ASSERT_LE(std::abs(place.lon), 180);
      ASSERT_LE(std::abs(place.lat), 90);
    }
  }
  EXPECT_GT(world_map().borders.size(), 300U);
}

}  // namespace
}  // namespace greisen
