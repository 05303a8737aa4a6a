// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/globals.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.hpp"
#include "base/process/machine.hpp"
#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"

namespace greisen {
namespace {

constexpr std::int64_t kMostThreads = 1024;
constexpr std::uint64_t kLeastMemory = std::uint64_t{64} << 20U;

void add_text(Declaration& command, const char* name, std::string& text, const char* about, const char* type) {
  command.add_option(name, text, about)->type_name(type)->group(kGlobalGroup)->take_last();
}

Problem wrong(const char* option, const std::string& given, const std::string& what, const std::string& fix) {
  return {"E2008", std::string(option) + " " + printable(given) + ": " + what, {}, fix};
}

std::optional<ColorMode> color_of(std::string_view word) {
  if (word == "auto") return ColorMode::automatic;
  if (word == "always") return ColorMode::always;
  if (word == "never") return ColorMode::never;
  return std::nullopt;
}

void settle_words(const GlobalTexts& texts, Settled& settled, std::vector<Problem>& problems) {
  settled.log.level = texts.verbose ? LogLevel::debug : texts.quiet ? LogLevel::warn : LogLevel::info;
  if (texts.json && !texts.verbose) settled.log.level = LogLevel::error;  // the object holds the warnings
  settled.log.file = texts.log_file;
  if (texts.quiet) settled.progress.mode = ProgressMode::none;
  if (!texts.color.empty()) {
    const auto mode = color_of(texts.color);
    if (!mode) {
      const std::array<std::string, 3> words = {"auto", "always", "never"};
      problems.push_back(wrong("--color", texts.color, "no such choice", suggestion(texts.color, words)));
    }
    settled.log.color = mode.value_or(ColorMode::automatic);
  }
  if (!texts.progress.empty()) {
    const auto mode = parse_progress_mode(texts.progress);
    if (!mode) {
      const std::array<std::string, 5> words = {"auto", "bar", "plain", "json", "none"};
      problems.push_back(wrong("--progress", texts.progress, "no such choice", suggestion(texts.progress, words)));
    }
    settled.progress.mode = mode.value_or(ProgressMode::automatic);
  }
}

void settle_numbers(const GlobalTexts& texts, Globals& globals, std::vector<Problem>& problems) {
  globals.threads = default_threads();
  if (!texts.threads.empty()) {
    const auto threads = parse_int64(texts.threads);
    if (threads && *threads >= 1 && *threads <= kMostThreads) {
      globals.threads = static_cast<int>(*threads);
    } else {
      problems.push_back(wrong("--threads", texts.threads, "not a whole number from 1 to 1024",
                               "leave it out for the cores this process may use"));
    }
  }
  globals.memory_bytes = static_cast<std::size_t>(std::max(memory_available_bytes() / 2, kLeastMemory));
  if (!texts.memory.empty()) {
    const auto bytes = parse_size(texts.memory);
    if (bytes && *bytes >= kLeastMemory) {
      globals.memory_bytes = static_cast<std::size_t>(*bytes);
    } else {
      problems.push_back(wrong("--memory", texts.memory, bytes ? "less than 64 MiB, too little to work in" : "no size",
                               "write it as 512M or 4G"));
    }
  }
  if (!texts.tile.empty()) {
    const auto tile = parse_int64(texts.tile);
    if (tile && (*tile == 128 || *tile == 256 || *tile == 512)) {
      globals.tile_px = static_cast<int>(*tile);
    } else {
      problems.push_back(wrong("--tile", texts.tile, "no such choice", "use one of 128, 256, 512"));
    }
  }
}

}  // namespace

void declare_globals(Declaration& command, GlobalTexts& texts) {
  const auto flag = [&command](const char* name, bool& value, const char* about) {
    command.add_flag(name, value, about)->group(kGlobalGroup);
  };
  flag("-v,--verbose", texts.verbose, "Tell more");
  flag("-q,--quiet", texts.quiet, "Tell warnings and errors only");
  flag("--json", texts.json, "One JSON object on stdout, also when something fails");
  add_text(command, "--progress", texts.progress, "How far it is, on stderr", "auto|bar|plain|json|none");
  add_text(command, "--log-file", texts.log_file, "Write the log here too, with times", "FILE");
  add_text(command, "--threads", texts.threads, "Default: OMP_NUM_THREADS, else the cores granted", "N");
  add_text(command, "--memory", texts.memory, "Upper bound such as 4G; default: half of what is there", "SIZE");
  add_text(command, "--tile", texts.tile, "Pixels a side of a tile of work; no result depends on it", "128|256|512");
  flag("--overwrite", texts.overwrite, "Replace files that are there");
  flag("--network", texts.network, "Let files reach any host; else only hosts that you name");
  add_text(command, "--color", texts.color, "Colour on stderr; NO_COLOR is honoured", "auto|always|never");
  command
      .add_to_list("--set", texts.assignments,
                   "Another value for a key of the survey, such as grid.resolution_m=20; repeatable")
      ->type_name("KEY=VALUE")
      ->group(kGlobalGroup)
      ->take_all();
}

Settled settle(const GlobalTexts& texts, std::vector<std::string> command_line) {
  Settled settled;
  std::vector<Problem> problems;
  settle_words(texts, settled, problems);
  settle_numbers(texts, settled.globals, problems);
  if (texts.verbose && texts.quiet)
    problems.push_back(wrong("-v", "-q", "they contradict each other", "give one of them"));
  if (!problems.empty()) throw Error(std::move(problems));
  settled.globals.json = texts.json;
  settled.globals.overwrite = texts.overwrite;
  settled.globals.assignments = texts.assignments;
  settled.globals.command_line = std::move(command_line);
  return settled;
}

bool wants_json(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::find(words.begin(), end, "--json") != end;
}

ColorMode color_mode(const std::vector<std::string>& words) {
  constexpr std::string_view kName = "--color";
  ColorMode mode = ColorMode::automatic;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (words[i] == kName && i + 1 < words.size()) mode = color_of(words[i + 1]).value_or(mode);
    if (words[i].starts_with("--color=")) mode = color_of(words[i].substr(kName.size() + 1)).value_or(mode);
  }
  return mode;
}

}  // namespace greisen
