// SPDX-License-Identifier: Apache-2.0
// The same bytes where a comma stands for the decimal point.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace greisen::test {
namespace {

namespace fs = std::filesystem;

struct Output {
  std::string text;
  int status = -1;
};

Output run(const std::string& command) {
  Output output;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.text.append(buffer.data(), n);
  output.status = pclose(pipe);
  return output;
}

/// A folder with a German locale compiled for this test alone; empty where the machine cannot.
std::string german_locale() {
  const fs::path folder = fs::path(testing::TempDir()) / "greisen_locale";
  if (fs::exists(folder / "de_DE.UTF-8")) return folder.string();
  fs::create_directories(folder);
  run("localedef -i de_DE -f UTF-8 '" + (folder / "de_DE.UTF-8").string() + "'");
  return fs::exists(folder / "de_DE.UTF-8") ? folder.string() : std::string();
}

class GermanLocale : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    folder_ = german_locale();
    if (folder_.empty()) GTEST_SKIP() << "localedef cannot make de_DE.UTF-8 here: install the package 'locales'";
    german_ = "LOCPATH='" + folder_ + "' LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 ";
  }
  std::string folder_;
  std::string german_;
};

TEST_F(GermanLocale, ReallyPutsCommas) {
  EXPECT_EQ(run(german_ + "bash -c 'printf %.1f 1,5'").text, "1,5")
      << "the locale is not in force: this test proves nothing";
}

TEST_P(GermanLocale, SaysTheSame) {
  const std::string command = std::string("'") + GREISEN_PROGRAM + "' " + GetParam();
  const auto plain = run("LC_ALL=C.UTF-8 " + command);
  const auto german = run(german_ + command);
  EXPECT_FALSE(plain.text.empty());
  EXPECT_EQ(plain.text, german.text);
  EXPECT_EQ(plain.status, german.status);
}

INSTANTIATE_TEST_SUITE_P(Verbs, GermanLocale,
                         testing::Values("list indices --json", "list sensors --json", "list steps", "explain al_clay",
                                         "schema", "--help"));

}  // namespace
}  // namespace greisen::test
