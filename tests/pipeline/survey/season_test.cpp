// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/season.hpp"

#include <gtest/gtest.h>

namespace greisen {
namespace {

TEST(Season, HoldsItsEndsAndRunsOverNewYear) {
  const Season summer = parse_season("07-01/09-15").value();
  EXPECT_TRUE(summer.holds("2020-07-01"));
  EXPECT_TRUE(summer.holds("2020-09-15"));
  EXPECT_FALSE(summer.holds("2020-09-16"));
  const Season winter = parse_season("11-15/02-29").value();
  EXPECT_TRUE(winter.holds("2020-12-31"));
  EXPECT_TRUE(winter.holds("2021-02-28"));
  EXPECT_FALSE(winter.holds("2021-03-01"));
  EXPECT_TRUE(winter.holds("")) << "a scene without a date is taken";
}

TEST(Season, RefusesWhatIsNone) {
  for (const char* text : {"", "july", "07-01", "13-01/09-15", "07-01/02-30", "07-01 09-15", "7-1/9-15"})
    EXPECT_FALSE(parse_season(text)) << text;
}

TEST(Season, IsTheDryOneForBarestInIberiaAlone) {
  const geo::Area iberia = geo::box_area({-6.9, 40.6, -6.5, 40.8}, "EPSG:4326");
  const geo::Area canada = geo::box_area({-115, 51.6, -114, 52.0}, "EPSG:4326");
  EXPECT_EQ(season_for("auto", "barest", iberia).text(), "07-01 to 09-15");
  EXPECT_TRUE(season_for("auto", "median", iberia).whole_year());
  EXPECT_TRUE(season_for("all", "barest", iberia).whole_year());
  EXPECT_TRUE(season_for("auto", "barest", canada).whole_year());
}

}  // namespace
}  // namespace greisen
