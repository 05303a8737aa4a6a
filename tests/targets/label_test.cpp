// SPDX-License-Identifier: Apache-2.0
#include "targets/label.hpp"

#include <gtest/gtest.h>

namespace greisen::targets {
namespace {

TEST(TargetLabel, IsTheModelsLetterAndTheRank) {
  EXPECT_EQ(target_label(0, 1), "A1") << "also where there is one model";
  EXPECT_EQ(target_label(1, 12), "B12");
  EXPECT_EQ(target_label(1, 12, "S"), "S-B12");
}

TEST(TargetLabel, LettersGoOnAsThoseOfColumns) {
  EXPECT_EQ(model_letter(25), "Z");
  EXPECT_EQ(model_letter(26), "AA");
  EXPECT_EQ(model_letter(27), "AB");
  EXPECT_EQ(model_letter(26 + 26 * 26 - 1), "ZZ");
  EXPECT_EQ(model_letter(26 + 26 * 26), "AAA");
}

}  // namespace
}  // namespace greisen::targets
