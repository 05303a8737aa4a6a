// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <cctype>
#include <set>

#include <gtest/gtest.h>

namespace greisen {
namespace {

TEST(ErrorText, HasCodeWhatPlaceCaretAndFix) {
  const Problem problem{"E2101", "unknown key 'sed'", {"survey.yaml", 14, 3, "  sed: 42"}, "did you mean 'seed'?"};
  EXPECT_EQ(to_text(problem), R"(E2101: unknown key 'sed'
  at survey.yaml:14:3
      sed: 42
      ^
  fix: did you mean 'seed'?)");
}

TEST(ErrorText, CaretStaysUnderTheColumnBehindTabsAndWideCharacters) {
  // tab, e with a combining accent (two code points, one column), a wide character (two columns)
  const Problem problem{"E2110", "here", {"a", 1, 6, "\te\u0301\u65e5-x"}, {}};
  EXPECT_EQ(to_text(problem), "E2110: here\n  at a:1:6\n    \te\u0301\u65e5-x\n    \t    ^");
}

TEST(ErrorText, CaretMayStandBehindTheLastCharacter) {
  EXPECT_EQ(to_text({"E2110", "end", {"a", 1, 4, "abc"}, {}}), "E2110: end\n  at a:1:4\n    abc\n       ^");
  EXPECT_EQ(to_text({"E2110", "end", {"a", 1, 99, "abc"}, {}}), "E2110: end\n  at a:1:99\n    abc\n       ^");
}

TEST(ErrorText, ShowsTheRightPartOfALongLine) {
  std::string line(1000, '.');
  line[499] = 'X';
  const std::string text = to_text({"E2110", "far", {"a", 1, 500, line}, {}});
  const std::size_t shown = text.find("    .");
  const std::size_t line_end = text.find('\n', shown);
  const std::size_t x = text.find('X');
  const std::size_t caret = text.find('^');
  ASSERT_NE(x, std::string::npos);
  EXPECT_EQ(x - shown, caret - line_end - 1);
  EXPECT_LE(line_end - shown, 130U);
}

TEST(ErrorText, HidesControlCharactersAndBrokenUtf8OfTheExcerpt) {
  const std::string text = to_text({"E2113", "bad", {"a", 1, 1, "a\x1b[31m\xffz"}, {}});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\xff'), std::string::npos);
  EXPECT_NE(text.find("a?[31m?z"), std::string::npos);
}

TEST(ErrorText, LeavesOutWhatIsUnknown) {
  EXPECT_EQ(to_text({"E1001", "odd", {}, {}}), "E1001: odd");
  EXPECT_EQ(to_text({"E3001", "gone", {"x.tif", 0, 0, {}}, {}}), "E3001: gone\n  at x.tif");
}

TEST(Error, JoinsAllProblemsAndTakesTheFirstCode) {
  const Error error(std::vector<Problem>{{"E4101", "one", {}, {}}, {"E2101", "two", {}, {}}});
  EXPECT_STREQ(error.what(), "E4101: one\nE2101: two");
  EXPECT_EQ(error.code(), "E4101");
  EXPECT_EQ(error.exit_code(), 4);
  EXPECT_EQ(error.problems().size(), 2U);
}

TEST(Error, ExitCodeIsTheFirstDigit) {
  EXPECT_EQ(Error({"E1001", "x"}).exit_code(), 1);
  EXPECT_EQ(Error({"E7001", "x"}).exit_code(), 7);
  EXPECT_EQ(Error({"E9001", "x"}).exit_code(), 1);
  EXPECT_EQ(Error({"", "x"}).exit_code(), 1);
  EXPECT_EQ(Error(std::vector<Problem>()).exit_code(), 1);
}

TEST(ErrorCodes, AreSortedUniqueAndExplained) {
  const auto& rows = error_codes();
  ASSERT_FALSE(rows.empty());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string id(rows[i].id);
    EXPECT_TRUE(i == 0 || rows[i - 1].id < rows[i].id) << id << " is out of order or doubled";
    ASSERT_EQ(id.size(), 5U) << id;
    EXPECT_TRUE((id[0] == 'E' || id[0] == 'W') && id[1] >= '1' && id[1] <= '7') << id;
    EXPECT_FALSE(rows[i].title.empty()) << id;
    EXPECT_GE(rows[i].explanation.size(), 60U) << id;
    EXPECT_TRUE(rows[i].explanation.ends_with('.')) << id;
    EXPECT_FALSE(rows[i].title.ends_with('.')) << id;
  }
}

TEST(ErrorCodes, AreFoundInEitherCase) {
  ASSERT_NE(find_code("E2101"), nullptr);
  EXPECT_EQ(find_code("e2101"), find_code("E2101"));
  EXPECT_EQ(find_code("E2101")->title, "Unknown key");
  EXPECT_EQ(find_code("w3101"), find_code("W3101"));
  ASSERT_NE(find_code("W3101"), nullptr);
  EXPECT_EQ(find_code("E9999"), nullptr);
  EXPECT_EQ(find_code(""), nullptr);
  EXPECT_EQ(find_code("E21010"), nullptr);
}

}  // namespace
}  // namespace greisen
