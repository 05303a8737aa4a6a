// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/table_numbers.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace greisen::geo {
namespace {

std::optional<double> alone(const std::string& text) { return number_of(text, style_of(std::vector{text})); }

TEST(NumberOf, ReadsDecimalCommasAndGroups) {
  EXPECT_EQ(alone("41.5"), 41.5);
  EXPECT_EQ(alone("41,5"), 41.5);
  EXPECT_EQ(alone("-7,0081"), -7.0081);
  EXPECT_EQ(alone("\xe2\x88\x92"
                  "7"),
            -7)
      << "the minus of typesetting";
  EXPECT_EQ(alone("4.599.110"), 4599110);
  EXPECT_EQ(alone("4,599,110.5"), 4599110.5);
  EXPECT_EQ(alone("666.100,25"), 666100.25);
  EXPECT_EQ(alone("666 100"), 666100);
  EXPECT_EQ(alone("1.5E3"), 1500);
  EXPECT_EQ(alone("41.5.2"), std::nullopt);
  EXPECT_EQ(alone("4l.5"), std::nullopt);
  EXPECT_EQ(alone(""), std::nullopt);
}

TEST(NumberOf, ReadsWhatMayBeTwoNumbersAsTheRestOfTheTableDoes) {
  EXPECT_EQ(alone("666,100"), std::nullopt) << "666.1 or 666100";
  EXPECT_EQ(number_of("666,100", style_of(std::vector<std::string>{"666,100", "41,5"})), 666.1);
  EXPECT_EQ(number_of("666,100", style_of(std::vector<std::string>{"666,100", "4,599,110"})), 666100);
  EXPECT_EQ(number_of("666.100", style_of(std::vector<std::string>{"666.100", "4.599.110"})), 666100);
  EXPECT_EQ(alone("666.100"), 666.1);
}

TEST(AngleOf, ReadsDegreesMinutesSecondsAndLetters) {
  const auto lon = [](const char* text) { return angle_of(text, Axis::longitude, {}); };
  const auto lat = [](const char* text) { return angle_of(text, Axis::latitude, {}); };
  EXPECT_EQ(lat("41,5° N"), 41.5);
  EXPECT_EQ(lat("41º 30' 00''"), 41.5);
  EXPECT_EQ(lat("41°30′N"), 41.5);
  EXPECT_EQ(lat("N 41 30 0"), 41.5);
  EXPECT_EQ(lat("41:30:00 S"), -41.5);
  EXPECT_EQ(lon("7° 0' 36\" W"), -7.01);
  EXPECT_EQ(lon("7,01 O"), -7.01) << "oeste";
  EXPECT_EQ(lon("7,01 L"), 7.01) << "leste";
  EXPECT_EQ(lon("-7 0 36"), -7.01);
  EXPECT_EQ(lon("-7,008"), -7.008) << "no thousands of degrees";
  EXPECT_EQ(lon("7 N"), std::nullopt) << "a letter of the other axis";
  EXPECT_EQ(lat("41 75 0"), std::nullopt) << "75 minutes";
  EXPECT_EQ(lat("41.5 30"), std::nullopt) << "minutes beside broken degrees";
  EXPECT_EQ(lat("N"), std::nullopt);
}

TEST(NumbersOfTables, AreNoLongerThanPeopleWriteThem) {
  std::string angle;
  for (int i = 0; i < 200'000; ++i) angle += "7° ";  // looked at again and again it would take minutes
  EXPECT_EQ(angle_of(angle, Axis::longitude, {}), std::nullopt);
  const std::string digits(201, '1');
  EXPECT_EQ(number_of(digits, {}), std::nullopt);
  EXPECT_EQ(number_of(std::string_view(digits).substr(0, 100), {}), 1.1111111111111111e99);
  EXPECT_EQ(metres_of(digits, {}), std::nullopt);
}

TEST(MetresOf, HaveUnits) {
  EXPECT_EQ(metres_of("1 km", {}), 1000);
  EXPECT_EQ(metres_of("~ 250 M", {}), 250);
  EXPECT_EQ(metres_of("±0,5 Km", {}), 500);
  EXPECT_EQ(metres_of("30", {}), 30);
  EXPECT_EQ(metres_of("2", {}, 1000), 2000);
  EXPECT_EQ(metres_of("-5", {}), std::nullopt);
  EXPECT_EQ(metres_of("good", {}), std::nullopt);
}

}  // namespace
}  // namespace greisen::geo
