// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/outcome.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "base/process/terminal.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"

namespace greisen {
namespace {

using Json = nlohmann::ordered_json;

std::string written(const Json& json) {
  return json_for_terminal(json.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

std::string ended(std::string text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

Json where_json(const Where& where) {
  const auto counted = [](int number) { return number > 0 ? Json(number) : Json(nullptr); };
  return {{"file", where.file.empty() ? Json(nullptr) : Json(where.file)},
          {"line", counted(where.line)},
          {"column", counted(where.column)}};
}

Json problem_json(const Problem& problem) {
  return {
      {"code", problem.code}, {"message", problem.what}, {"where", where_json(problem.where)}, {"hint", problem.fix}};
}

void add_warnings(const std::vector<Warning>& warnings, Json& object) {
  if (warnings.empty() || object.contains("warnings")) return;
  object["warnings"] = Json::array();
  for (const Warning& warning : warnings)
    object["warnings"].push_back({{"code", warning.code}, {"text", warning.text}});
}

/// "1 error. Nothing was run. (exit 2)   greisen explain E2101"
std::string summary(const std::vector<Problem>& problems, int exit_code) {
  std::string text = problems.size() == 1 ? "1 error." : std::to_string(problems.size()) + " errors.";
  if (exit_code == 2) text += " Nothing was run.";
  return text + " (exit " + std::to_string(exit_code) + ")   greisen explain " + std::string(problems.front().code) +
         "\n";
}

}  // namespace

std::string to_json(const Problem& problem) {
  return problem_json(problem).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Outcome outcome_of(const VerbResult& result, bool json, const std::vector<Warning>& warnings) {
  Outcome outcome;
  outcome.exit_code = result.exit_code;
  if (!json) {
    outcome.out = for_terminal(without_secrets(ended(result.text)));
    return outcome;
  }
  Json object = {{"status", result.exit_code == 0 ? "ok" : "error"}, {"exit_code", result.exit_code}};
  const Json own = Json::parse(result.json, nullptr, false);
  if (!own.is_object()) throw Error({"E1001", "a verb's JSON is no object"});
  for (const auto& [key, value] : own.items()) {
    if (!object.contains(key)) object[key] = value;
  }
  add_warnings(warnings, object);
  outcome.out = without_secrets(written(object));
  return outcome;
}

Outcome outcome_of(const std::vector<Problem>& problems, int exit_code, bool json, bool color,
                   const std::vector<Warning>& warnings) {
  Outcome outcome;
  outcome.exit_code = exit_code;
  if (json) {
    Json object = {{"status", "error"}, {"exit_code", exit_code}, {"error", problem_json(problems.front())}};
    object["errors"] = Json::array();
    for (const Problem& problem : problems) object["errors"].push_back(problem_json(problem));
    add_warnings(warnings, object);
    outcome.out = written(object);
  }
  for (const Problem& problem : problems)
    outcome.err += (color ? "\x1b[31merror\x1b[0m " : "error ") + for_terminal(to_text(problem)) + "\n";
  outcome.err += summary(problems, exit_code);
  return outcome;
}

void keep_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    // the lowest free number is this one; opened the other way round, so that using it fails
    const int opened = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened > STDERR_FILENO) close(opened);
  }
}

int write_streams(const Outcome& outcome) {
  int failure = 0;
  if (!outcome.out.empty()) {
    errno = 0;
    const bool taken = std::fwrite(outcome.out.data(), 1, outcome.out.size(), stdout) == outcome.out.size();
    if (std::fflush(stdout) != 0 || !taken) failure = errno != 0 ? errno : EIO;
  }
  if (!outcome.err.empty()) {
    // nobody is left to hear of a stderr that fails
    static_cast<void>(std::fwrite(outcome.err.data(), 1, outcome.err.size(), stderr));
    static_cast<void>(std::fflush(stderr));
  }
  return failure;
}

}  // namespace greisen
