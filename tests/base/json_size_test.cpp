// SPDX-License-Identifier: Apache-2.0
#include "base/json_size.hpp"

#include <string>

#include <gtest/gtest.h>

namespace greisen {
namespace {

TEST(JsonSize, CountsLevels) {
  EXPECT_FALSE(json_larger("[[{}]]", 3));
  EXPECT_TRUE(json_larger("[[{}]]", 2));
  EXPECT_FALSE(json_larger("[[],[],[]]", 2)) << "beside each other";
  EXPECT_FALSE(json_larger(std::string(64, '[') + std::string(64, ']')));
  EXPECT_TRUE(json_larger(std::string(65, '[') + std::string(65, ']')));
}

TEST(JsonSize, CountsValues) {
  EXPECT_FALSE(json_larger("[1,2,3]", 9, 4)) << "a list of three";
  EXPECT_TRUE(json_larger("[1,2,3,4]", 9, 4));
  EXPECT_TRUE(json_larger("[{},{},{}]", 9, 4));
}

TEST(JsonSize, LeavesTextsOut) {
  EXPECT_FALSE(json_larger(R"({"[[[,,,":"\"]],,{{{"})", 1, 2));
  EXPECT_TRUE(json_larger(R"({"a\\":[[]]})", 2));
}

}  // namespace
}  // namespace greisen
