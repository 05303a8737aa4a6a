// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"

#include <gtest/gtest.h>

namespace greisen {
namespace {

TEST(Base64, GivesTheExamplesOfTheStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, IsReadAgainOrRefused) {
  for (const std::string bytes : {"", "f", "fo", "foo", "foob", "fooba", "\xff\xfe\x80"})
    EXPECT_EQ(base64_decoded(base64(bytes)), bytes);
  for (const char* const text : {"Zg", "Zg=", "Z===", "Zh==", "Zm9v\n", "Z=9v", "====", "Zm9*"})
    EXPECT_FALSE(base64_decoded(text)) << text;
}

TEST(Base64, TakesBytesOfAnyValue) { EXPECT_EQ(base64(std::string("\xff\x00\xfe\x80", 4)), "/wD+gA=="); }

}  // namespace
}  // namespace greisen
