// SPDX-License-Identifier: Apache-2.0
#include "assess/known_occurrences.hpp"

#include <gtest/gtest.h>

namespace greisen::assess {
namespace {

/// 10 x 10 pixels of 20 m, its left upper corner at 1000, 2000.
const Grid kGrid = {"", 1000, 2000, 20, 20, 10, 10};

geo::Occurrence known(double x, double y, const std::string& commodity = "", std::optional<double> accuracy_m = {}) {
  geo::Occurrence one;
  one.place = {x, y};
  one.commodity = commodity;
  one.accuracy_m = accuracy_m;
  return one;
}

TEST(KnownOccurrences, LieOnTheGridFromItsUpperLeftEdgesOn) {
  const std::vector<geo::Occurrence> all = {known(1000, 2000), known(1200, 1900), known(999, 1990), known(1199, 1801)};
  const std::vector<geo::Occurrence> inside = occurrences_on(kGrid, all);
  ASSERT_EQ(inside.size(), 2U);
  EXPECT_EQ(inside[1].place.x, 1199);
}

TEST(KnownOccurrences, ReachIsTheMedianAccuracyInPixels) {
  const KnownOccurrences found = known_occurrences(
      {known(1010, 1990, "", 20), known(1050, 1950, "", 60), known(1090, 1910, "", 500), known(1, 1, "", 1500)}, kGrid,
      1, nullptr);
  EXPECT_EQ(found.pixels.size(), 3U) << "1.5 km says nothing of pixels";
  EXPECT_EQ(found.reach, 3);
  EXPECT_EQ(found.reach_m, 60);
  EXPECT_EQ(found.pixels[1].row, 2);
  EXPECT_EQ(found.pixels[1].col, 2);
}

TEST(KnownOccurrences, OfAModelAreThoseOfItsCommodityAndAllWhereNoneTellsOne) {
  DepositModel model;
  model.commodity = "W";
  model.commodity_words = {"wolframite"};
  EXPECT_EQ(known_occurrences({known(1010, 1990, "Li"), known(1030, 1990, "Wolframite, Sn")}, kGrid, 1, &model)
                .pixels.front()
                .col,
            1);
  EXPECT_EQ(known_occurrences({known(1010, 1990), known(1030, 1990)}, kGrid, 1, &model).pixels.size(), 2U);
}

}  // namespace
}  // namespace greisen::assess
