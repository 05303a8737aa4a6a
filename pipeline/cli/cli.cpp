// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/cli.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <map>
#include <new>
#include <optional>
#include <system_error>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "base/process/helper_process.hpp"
#include "base/process/interrupt.hpp"
#include "base/process/limits.hpp"
#include "base/process/terminal.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/guarded_files.hpp"
#include "geo/gdal/network.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/cli/globals.hpp"
#include "pipeline/cli/outcome.hpp"
#include "pipeline/cli/problems.hpp"
#include "pipeline/cli/tree.hpp"

namespace greisen {
namespace {

constexpr std::array<std::string_view, 3> kSurveyVerbs = {"check", "plan", "run"};

/// The words of a command line as a tree that knows them.
struct CommandLine {
  CLI::App app{"Ranked tungsten and lithium-pegmatite targets from satellite scenes", "greisen"};
  GlobalTexts texts = {};
  const std::vector<Verb>& table;
  std::map<std::string, std::function<VerbResult(Session&)>> runners = {};
  std::string help_of = {};

  explicit CommandLine(const std::vector<Verb>& verbs);
  [[nodiscard]] const Verb& find(std::string_view name) const;
};

/// One value a mention: `--param a=1 stack.tif` names one parameter and one file.
void take_one_value_a_mention(CLI::App& app) {
  for (CLI::Option* option : app.get_options([](CLI::Option* one) { return !one->get_positional(); }))
    option->allow_extra_args(false);
}

CommandLine::CommandLine(const std::vector<Verb>& verbs) : table(verbs) {
  app.require_subcommand(0, 1);
  app.allow_extras();  // also of the verbs: what is left over is told in our own words
  app.set_help_flag("-h,--help", "Help, also after a verb");
  app.set_version_flag("--version", GREISEN_VERSION, "The version of this program");
  std::vector<std::string> names;
  for (const Verb& verb : table) {
    CLI::App& own = *app.add_subcommand(std::string(verb.name), std::string(verb.summary));
    own.set_help_flag("-h,--help", "This page");
    Declaration declared(own);
    runners[std::string(verb.name)] = verb.declare(declared);
    declare_globals(declared, texts);
    take_one_value_a_mention(own);
    names.emplace_back(verb.name);
  }
  Declaration declared(app);
  declare_globals(declared, texts);
  take_one_value_a_mention(app);
  CLI::App& help = *app.add_subcommand("help", "What a verb does, its options, examples");
  help.add_option("VERB", help_of, "The verb")->type_name(join(names, "|"));
  help.add_flag("--json", texts.json, "One JSON object on stdout")->group(kGlobalGroup);
}

const Verb& CommandLine::find(std::string_view name) const {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Verb& verb) { return verb.name == name; });
  if (found != table.end()) return *found;
  std::vector<std::string> names;
  for (const Verb& verb : table) names.emplace_back(verb.name);
  const std::string near = nearest(name, names);
  throw Error({"E2002",
               "no verb " + printable(name),
               {},
               near.empty() ? "greisen help lists the verbs" : "did you mean '" + near + "'?"});
}

VerbResult told(const std::string& key, const std::string& text) {
  return {0, text, "{" + json_string(key) + ":" + json_string(text) + "}"};
}

VerbResult help_page(const CommandLine& line, const std::string& verb) {
  if (verb.empty() || verb == "help") return told("help", first_screen(line.table, describe(line.app)));
  const Verb& row = line.find(verb);  // first: the library's own error for an unknown name is no help
  return told("help", verb_page(row, describe(*line.app.get_subcommand(verb))));
}

void refuse(std::vector<Problem> problems) {
  if (!problems.empty()) throw Error(std::move(problems));
}

/// Help and version are answers; any other end of parsing is an Error.
std::optional<VerbResult> parse(CommandLine& line, std::vector<std::string> words) {
  std::reverse(words.begin(), words.end());  // as CLI11 takes them
  try {
    line.app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    refuse(unknown_verbs(line.app));
    const CLI::App* const verb = given_verb(line.app);
    return help_page(line, verb == nullptr ? "" : verb->get_name());
  } catch (const CLI::CallForVersion&) {
    return told("version", "greisen " GREISEN_VERSION "\n");
  } catch (const CLI::ParseError& failure) {
    refuse(unknown_verbs(line.app));
    std::vector<Problem> problems = unknown_words(line.app);
    problems.push_back(problem_of(failure, line.app));
    throw Error(std::move(problems));
  }
  refuse(unknown_verbs(line.app));
  refuse(unknown_words(line.app));
  return std::nullopt;
}

void refuse_idle_assignments(const std::string& verb, const Globals& globals) {
  const bool reads_survey = std::find(kSurveyVerbs.begin(), kSurveyVerbs.end(), verb) != kSurveyVerbs.end();
  if (globals.assignments.empty() || reads_survey) return;
  throw Error({"E2009",
               "--set changes a survey, and greisen " + verb + " reads none",
               {},
               "leave it out, or give it to check, plan or run"});
}

Outcome run_verb(const CommandLine& line, const std::string& name, std::vector<std::string> words) {
  Settled settled = settle(line.texts, std::move(words));
  refuse_idle_assignments(name, settled.globals);
  Log log(settled.log);
  if (const int threads = threads_that_start(settled.globals.threads); threads < settled.globals.threads) {
    log.warn("W7007", "the system grants " + std::to_string(threads) + " of " +
                          std::to_string(settled.globals.threads) + " threads: these are used");
    settled.globals.threads = threads;
  }
  Progress progress(settled.progress, &log);
  if (settled.progress.mode == ProgressMode::json) say_stops_as_json();
  const geo::GdalSession gdal;
  if (line.texts.network) geo::open_network();
  for (const std::string& word : settled.globals.command_line) geo::name_hosts(word);
  Session session{settled.globals, log, progress};
  try {
    return outcome_of(line.runners.at(name)(session), settled.globals.json, log.warnings());
  } catch (const Error& error) {  // the log is to hold what ended the run
    if (!settled.log.file.empty()) std::ofstream(settled.log.file, std::ios::app) << for_terminal(error.what()) << '\n';
    return outcome_of(error.problems(), error.exit_code(), settled.globals.json,
                      wants_color(settled.log.color, STDERR_FILENO), log.warnings());
  }
}

Outcome answer(const std::vector<std::string>& words, const std::vector<Verb>& verbs) {
  CommandLine line(verbs);
  if (const auto told_at_once = parse(line, words)) return outcome_of(*told_at_once, wants_json(words), {});
  const CLI::App* const verb = given_verb(line.app);
  if (verb == nullptr) {
    if (!wants_json(words)) return {2, {}, first_screen(line.table, describe(line.app))};
    throw Error({"E2001", "no verb was given", {}, "greisen help lists the verbs"});
  }
  const std::string name = verb->get_name();
  if (name == "help") return outcome_of(help_page(line, line.help_of), wants_json(words), {});
  return run_verb(line, name, words);
}

Outcome outcome_or_failure(const std::vector<std::string>& words, const std::vector<Verb>& verbs) {
  const bool json = wants_json(words);
  const bool color = wants_color(color_mode(words), STDERR_FILENO);
  const auto stopped = [&] {
    return outcome_of(VerbResult{128 + signal_number(), "interrupted. To go on: the same command again\n", "{}"}, json,
                      {});
  };
  try {
    return answer(words, verbs);
  } catch (const Interrupted&) {
    return stopped();
  } catch (const Error& error) {
    if (interrupted()) return stopped();  // what was broken off says so in many ways
    return outcome_of(error.problems(), error.exit_code(), json, color);
  } catch (const std::bad_alloc&) {
    return outcome_of({{"E7003",
                        "the memory granted to this process is not enough",
                        {},
                        "give a smaller --memory, fewer --threads or a smaller area"}},
                      7, json, color);
  } catch (const std::exception& failure) {
    return outcome_of({{"E1001",
                        "an unexpected failure: " + printable(failure.what(), 400),
                        {},
                        "please report it with the command line"}},
                      1, json, color);
  }
}

/// Results that did not arrive are no success. Who closed the pipe (`| head`) knows it and is not told.
int delivered(const Outcome& outcome) {
  const int failure = write_streams(outcome);
  if (failure == 0) return outcome.exit_code;
  const Problem problem{"E7004",
                        "stdout did not take the results: " + std::generic_category().message(failure),
                        {},
                        "send them to a place that takes them"};
  if (failure != EPIPE) write_streams({7, {}, "error " + to_text(problem) + "\n"});
  return 7;
}

}  // namespace

int run_program(int argc, char** argv, const std::vector<Verb>& verbs) {
  static const std::array kHelpers = {geo::guarded_files()};
  serve_if_helper(argc, argv, kHelpers);
  try {
    keep_standard_streams();
    const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    return within_limits([&words, &verbs] {
      InterruptScope interrupts;
      const int code = delivered(outcome_or_failure(words, verbs));
      interrupts.delivered(code);
      return code;
    });
  } catch (...) {  // not even the message could be made
    std::fputs("error E7003: the memory granted to this process is not enough\n", stderr);
    return 7;
  }
}

}  // namespace greisen
