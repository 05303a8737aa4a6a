// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "catalogue/catalogue.hpp"

namespace greisen {
namespace {

/// A survey folder of one's own.
class OwnFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("greisen_own_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path) << text;
  }
  [[nodiscard]] std::vector<Problem> problems() const {
    try {
      load_catalogue(folder_);
    } catch (const Error& error) {
      return error.problems();
    }
    return {};
  }
  static std::string entry(const std::string& id, const std::string& formula, const std::string& more = {}) {
    return "- id: " + id + "\n  name: mine\n  formula: " + formula + "\n" + more +
           "  shows: something\n  high_means: more\n  source: me\n  verification: P\n  status: project\n  checks:\n"
           "    - {red: 0.3, blue: 0.1, value: 3}\n    - {red: missing, blue: 0.1, value: missing}\n    - {red: 0.3, "
           "blue: 0, value: missing}\n";
  }
  std::filesystem::path folder_;
};

TEST_F(OwnFolder, AddsAndOverrides) {
  write("indices/mine.yaml", entry("my_ratio", "red / blue") + entry("fe_iox_rb", "red / blue"));
  const Catalogue own = load_catalogue(folder_);
  EXPECT_EQ(own.find_index("my_ratio").group, "mine");
  EXPECT_EQ(own.find_index("fe_iox_rb").name, "mine");
  EXPECT_EQ(own.indices.size(), load_catalogue().indices.size() + 1);
}

TEST_F(OwnFolder, RefusesAnUnknownKeyWithItsLine) {
  write("indices/mine.yaml", entry("my_ratio", "red / blue", "  colour: blue\n"));
  const auto found = problems();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "E2202");
  EXPECT_EQ(found[0].where.line, 4);
  EXPECT_NE(found[0].what.find("colour"), std::string::npos);
}

TEST_F(OwnFolder, RefusesAWrongFormulaWithItsColumn) {
  write("indices/mine.yaml", entry("my_ratio", "red / * blue"));
  const auto found = problems();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "E2301");
  EXPECT_EQ(found[0].where.line, 3);
  EXPECT_EQ(found[0].where.column, 18);
  EXPECT_EQ(found[0].where.excerpt, "  formula: red / * blue");
}

TEST_F(OwnFolder, RefusesAnEntryThatDoesNotProveItself) {
  write("indices/mine.yaml", entry("my_ratio", "red * blue"));
  const auto found = problems();
  ASSERT_EQ(found.size(), 2U) << "red * 0 is 0, and 0.3 * 0.1 is not 3";
  EXPECT_EQ(found[0].code, "E2204");
  EXPECT_EQ(found[0].where.line, 10);
}

TEST_F(OwnFolder, TellsAllProblemsAtOnce) {
  write("indices/a.yaml", entry("one", "red /") + entry("one", "red / blue"));
  write("sensors/bad.yaml", "id: other\nname: Bad\nkind: multispectral\nsource: me\n");
  write("spectra/s.yaml", "id: s\nname: S\nsource: me\nmixture: {albite: 0.5, unobtainium: 0.4}\n");
  write("models/m.yaml", "id: m\n");
  std::set<std::string_view> codes;
  for (const Problem& problem : problems()) codes.insert(problem.code);
  EXPECT_EQ(codes, (std::set<std::string_view>{"E2201", "E2202", "E2203", "E2301"}));
}

}  // namespace
}  // namespace greisen
