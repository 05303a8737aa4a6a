// SPDX-License-Identifier: Apache-2.0
#include "base/numeric.hpp"

#include <random>

#include <gtest/gtest.h>

namespace greisen {
namespace {

TEST(OrderedBits, SortLikeTheFloats) {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> sorted = {-infinity, -1e30F,  -1, -1e-40F, 0, 1e-40F, 1e-10F, 1, std::nextafter(1.0F, 2.0F),
                                     1e30F,     infinity};
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    EXPECT_LT(ordered_bits(sorted[i - 1]), ordered_bits(sorted[i])) << sorted[i];
  }
  EXPECT_EQ(ordered_bits(-0.0F), ordered_bits(0.0F));
}

TEST(OrderedBits, GoBackToTheSameFloat) {
  std::mt19937 random(5);
  for (int i = 0; i < 100000; ++i) {
    const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (!std::isnan(value)) {
      ASSERT_EQ(from_ordered_bits(ordered_bits(value)), value);
    }
  }
}

TEST(Narrow, KeepsValuesAndRefusesOthers) {
  EXPECT_EQ(narrow<std::uint8_t>(255), 255);
  EXPECT_THROW(narrow<std::uint8_t>(256), Error);
  EXPECT_THROW(narrow<std::uint32_t>(-1), Error);
  EXPECT_EQ(narrow<std::int64_t>(std::size_t{7}), 7);
}

TEST(RoundTo, RoundsAndRefusesWhatDoesNotFit) {
  EXPECT_EQ(round_to<int>(2.5), 3);
  EXPECT_EQ(round_to<int>(-2.5), -3);
  EXPECT_EQ(round_to<std::uint8_t>(255.4), 255);
  EXPECT_THROW(round_to<std::uint8_t>(255.5), Error);
  EXPECT_THROW(round_to<std::uint8_t>(-0.6), Error);
  EXPECT_EQ(round_to<std::uint8_t>(-0.4), 0);
  EXPECT_THROW(round_to<int>(std::nan("")), Error);
  EXPECT_THROW(round_to<std::int64_t>(0x1p63), Error) << "the cast would not be defined";
  EXPECT_EQ(round_to<std::int64_t>(-0x1p63), std::numeric_limits<std::int64_t>::min());
}

TEST(SaturateTo, StaysWithinTheType) {
  EXPECT_EQ(saturate_to<std::uint8_t>(300, 0), 255);
  EXPECT_EQ(saturate_to<std::uint8_t>(-5, 0), 0);
  EXPECT_EQ(saturate_to<std::int16_t>(-1e9, 0), -32768);
  EXPECT_EQ(saturate_to<std::uint8_t>(std::nan(""), 77), 77);
  EXPECT_EQ(saturate_to<std::int64_t>(1e300, 0), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(saturate_to<std::uint8_t>(1.5, 0), 2);
}

}  // namespace
}  // namespace greisen
