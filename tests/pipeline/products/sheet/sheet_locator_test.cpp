// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "pipeline/products/sheet/source.hpp"

namespace greisen {
namespace {

using Lines = std::vector<std::vector<geo::Point>>;

/// Whether the middle is covered, as the sheet fills the rings: by even and odd.
bool covers_the_middle(const Lines& land) {
  bool inside = false;
  for (const std::vector<geo::Point>& ring : land)
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const geo::Point& from = ring[i];
      const geo::Point& to = ring[(i + 1) % ring.size()];
      if ((from.y > 0) != (to.y > 0) && 0 < from.x - from.y / (to.y - from.y) * (to.x - from.x)) inside = !inside;
    }
  return inside;
}

double nearest_km(const Lines& lines) {
  double least = 1e9;
  for (const std::vector<geo::Point>& line : lines)
    for (const geo::Point& place : line) least = std::min(least, std::hypot(place.x, place.y));
  return least;
}

TEST(SheetLocator, ShowsThePlaceWithinItsCountry) {
  const outputs::SheetLocator salamanca = locator_of({-5.66, 40.97}, 20);
  EXPECT_EQ(salamanca.half_width_km, 900);
  EXPECT_TRUE(covers_the_middle(salamanca.land));
  EXPECT_NEAR(nearest_km(salamanca.borders), 90, 20);  // Portugal
  EXPECT_NEAR(nearest_km(salamanca.land), 240, 40);    // the coast near Aveiro
  EXPECT_FALSE(covers_the_middle(locator_of({-15, 40.97}, 20).land));
}

TEST(SheetLocator, HoldsAtTheDateLineAtThePolesAndOppositeLand) {
  EXPECT_TRUE(covers_the_middle(locator_of({-179.9, 67.5}, 20).land));  // Chukotka, its ring cut at 180 degrees
  EXPECT_TRUE(covers_the_middle(locator_of({0, -89.9}, 20).land));
  EXPECT_FALSE(covers_the_middle(locator_of({0, 89.9}, 20).land));
  // opposite of New Zealand's North Island and in the sea: its ring must not be drawn inside out
  EXPECT_FALSE(covers_the_middle(locator_of({-4.6, 36.2}, 20).land));
  EXPECT_TRUE(covers_the_middle(locator_of({-4.2, 39.0}, 20).land));
}

TEST(SheetLocator, IsWiderThanALargeSheetAndFinite) {
  const outputs::SheetLocator wide = locator_of({25, -29}, 2000);
  EXPECT_EQ(wide.half_width_km, 3000);
  for (const Lines* lines : {&wide.land, &wide.borders, &wide.graticule})
    for (const std::vector<geo::Point>& line : *lines)
      for (const geo::Point& place : line) ASSERT_TRUE(std::isfinite(place.x) && std::isfinite(place.y));
}

}  // namespace
}  // namespace greisen
