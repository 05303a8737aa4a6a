// SPDX-License-Identifier: Apache-2.0
// What is delivered names all that others wrote, and what is installed agrees with what is built.
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/exit_codes.hpp"
#include "base/file.hpp"
#include "base/process/environment.hpp"
#include "catalogue/catalogue.hpp"
#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

std::string whole(const std::string& path) {
  return read_text_file(std::string(GREISEN_SOURCE_DIR) + "/" + path, 1U << 24U);
}

/// What stands in `text` after each `before`, up to one of `ends`.
std::set<std::string> words_after(const std::string& text, const std::string& before, const std::string& ends) {
  std::set<std::string> words;
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
    at += before.size();
    words.insert(text.substr(at, text.find_first_of(ends, at) - at));
  }
  return words;
}

void expect_named(const std::set<std::string>& words) {
  static const std::string notices = whole("THIRD_PARTY_NOTICES.md");
  EXPECT_FALSE(words.empty());
  for (const std::string& word : words) EXPECT_NE(notices.find(word), std::string::npos) << word << " is not named";
}

TEST(Notices, NameEveryLibraryOfTheBuild) {
  std::set<std::string> packages = words_after(whole("CMakeLists.txt"), "find_package(", " )");
  packages.erase("PkgConfig");  // a tool of the build
  std::set<std::string> named;
  for (const std::string& package : packages) named.insert("`" + package + "`");
  expect_named(named);
  for (const std::string& module : words_after(whole("CMakeLists.txt"), "pkg_check_modules(", " "))
    expect_named({"`" + module + "`"});
}

TEST(Notices, NameEveryPackageWhoseHeadersAreCompiled) {
  const std::string list = whole("cmake/install-packages.sh");
  const std::size_t begin = list.find("\nbuild=(");
  std::istringstream words(list.substr(begin, list.find(')', begin) - begin));
  std::set<std::string> named;
  for (std::string word; words >> word;) {
    if (word.ends_with("-dev")) named.insert("`" + word + "`");
  }
  expect_named(named);
}

TEST(Notices, NameEveryPackageInThePageWithItsVersion) {
  const auto lock = nlohmann::json::parse(whole("web/package-lock.json"));
  const std::string build = whole("web/build.mjs");
  const std::size_t begin = build.find("const bundled = [");
  ASSERT_NE(begin, std::string::npos);
  const auto bundled = words_after(build.substr(begin, build.find(']', begin) - begin + 1), "'", "'");
  for (const auto& [path, entry] : lock.at("packages").items()) {
    const std::string name = path.substr(path.rfind("node_modules/") == std::string::npos ? 0 : 13);
    const bool builds = name.empty() || name.starts_with("esbuild") || name.starts_with("@esbuild/");
    EXPECT_TRUE(builds || bundled.contains(name)) << name << " is in the lock file, but not among those of the page";
    if (bundled.contains(name)) expect_named({"### " + name + " " + entry.at("version").get<std::string>() + "\n"});
  }
  const std::string page = whole("web/report.html");
  for (const char* line : {"Copyright (c) 2010-2023, Volodymyr Agafonkin", "Copyright (c) 2010-2011, CloudMade"}) {
    expect_named({line});
    EXPECT_NE(page.find(line), std::string::npos) << "the page does not carry: " << line;
  }
}

TEST(Notices, NameWhoeverHoldsRightsInADataSet) {
  const Catalogue catalogue = load_catalogue();
  for (const Palette& palette : catalogue.palettes) {
    if (palette.licence.find("copyright") != std::string::npos) expect_named({palette.licence});
  }
  for (const Spectrum& spectrum : catalogue.spectra) {
    if (spectrum.source.find("USGS") != std::string::npos) expect_named({"USGS Spectral Library Version 7"});
  }
}

TEST(Package, TheChangelogBeginsWithTheVersion) {
  const auto versions = words_after(whole("CMakeLists.txt"), "project(greisen VERSION ", " ");
  ASSERT_EQ(versions.size(), 1U);
  EXPECT_TRUE(whole("cmake/debian/changelog").starts_with("greisen (" + *versions.begin() + ") "));
}

TEST(Package, TheGuideTellsTheProgramsExitCodes) {
  std::set<int> told;
  for (const ExitCode& row : exit_codes()) told.insert(row.code);
  for (const ErrorCode& code : error_codes()) EXPECT_TRUE(told.contains(code.id[1] - '0')) << code.id;
  const std::string guide = whole("README.md");
  for (const ExitCode& row : exit_codes()) {
    const bool by_signal = row.code > 128;
    EXPECT_NE(guide.find(by_signal ? std::to_string(row.code) : std::to_string(row.code) + " "), std::string::npos);
  }
}

TEST(Package, EveryVariableThatIsReadIsTold) {
  std::set<std::string> told;
  for (const EnvironmentFact& fact : environment_facts()) told.insert(fact.name);
  for (const SourceFile& file : program_sources()) {
    std::string text;
    for (const std::string& line : file.lines) text += line + "\n";
    for (const char* call : {"environment_variable(\"", "getenv(\""}) {
      for (const std::string& name : words_after(text, call, "\"")) EXPECT_TRUE(told.contains(name)) << file.path;
    }
  }
}

}  // namespace
}  // namespace greisen::test
