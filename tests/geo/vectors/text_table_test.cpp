// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/text_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greisen::geo {
namespace {

using testing::ElementsAre;

TEST(TextTable, FindsItsSeparator) {
  EXPECT_EQ(text_table("name;lon;lat\nA;-7,0;41,5\nB;-7,1;41,6\n").separator, ';');
  EXPECT_EQ(text_table("name\tlon\tlat\nA, B\t-7\t41\n").separator, '\t');
  EXPECT_EQ(text_table("name,lon,lat\n\"a;b;c;d\",-7,41\n").separator, ',');
  EXPECT_EQ(text_table("name|lon|lat\nA|-7|41\n").separator, '|');
  EXPECT_EQ(text_table("sep=;\r\nname,first;lon\r\nA;1\r\n").rows[0].cells,
            (std::vector<std::string>{"name,first", "lon"}));
}

TEST(TextTable, HonoursQuotesAndLineEndsAndCountsLines) {
  const TextTable table = text_table("a,b\r\n\r\n\"one, \"\"two\"\"\nthree\", 4 \rlast,5");
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_THAT(table.rows[1].cells, ElementsAre("one, \"two\"\nthree", "4"));
  EXPECT_EQ(table.rows[1].number, 3);
  EXPECT_EQ(table.rows[2].number, 5);
  EXPECT_THAT(table.rows[2].cells, ElementsAre("last", "5"));
}

TEST(Decoded, KnowsTheEncodingsOfSpreadsheets) {
  EXPECT_EQ(decoded("\xEF\xBB\xBF"
                    "Peña")
                .text,
            "Peña");
  EXPECT_EQ(decoded(std::string_view("\xFE\xFF\0P\0\xf1", 6)).text, "Pñ");
  EXPECT_EQ(decoded(std::string_view("P\0\xf1\0P\0\xf1\0", 8)).text, "PñPñ") << "without its mark";
  EXPECT_EQ(decoded(std::string_view("\xFF\xFE\x3D\xD8\x00\xDE", 6)).text, "😀");
  EXPECT_EQ(decoded("Pe\xf1"
                    "a \x80")
                .text,
            "Peña €");
  EXPECT_TRUE(decoded("Pe\xf1"
                      "a")
                  .guessed);
  EXPECT_FALSE(decoded("Peña").guessed);
  EXPECT_EQ(decoded("ñññññ\xff").text, "ñññññ\xEF\xBF\xBD") << "spoilt UTF-8 is UTF-8";
  EXPECT_FALSE(decoded("ñññññ\xff").guessed);
}

}  // namespace
}  // namespace greisen::geo
