// SPDX-License-Identifier: Apache-2.0
// The command line as people and programs meet it: exit codes, streams, help, completion.
#include <algorithm>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pipeline/verbs/verbs.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;

/// The one object on stdout; a null where stdout is no JSON.
Json object_of(const ProgramRun& run) {
  const Json json = Json::parse(run.out, nullptr, false);
  EXPECT_TRUE(json.is_object()) << run.out << run.err;
  return json.is_object() ? json : Json();
}

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (const Verb& verb : verbs()) names.emplace_back(verb.name);
  return names;
}

TEST(Cli, WithoutAVerbShowsTheFirstScreenAndFails) {
  const ProgramRun run = run_greisen("");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("usage: greisen VERB"));
}

TEST(Cli, HelpNamesAllVerbsAndEightOfThemFirst) {
  const ProgramRun run = run_greisen("help");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  for (const std::string& name : verb_names()) EXPECT_THAT(run.out, HasSubstr(name));
  const auto table = verbs();
  EXPECT_EQ(std::count_if(table.begin(), table.end(), [](const Verb& verb) { return verb.everyday; }), 8);
  EXPECT_EQ(run_greisen("--help").out, run.out);
}

TEST(Cli, EveryVerbsHelpHasUsageExamplesAndTheNextCommand) {
  for (const std::string& name : verb_names()) {
    const ProgramRun run = run_greisen("help " + name);
    EXPECT_EQ(run.exit_code, 0) << name;
    EXPECT_THAT(run.out, HasSubstr("usage: greisen " + name));
    EXPECT_THAT(run.out, HasSubstr("Examples:\n  greisen " + name));
    EXPECT_THAT(run.out, HasSubstr("\nNext: "));
    EXPECT_EQ(run_greisen(name + " --help").out, run.out) << name;
  }
}

TEST(Cli, GlobalOptionsAreInEveryVerbsHelp) {
  for (const std::string& name : verb_names()) {
    const std::string page = run_greisen("help " + name).out;
    for (const char* option : {"--verbose", "--quiet", "--json", "--progress", "--log-file", "--threads", "--memory",
                               "--tile", "--overwrite", "--set", "--color", "--help"})
      EXPECT_THAT(page, HasSubstr(option)) << name;
  }
}

TEST(Cli, VersionIsOneLine) {
  const ProgramRun run = run_greisen("--version");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, StartsWith("greisen "));
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 1);
}

TEST(Cli, UnknownVerbSuggestsTheNearest) {
  const ProgramRun run = run_greisen("rnu survey.yaml");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, StartsWith("error E2002: "));
  EXPECT_THAT(run.err, HasSubstr("did you mean 'run'?"));
  EXPECT_THAT(run.err, HasSubstr("1 error. Nothing was run. (exit 2)   greisen explain E2002"));
  EXPECT_THAT(run_greisen("help rnu").err, HasSubstr("did you mean 'run'?"));
}

TEST(Cli, UnknownOptionIsBlamedAndNotTheArgumentBesideIt) {
  const ProgramRun run = run_greisen("list sensors --thraeds 3");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("E2003: no option --thraeds"));
  EXPECT_THAT(run.err, HasSubstr("did you mean '--threads'?"));
  EXPECT_THAT(run.err, Not(HasSubstr("E2006")));
  EXPECT_THAT(run_greisen("list sensors --thr=3").err, HasSubstr("did you mean '--threads'?"));
  EXPECT_THAT(run_greisen("--jsno list sensors").err, HasSubstr("did you mean '--json'?"));
}

TEST(Cli, VerbsAreNotTakenForSecondVerbs) {
  EXPECT_THAT(run_greisen("list run").err, HasSubstr("E2005: there is no list of run"));
  EXPECT_THAT(run_greisen("list sensors run").err, HasSubstr("E2006"));
}

TEST(Cli, MissingArgumentsAndWrongValuesAreExitTwo) {
  EXPECT_THAT(run_greisen("list").err, HasSubstr("E2004: greisen list: WORD is required"));
  EXPECT_THAT(run_greisen("list sensors --threads").err, HasSubstr("E2007"));
  EXPECT_THAT(run_greisen("list sensor").err, HasSubstr("did you mean 'sensors'?"));
  for (const char* words : {"list", "list sensors --threads", "list sensor", "--threads", "doctor now"})
    EXPECT_EQ(run_greisen(words).exit_code, 2) << words;
}

TEST(Cli, AllWrongGlobalValuesAreToldAtOnce) {
  const ProgramRun run = run_greisen("list reasons --threads 0 --memory lots --tile 100 --progress barr --color red");
  EXPECT_EQ(run.exit_code, 2);
  for (const char* option :
       {"--threads 0", "--memory lots", "--tile 100", "--progress barr", "--color red", "5 errors."})
    EXPECT_THAT(run.err, HasSubstr(option));
}

TEST(Cli, GlobalOptionsStandBeforeOrAfterTheVerb) {
  const Json before = object_of(run_greisen("--threads 1 --json doctor"));
  const Json after = object_of(run_greisen("doctor --json --threads=1"));
  EXPECT_EQ(before.value("threads", 0), 1);
  EXPECT_EQ(after.value("threads", 0), 1);
  EXPECT_EQ(object_of(run_greisen("--threads 3 doctor --json --threads 2")).value("threads", 0), 2);
}

TEST(Cli, ThreadsComeFromTheEnvironmentUnlessGiven) {
  EXPECT_EQ(object_of(run_greisen("doctor --json", "OMP_NUM_THREADS=1")).value("threads", 0), 1);
  EXPECT_EQ(object_of(run_greisen("doctor --json --threads 2", "OMP_NUM_THREADS=1")).value("threads", 0), 2);
}

TEST(Cli, MemoryTakesSizes) {
  EXPECT_EQ(object_of(run_greisen("doctor --json --memory 1.5GiB")).value("memory_bytes", 0LL), 1610612736LL);
}

TEST(Cli, SettingASurveyKeyNeedsAVerbThatReadsOne) {
  const ProgramRun run = run_greisen("list sensors --set seed=1");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("E2009"));
}

TEST(Cli, JsonIsOneObjectOnStdoutOnSuccess) {
  for (const char* words : {"list sensors", "list steps", "explain al_clay", "schema", "doctor", "completion bash",
                            "man", "help", "help run"}) {
    const ProgramRun run = run_greisen(std::string(words) + " --json");
    EXPECT_EQ(run.exit_code, 0) << words;
    const Json json = object_of(run);
    EXPECT_EQ(json.value("status", ""), "ok") << words;
    EXPECT_EQ(json.value("exit_code", -1), 0) << words;
  }
}

TEST(Cli, JsonIsOneObjectOnStdoutOnFailure) {
  for (const char* words : {"", "rnu", "list", "list sensors --thraeds 3", "explain nothing_like_it",
                            "inspect nowhere.tif", "run nowhere.yaml"}) {
    const ProgramRun run = run_greisen("--json " + std::string(words));
    const Json json = object_of(run);
    EXPECT_NE(run.exit_code, 0) << words;
    EXPECT_EQ(json.value("status", ""), "error") << words;
    EXPECT_EQ(json.value("exit_code", -1), run.exit_code) << words;
    ASSERT_TRUE(json.contains("error")) << words;
    const std::string code = json["error"].value("code", "");
    EXPECT_EQ(code.substr(0, 2), "E" + std::to_string(run.exit_code)) << words;
    EXPECT_NE(json["error"].value("message", ""), "") << words;
    EXPECT_TRUE(json["error"].contains("hint")) << words;
    EXPECT_TRUE(json["error"]["where"].contains("line")) << words;
    EXPECT_FALSE(json["errors"].empty()) << words;
  }
}

TEST(Cli, JsonTellsThePlaceInAFile) {
  const greisen::testing::TempFolder folder;
  std::ofstream(folder.file("bad.yaml")) << "version: 1\nmodl: x\n";
  const ProgramRun run = run_greisen("check --json " + shell_word(folder.file("bad.yaml")));
  EXPECT_EQ(run.exit_code, 2);
  const Json json = object_of(run);
  bool found = false;
  for (const Json& problem : json["errors"]) {
    found = found || (problem.value("code", "") == "E2101" && problem["where"].value("line", 0) == 2 &&
                      problem["where"].value("column", 0) == 1);
  }
  EXPECT_TRUE(found) << run.out;
}

TEST(Cli, ColourIsThereOnlyWhereAsked) {
  constexpr const char* kEscape = "\x1b[";
  EXPECT_THAT(run_greisen("rnu").err, Not(HasSubstr(kEscape)));
  EXPECT_THAT(run_greisen("rnu --color always").err, HasSubstr(kEscape));
  EXPECT_THAT(run_greisen("--color=always rnu", "NO_COLOR=1").err, HasSubstr(kEscape));
  EXPECT_THAT(run_greisen("rnu", "CLICOLOR_FORCE=1").err, HasSubstr(kEscape));
  EXPECT_THAT(run_greisen("rnu", "CLICOLOR_FORCE=1 NO_COLOR=1").err, Not(HasSubstr(kEscape)));
  EXPECT_THAT(run_greisen("rnu --color never", "CLICOLOR_FORCE=1").err, Not(HasSubstr(kEscape)));
}

TEST(Cli, ResultsThatDoNotArriveAreNoSuccess) {
  for (const char* redirect : {">/dev/full", ">&-"}) {
    const ProgramRun run = run_greisen("list reasons", "", redirect);
    EXPECT_EQ(run.exit_code, 7) << redirect;
    EXPECT_THAT(run.err, HasSubstr("E7004")) << redirect;
  }
}

TEST(Cli, AClosedPipeEndsQuietly) {
  const ProgramRun run = run_greisen("list indices --json", "", "| true");
  EXPECT_EQ(run.err, "");
}

TEST(Cli, TheLogFileHoldsTheError) {
  const greisen::testing::TempFolder folder;
  const std::string log = folder.file("log.txt");
  EXPECT_EQ(run_greisen("explain nothing_like_it --log-file " + shell_word(log)).exit_code, 2);
  std::ifstream file(log);
  EXPECT_THAT(std::string(std::istreambuf_iterator<char>(file), {}), HasSubstr("E2020"));
}

TEST(Cli, HostileWordsAreRefusedInOneLine) {
  const ProgramRun run = run_greisen("explain \"$(printf 'a\\033[2J\\377b')\" --json");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(object_of(run).dump(), Not(HasSubstr("\\u001b")));
}

/// Everything that begins with a dash in the options of a help page.
std::set<std::string> flags_in(const std::string& page) {
  std::set<std::string> flags;
  for (std::size_t at = page.find("--"); at != std::string::npos; at = page.find("--", at + 2)) {
    const std::size_t end = page.find_first_not_of("-abcdefghijklmnopqrstuvwxyz", at);
    if (end - at > 2 && (page[at - 1] == ' ')) flags.insert(page.substr(at, end - at));
  }
  return flags;
}

TEST(Cli, EveryFlagOfTheHelpIsCompleted) {
  const std::string offered = run_greisen("completion words").out;
  for (const std::string& name : verb_names()) {
    EXPECT_THAT(offered, HasSubstr(name + "\t"));
    const std::string page = run_greisen("help " + name).out;
    const std::string flags = run_greisen("completion words -- " + name + " --").out;
    for (const std::string& flag : flags_in(page.substr(0, page.find("\nExamples:"))))
      EXPECT_THAT(flags, HasSubstr(flag + "\t")) << name;
  }
  EXPECT_THAT(run_greisen("completion bsh").err, HasSubstr("did you mean 'bash'?"));
}

}  // namespace
}  // namespace greisen::test
