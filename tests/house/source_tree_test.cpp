// SPDX-License-Identifier: Apache-2.0
// The house tests stand on these helpers: a scanner that finds nothing would pass them all.
#include "support/source_tree.hpp"

#include <gtest/gtest.h>

namespace greisen::test {
namespace {

TEST(SourceTree, FindsWholeWordsOnly) {
  EXPECT_TRUE(has_word("a printf(b)", "printf"));
  EXPECT_TRUE(has_word("printf", "printf"));
  EXPECT_FALSE(has_word("snprintf(b)", "printf"));
  EXPECT_FALSE(has_word("printf_all(b)", "printf"));
  EXPECT_TRUE(has_word("snprintf(printf)", "printf"));
}

TEST(SourceTree, ReadsTheTreeItStandsIn) {
  const auto files = all_sources();
  EXPECT_GT(files.size(), 30U);
  bool found_itself = false;
  for (const auto& file : files) {
    EXPECT_FALSE(file.lines.empty()) << file.path;
    found_itself = found_itself || file.path == "tests/house/source_tree_test.cpp";
  }
  EXPECT_TRUE(found_itself);
}

TEST(SourceTree, NamesLinesAsEditorsDo) {
  const auto file = source_of("a/b.hpp", "one\ntwo\n");
  ASSERT_EQ(file.lines.size(), 2U);
  EXPECT_TRUE(file.is_header());
  EXPECT_TRUE(file.in("a"));
  EXPECT_FALSE(file.in("b"));
  EXPECT_EQ(at(file, 1, "wrong"), "a/b.hpp:2: wrong");
  EXPECT_EQ(listed({"x", "y"}), "\n  x\n  y");
}

TEST(SourceTree, MissingFileIsAnError) { EXPECT_THROW(read_source("no/such/file"), std::runtime_error); }

}  // namespace
}  // namespace greisen::test
