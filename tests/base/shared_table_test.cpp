// SPDX-License-Identifier: Apache-2.0
#include "base/shared_table.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace greisen {
namespace {

TEST(SharedTable, IsOneForEqualBytes) {
  const auto first = shared_table(std::vector<float>{1, std::nanf(""), 3});
  EXPECT_EQ(first, shared_table(std::vector<float>{1, std::nanf(""), 3}));
  EXPECT_NE(first, shared_table(std::vector<float>{1, 2, 3}));
  EXPECT_NE(first, shared_table(std::vector<float>{1, std::nanf("")}));
}

TEST(SharedTable, GoesWithItsLastHolder) {
  auto first = shared_table(std::vector<int>{7, 8, 9});
  const std::weak_ptr<const std::vector<int>> seen = first;
  first.reset();
  EXPECT_TRUE(seen.expired());
  EXPECT_EQ(shared_table(std::vector<int>{7, 8, 9})->at(1), 8);
}

}  // namespace
}  // namespace greisen
