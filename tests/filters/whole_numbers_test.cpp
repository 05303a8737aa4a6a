// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::test {
namespace {

std::vector<float> rounded(const std::vector<float>& pixels, double least, double most, double nodata) {
  Picture picture(1, 1, static_cast<int>(pixels.size()), 0);
  picture.pixels = pixels;
  return run_step(filters::whole_numbers(), {{"least", least}, {"most", most}, {"nodata", nodata}}, picture).pixels;
}

TEST(WholeNumbers, RoundHalvesUpAndStayWithinTheType) {
  EXPECT_EQ(rounded({1.4F, 1.5F, 2.5F, -3, 400}, 0, 255, 255), (std::vector<float>{1, 2, 3, 0, 254}));
}

TEST(WholeNumbers, AMeasurementThatWouldLookLikeNodataMovesByOne) {
  EXPECT_EQ(rounded({0, 0.4F, 7}, 0, 65535, 0), (std::vector<float>{1, 1, 7}));
  EXPECT_EQ(rounded({-32768, 32767}, -32768, 32767, 32767), (std::vector<float>{-32768, 32766}));
}

TEST(WholeNumbers, MissingStaysMissing) { EXPECT_TRUE(std::isnan(rounded({kMissing}, 0, 255, 0)[0])); }

TEST(WholeNumbers, ARangeTheWrongWayRoundIsRefused) { EXPECT_THROW(rounded({1}, 255, 0, 0), Error); }

}  // namespace
}  // namespace greisen::test
