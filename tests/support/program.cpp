// SPDX-License-Identifier: Apache-2.0
#include "support/program.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <sys/wait.h>

#include "support/graph_fixture.hpp"

namespace greisen::test {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

std::string shell_word(const std::string& text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

ProgramRun run_greisen(const std::string& arguments, const std::string& environment, const std::string& redirect) {
  const greisen::testing::TempFolder folder;
  const std::string out = folder.file("out");
  const std::string err = folder.file("err");
  const std::string clean = "env -u NO_COLOR -u CLICOLOR_FORCE -u OMP_NUM_THREADS -u COLUMNS " + environment + " ";
  const std::string command = clean + shell_word(GREISEN_PROGRAM) + " " + arguments + " </dev/null 2>" +
                              shell_word(err) + " " + (redirect.empty() ? ">" + shell_word(out) : redirect);
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c,concurrency-mt-unsafe): our own words
  ProgramRun run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  run.out = text_of(out);
  run.err = text_of(err);
  return run;
}

}  // namespace greisen::test
