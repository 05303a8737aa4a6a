// SPDX-License-Identifier: Apache-2.0
// What shells offer: asked of the shells themselves.
#include <array>
#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

int shell(const std::string& command) {
  return std::system(command.c_str());  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
}

std::string text_in(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Completion : public ::testing::Test {
 protected:
  /// What bash offers after the words, the last of them being typed; `--a=b` is given as bash splits it: "--a = b".
  std::string bash(const std::string& words) {
    const std::string script = folder_.file("complete.sh");
    std::ofstream(script) << program() << run_greisen("completion bash").out << "COMP_WORDS=(" << words
                          << ")\nCOMP_CWORD=$((${#COMP_WORDS[@]}-1))\n_greisen\necho \"${COMPREPLY[*]}\"\n";
    const std::string out = folder_.file("offers");
    EXPECT_EQ(shell("bash " + shell_word(script) + " >" + shell_word(out)), 0);
    const std::string text = text_in(out);
    return text.substr(0, text.find('\n'));
  }

  /// What fish offers for a line, in its order.
  std::string fish(const std::string& line) {
    const std::string script = folder_.file("greisen.fish");
    std::ofstream(script) << run_greisen("completion fish").out;
    const std::string out = folder_.file("offers");
    const std::string words = "function greisen; " + shell_word(GREISEN_PROGRAM) + " $argv; end; source " +
                              shell_word(script) + "; complete -C " + shell_word(line);
    EXPECT_EQ(shell("cd " + shell_word(folder_.file("")) + " && fish --no-config -c " + shell_word(words) + " >" +
                    shell_word(out)),
              0);
    return text_in(out);
  }

  static std::string program() { return "greisen() { " + shell_word(GREISEN_PROGRAM) + " \"$@\"; }\n"; }

  greisen::testing::TempFolder folder_;
};

TEST_F(Completion, BashOffersVerbsOptionsAndCatalogueNames) {
  EXPECT_EQ(bash("greisen expl"), "explain");
  EXPECT_EQ(bash("greisen list sp"), "spectra");
  EXPECT_EQ(bash("greisen run --thr"), "--threads");
  EXPECT_EQ(bash("greisen list indices --sensor sent"), "sentinel2");
  EXPECT_EQ(bash("greisen --tile 12"), "128");
  EXPECT_EQ(bash("greisen init cerro --model li-"), "li-pegmatite");
  EXPECT_EQ(bash("greisen list indices --log-file s"), "");
}

TEST_F(Completion, BashKnowsWhichArgumentIsTyped) {
  EXPECT_THAT(bash("greisen apply spectral_an"), HasSubstr("spectral_angle"));
  EXPECT_EQ(bash("greisen export run --kmz --mb"), "--mbtiles");
  EXPECT_EQ(bash("greisen apply pca ''"), "") << "the second argument is a file";
  EXPECT_THAT(bash("greisen apply -o out.tif spectral_an"), HasSubstr("spectral_angle"));
  EXPECT_THAT(bash("greisen explain al_clay spectral_an"), HasSubstr("spectral_angle"));
  EXPECT_EQ(bash("greisen --log-file run do"), "doctor") << "the value of an option is no verb";
}

TEST_F(Completion, BashTakesValuesAfterAnEqualsSignAndInLists) {
  EXPECT_EQ(bash("greisen list indices --sensor = sent"), "sentinel2");
  EXPECT_THAT(bash("greisen list indices --sensor ="), HasSubstr("sentinel2"));
  EXPECT_EQ(bash("greisen compute a.tif --index al_clay_"), "al_clay_ab");
  EXPECT_EQ(bash("greisen compute a.tif --index ndvi,al_clay_"), "ndvi,al_clay_ab");
}

TEST_F(Completion, FishOffersVerbsOptionsAndCatalogueNames) {
  if (shell("command -v fish >/dev/null 2>&1") != 0) GTEST_SKIP() << "no fish here";
  std::ofstream(folder_.file("stack.tif")) << "x";
  EXPECT_THAT(fish("greisen exp"), HasSubstr("explain\t"));
  EXPECT_THAT(fish("greisen run --thr"), HasSubstr("--threads\t"));
  EXPECT_THAT(fish("greisen list indices --sensor sent"), HasSubstr("sentinel2"));
  EXPECT_THAT(fish("greisen compute a.tif --index ndvi,al_cla"), HasSubstr("ndvi,al_clay"));
  EXPECT_THAT(fish("greisen apply pca st"), HasSubstr("stack.tif"));
  EXPECT_THAT(fish("greisen list s"), Not(HasSubstr("stack.tif")));
}

TEST_F(Completion, ZshReadsItsScript) {
  if (shell("command -v zsh >/dev/null 2>&1") != 0) GTEST_SKIP() << "no zsh here";
  const std::string script = folder_.file("_greisen");
  std::ofstream(script) << run_greisen("completion zsh").out;
  EXPECT_EQ(shell("zsh -n " + shell_word(script)), 0);
  const std::string words = "autoload -U compinit; compinit -D -u; fpath=(" + shell_word(folder_.file("")) +
                            " $fpath); source " + shell_word(script) + "; [[ ${_comps[greisen]} == _greisen ]]";
  EXPECT_EQ(shell("zsh -f -c " + shell_word(words)), 0);
}

TEST_F(Completion, WordsTellWhatElseMayStandThere) {
  EXPECT_EQ(run_greisen("completion words -- list sp").out, "spectra\n");
  EXPECT_EQ(run_greisen("completion words -- list indices --sensor=sentinel2").out, "--sensor=sentinel2\n");
  EXPECT_EQ(run_greisen("completion words -- run --output x").out, ":folder\n");
  EXPECT_THAT(run_greisen("completion words -- compute a.tif --index ndvi,al_clay_").out,
              HasSubstr("ndvi,al_clay_ab\n:list\n"));
  EXPECT_EQ(run_greisen("completion words -- run --no-such-option").out, "");
  EXPECT_THAT(run_greisen("completion words").out, HasSubstr("explain\t"));
}

}  // namespace
}  // namespace greisen::test
