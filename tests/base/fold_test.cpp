// SPDX-License-Identifier: Apache-2.0
#include "base/fold.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greisen {
namespace {

using testing::ElementsAre;

TEST(Folded, TakesCaseAndAccentsOffInAnyLanguage) {
  EXPECT_EQ(folded("LÍTIO"), "litio");
  EXPECT_EQ(folded("li\xcc\x81tio"), "litio") << "an accent of its own";
  EXPECT_EQ(folded("Wolfrâmio, PEÑA, Çedilha"), "wolframio, pena, cedilha");
  EXPECT_EQ(folded("Straße Nº 2²"), "strasse no 22");
  EXPECT_EQ(folded("ΩΣ"), "ωσ") << "letters of other scripts stay";
  EXPECT_EQ(folded(""), "");
}

TEST(Folded, LeavesBytesThatAreNoUtf8) { EXPECT_EQ(folded("PE\xd1"), "pe\xd1"); }

TEST(FoldedWords, AreRunsOfLettersAndDigits) {
  EXPECT_THAT(folded_words("Sn–W (Ta₂O₅)/LÍTIO;Nb"), ElementsAre("sn", "w", "ta2o5", "litio", "nb"));
  EXPECT_THAT(folded_words(" – "), ElementsAre());
}

}  // namespace
}  // namespace greisen
