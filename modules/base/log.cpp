// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <unistd.h>
#include <utility>

#include <spdlog/logger.h>
#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/sinks/basic_file_sink.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/process/machine.hpp"
#include "base/process/terminal.hpp"
#include "base/secrets.hpp"

namespace greisen {

namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::error:
      return spdlog::level::err;
    case LogLevel::warn:
      return spdlog::level::warn;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::debug:
      return spdlog::level::debug;
  }
  return spdlog::level::info;
}

// Words, never colour alone, tell the kind of a line.
std::string with_word(LogLevel level, std::string_view text) {
  switch (level) {
    case LogLevel::error:
      return "error: " + std::string(text);
    case LogLevel::warn:
      return "warning: " + std::string(text);
    case LogLevel::info:
      return std::string(text);
    case LogLevel::debug:
      return "debug: " + std::string(text);
  }
  return std::string(text);
}

std::shared_ptr<spdlog::sinks::sink> stderr_sink(const LogOptions& options) {
  const bool color = wants_color(options.color, STDERR_FILENO);
  auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(color ? spdlog::color_mode::always
                                                                              : spdlog::color_mode::never);
  sink->set_level(to_spdlog(options.level));
  sink->set_pattern("%^%v%$");
  sink->set_color(spdlog::level::info, sink->reset);
  return sink;
}

/// A log is written on in a log of ours, in an empty file and in a device, never in a file of another kind.
void refuse_other_file(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  static_cast<void>(settled_place(path));  // no address
  const fs::file_status status = fs::status(path, unknown);
  if (!fs::exists(status) || status.type() == fs::file_type::character) return;
  constexpr std::string_view kBegin = "0000-00-00T00:00:00.000 ";
  std::string begin(kBegin.size(), '\0');
  bool ours = fs::is_regular_file(status);
  if (ours) {
    std::ifstream file(path, std::ios::binary);
    file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    begin.resize(static_cast<std::size_t>(file.gcount()));
    const auto fits = [](char have, char form) { return form == '0' ? have >= '0' && have <= '9' : have == form; };
    ours = begin.empty() || std::ranges::equal(begin, kBegin, fits);
  }
  if (!ours)
    throw Error({"E2050",
                 "what stands there is no log of this program, and nothing is added to it",
                 {path, 0, 0, {}},
                 "choose another file for --log-file"});
}

}  // namespace

bool wants_color(ColorMode mode, int file_descriptor) {
  switch (mode) {
    case ColorMode::always:
      return true;
    case ColorMode::never:
      return false;
    case ColorMode::automatic:
      break;
  }
  if (!environment_variable("NO_COLOR").empty()) {
    return false;
  }
  const std::string forced = environment_variable("CLICOLOR_FORCE");
  if (!forced.empty() && forced != "0") {
    return true;
  }
  return is_tty(file_descriptor) && environment_variable("TERM") != "dumb";
}

struct Log::Sinks {
  Sinks(const std::vector<std::shared_ptr<spdlog::sinks::sink>>& outputs, LogLevel least)
      : logger("greisen", outputs.begin(), outputs.end()), level(least) {
    logger.set_level(spdlog::level::debug);
    logger.flush_on(spdlog::level::debug);
  }

  spdlog::logger logger;
  LogLevel level;
  std::mutex mutex = {};
  std::vector<Warning> warnings = {};
  std::set<std::pair<std::string, std::string>> told = {};
  std::function<void()> before_line = {};

  void write(LogLevel line_level, std::string_view whole) {
    const std::string text = without_secrets(whole);
    const std::scoped_lock lock(mutex);
    if (before_line && line_level <= level) {
      before_line();
    }
    logger.log(to_spdlog(line_level), for_terminal(with_word(line_level, text)));
  }
};

Log::Log(const LogOptions& options) {
  std::vector<std::shared_ptr<spdlog::sinks::sink>> sinks = {stderr_sink(options)};
  if (!options.file.empty()) {
    refuse_other_file(options.file);
    try {
      auto file = std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.file);
      file->set_pattern("%Y-%m-%dT%H:%M:%S.%e %v");
      sinks.push_back(std::move(file));
    } catch (const spdlog::spdlog_ex& failure) {
      throw Error({"E7002",
                   std::string("the log file cannot be written: ") + failure.what(),
                   {options.file, 0, 0, {}},
                   "choose another file for --log-file"});
    }
  }
  sinks_ = std::make_unique<Sinks>(sinks, options.level);
}

Log::~Log() = default;

void Log::error(std::string_view text) { sinks_->write(LogLevel::error, text); }
void Log::info(std::string_view text) { sinks_->write(LogLevel::info, text); }
void Log::debug(std::string_view text) { sinks_->write(LogLevel::debug, text); }

void Log::warn(std::string_view code, std::string_view whole) {
  const std::string text = without_secrets(whole);
  {
    const std::scoped_lock lock(sinks_->mutex);
    if (!sinks_->told.emplace(code, text).second) {
      return;
    }
    sinks_->warnings.push_back({std::string(code), text});
  }
  sinks_->write(LogLevel::warn, std::string(code) + ": " + text);
}

std::vector<Warning> Log::warnings() const {
  const std::scoped_lock lock(sinks_->mutex);
  return sinks_->warnings;
}

LogLevel Log::level() const { return sinks_->level; }

void Log::set_before_line(std::function<void()> hook) {
  const std::scoped_lock lock(sinks_->mutex);
  sinks_->before_line = std::move(hook);
}

}  // namespace greisen
