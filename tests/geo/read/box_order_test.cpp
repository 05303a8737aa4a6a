// SPDX-License-Identifier: Apache-2.0
#include "geo/read/box_order.hpp"

#include <string>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/place/area.hpp"

namespace greisen::geo {
namespace {

/// What is told of a box, its fix last; "none" where it is an area.
std::string told_of(const Bounds& box, const std::string& crs = "EPSG:4326") {
  try {
    static_cast<void>(box_area(box, crs));
  } catch (const Error& error) {
    const Problem& problem = error.problems().front();
    return std::string(problem.code) + " " + problem.what + " | " + problem.fix;
  }
  return "none";
}

bool means(const std::string& told, const std::string& box) {
  return told.starts_with("E2150") && told.find("did you mean " + box) != std::string::npos;
}

TEST(BoxOrder, TheOrdersOfOtherProgramsAreSeen) {
  const std::string right = "[-7.008, 41.518, -6.988, 41.533]";
  EXPECT_EQ(told_of({-7.008, 41.518, -6.988, 41.533}), "none");
  EXPECT_TRUE(means(told_of({-7.008, -6.988, 41.518, 41.533}), right)) << told_of({-7.008, -6.988, 41.518, 41.533});
  EXPECT_TRUE(means(told_of({-7.008, 41.533, -6.988, 41.518}), right)) << "upper left and lower right";
  EXPECT_TRUE(means(told_of({-6.988, 41.518, -7.008, 41.533}), right)) << "east before west";
  const std::string south = told_of({-70.9, -70.8, -33.1, -33.0});
  EXPECT_TRUE(means(south, "[-70.9, -33.1, -70.8, -33]")) << south;
  EXPECT_NE(south.find("another order"), std::string::npos) << south;
}

TEST(BoxOrder, WhereTwoReadingsArePossibleBothAreTold) {
  const std::string told = told_of({41.518, 41.533, -7.008, -6.988});
  EXPECT_NE(told.find("[-7.008, 41.518, -6.988, 41.533]"), std::string::npos) << told;
  EXPECT_NE(told.find("[41.518, -7.008, 41.533, -6.988]"), std::string::npos) << told;
}

TEST(BoxOrder, InMetresToo) {
  EXPECT_EQ(told_of({600000, 4499200, 600800, 4500000}, "EPSG:32629"), "none");
  EXPECT_TRUE(means(told_of({600000, 600800, 4499200, 4500000}, "EPSG:32629"), "[600000, 4499200, 600800, 4500000]"));
}

TEST(BoxOrder, LargeBoxesThatNoOtherOrderExplainsStay) {
  EXPECT_EQ(told_of({-10, 35, 5, 45}), "none");
  EXPECT_EQ(told_of({170, -45, -175, -30}), "none") << "across the antimeridian";
  EXPECT_EQ(told_of({300000, 4000000, 1200000, 4900000}, "EPSG:32629"), "none");
}

}  // namespace
}  // namespace greisen::geo
