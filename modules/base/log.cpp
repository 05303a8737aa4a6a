// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/process/machine.hpp"
#include "base/process/terminal.hpp"
#include "base/secrets.hpp"

namespace greisen {

namespace {

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

const char* colour_of(LogLevel level) {
  switch (level) {
    case LogLevel::error:
      return "\x1b[31m\x1b[1m";
    case LogLevel::warn:
      return "\x1b[33m\x1b[1m";
    case LogLevel::info:
      return "";
    case LogLevel::debug:
      return "\x1b[36m";
  }
  return "";
}

/// "2024-05-17T09:30:00.123", as the clocks here go.
std::string stamp() {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts = {};
  localtime_r(&seconds, &parts);
  const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                     parts.tm_hour, parts.tm_min, parts.tm_sec, whole % 1000);
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
  bool colour = false;
  LogLevel level = LogLevel::info;
  std::ofstream file = {};
  std::mutex mutex = {};
  std::vector<Warning> warnings = {};
  std::set<std::pair<std::string, std::string>> told = {};
  std::function<void()> before_line = {};

  void write(LogLevel line_level, std::string_view whole) {
    const std::string text = for_terminal(with_word(line_level, without_secrets(whole)));
    const std::string_view colours = colour ? colour_of(line_level) : "";
    const std::scoped_lock lock(mutex);
    if (line_level <= level) {
      if (before_line) before_line();
      const std::string line = std::string(colours) + text + (colours.empty() ? "" : "\x1b[m") + "\n";
      std::fwrite(line.data(), 1, line.size(), stderr);
      std::fflush(stderr);
    }
    if (file.is_open() && !(file << stamp() << ' ' << text << '\n' << std::flush)) {
      file.close();
      const std::string last = with_word(LogLevel::warn, std::string("W1004") + ": the log file takes no more lines\n");
      std::fwrite(last.data(), 1, last.size(), stderr);
    }
  }
};

Log::Log(const LogOptions& options) : sinks_(std::make_unique<Sinks>()) {
  sinks_->colour = wants_color(options.color, STDERR_FILENO);
  sinks_->level = options.level;
  if (options.file.empty()) return;
  refuse_other_file(options.file);
  std::error_code unknown;
  std::filesystem::create_directories(std::filesystem::path(options.file).parent_path(), unknown);
  errno = 0;
  sinks_->file.open(options.file, std::ios::binary | std::ios::app);
  if (!sinks_->file)
    throw Error({"E7002",
                 "the log file cannot be written: " + std::generic_category().message(errno),
                 {options.file, 0, 0, {}},
                 "choose another file for --log-file"});
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
