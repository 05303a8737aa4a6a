// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

namespace fs = std::filesystem;

TEST(DemoVerb, OnlyWritesADrawnDistrict) {
  const testing::TempFolder folder;
  const ProgramRun output =
      run_greisen("demo " + shell_word(folder.file("drawn")) + " --variety slate --district 3 --only-write -q");
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_TRUE(fs::exists(folder.file("drawn/survey.yaml")));
  EXPECT_TRUE(fs::exists(folder.file("drawn/truth.json")));
  EXPECT_FALSE(fs::exists(folder.file("drawn/run")));
  EXPECT_EQ(run_greisen("check " + shell_word(folder.file("drawn/survey.yaml")) + " -q").exit_code, 0);
}

TEST(DemoVerb, RefusesWhatAVarietyDraws) {
  const testing::TempFolder folder;
  for (const char* option : {"--size 8", "--dates 2", "--cover 0.3"}) {
    const ProgramRun output = run_greisen("demo " + shell_word(folder.file("drawn")) +
                                          " --variety slate --district 3 --only-write " + option);
    EXPECT_EQ(output.exit_code, 2) << option;
    EXPECT_THAT(output.err, ::testing::HasSubstr("E2005")) << option;
  }
  EXPECT_FALSE(fs::exists(folder.file("drawn")));
  EXPECT_EQ(run_greisen("demo " + shell_word(folder.file("drawn")) + " --variety slat --only-write").exit_code, 2);
}

}  // namespace
}  // namespace greisen::test
