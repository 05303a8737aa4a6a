// SPDX-License-Identifier: Apache-2.0
// The manual: everything that help tells, in pages that no formatter complains of.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/exit_codes.hpp"
#include "base/process/environment.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/verbs/verbs.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

using ::testing::HasSubstr;

constexpr const char* kDated = "SOURCE_DATE_EPOCH=86400";

/// As a page writes it.
std::string escaped(std::string text) {
  for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + 2)) text.insert(at, "\\");
  return text;
}

/// What one verb declares, without the options of every verb.
VerbRow declared(const Verb& verb, CLI::App& root) {
  CLI::App& app = *root.add_subcommand(std::string(verb.name));
  Declaration declaration(app);
  static_cast<void>(verb.declare(declaration));
  return describe(app);
}

TEST(Man, EveryOptionAndChoiceOfAVerbIsOnItsPageAndInItsHelp) {
  for (const Verb& verb : verbs()) {
    CLI::App root("", "greisen");
    const std::string name(verb.name);
    const std::string page = run_greisen("man " + name).out;
    const std::string help = run_greisen("help " + name).out;
    for (const OptionRow& row : declared(verb, root).options) {
      for (const std::string& option : row.names) {
        EXPECT_THAT(page, HasSubstr((row.argument ? "\\fI" : "\\fB") + escaped(option) + "\\fR")) << name;
        EXPECT_THAT(help, HasSubstr(option)) << name;
      }
      for (const std::string& choice : row.choices) EXPECT_THAT(page, HasSubstr(escaped(choice))) << name;
      const std::string preset = row.preset.empty() ? "" : "Default: " + escaped(row.preset);
      EXPECT_THAT(page, HasSubstr(preset)) << name;
    }
    for (const std::string_view example : verb.examples) EXPECT_THAT(page, HasSubstr("greisen " + name)) << example;
  }
}

TEST(Man, TheProgramsPageHasVerbsExitCodesAndEnvironment) {
  const std::string page = run_greisen("man").out;
  for (const Verb& verb : verbs()) EXPECT_THAT(page, HasSubstr("\\fBgreisen\\-" + std::string(verb.name) + "\\fR(1)"));
  for (const ExitCode& row : exit_codes()) EXPECT_THAT(page, HasSubstr(std::string(row.meaning) + "\n"));
  for (const EnvironmentFact& fact : environment_facts()) EXPECT_THAT(page, HasSubstr(fact.name));
}

TEST(Man, TheDateIsNotTheClocks) {
  EXPECT_THAT(run_greisen("man run", kDated).out, HasSubstr(".TH GREISEN\\-RUN 1 \"1970-01-02\""));
  EXPECT_THAT(run_greisen("man run", "SOURCE_DATE_EPOCH=soon").out, HasSubstr(".TH GREISEN\\-RUN 1 \"\""));
}

TEST(Man, AllPagesAreWrittenIntoAFolderOnce) {
  const greisen::testing::TempFolder folder;
  const std::string words = "man -o " + shell_word(folder.file("man1"));
  EXPECT_EQ(run_greisen(words).exit_code, 0);
  EXPECT_THAT(run_greisen(words).err, HasSubstr("E2050"));
  EXPECT_EQ(run_greisen(words + " --overwrite").exit_code, 0);
  for (const Verb& verb : verbs())
    EXPECT_TRUE(std::filesystem::exists(folder.file("man1/greisen-" + std::string(verb.name) + ".1"))) << verb.name;
  EXPECT_THAT(run_greisen("man rnu").err, HasSubstr("did you mean 'run'?"));
}

bool there_is(const std::string& program) {
  const std::string command = "command -v " + program + " >/dev/null 2>&1";
  return std::system(command.c_str()) == 0;  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
}

/// What a formatter says of all pages.
std::string complaints(const std::string& formatter) {
  const greisen::testing::TempFolder folder;
  run_greisen("man -o " + shell_word(folder.file("man1")), kDated);
  const std::string said = folder.file("said");
  const std::string command =
      "cd " + shell_word(folder.file("man1")) + " && for page in *.1; do " + formatter + "; done >" + said + " 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
  std::ifstream file(said);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Man, GroffHasNothingToSay) {
  if (!there_is("groff")) GTEST_SKIP() << "no groff here: its warnings were not looked for";
  EXPECT_EQ(complaints("groff -man -Tutf8 -ww -rLL=80n $page 2>&1 >/dev/null"), "");
}

TEST(Man, MandocHasNothingToSay) {
  if (!there_is("mandoc")) GTEST_SKIP() << "no mandoc here: its warnings were not looked for";
  EXPECT_EQ(complaints("mandoc -Tlint -Wwarning $page || true"), "");
}

}  // namespace
}  // namespace greisen::test
