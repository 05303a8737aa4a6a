// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::test {
namespace {

TEST(Opposite, TurnsHighIntoLowAndMissingStaysMissing) {
  Picture picture(1, 1, 3, 0);
  picture.pixels = {0.25F, -2, kMissing};
  const Picture out = run_step(filters::opposite(), std::map<std::string, Value, std::less<>>{}, picture);
  EXPECT_EQ(out.pixels[0], -0.25F);
  EXPECT_EQ(out.pixels[1], 2);
  EXPECT_TRUE(std::isnan(out.pixels[2]));
}

}  // namespace
}  // namespace greisen::test
