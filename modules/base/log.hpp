// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace greisen {

enum class LogLevel { error, warn, info, debug };
enum class ColorMode { automatic, always, never };

/// Does this stream get colour? always/never win; else NO_COLOR, CLICOLOR_FORCE, then: a terminal that is not dumb.
bool wants_color(ColorMode mode, int file_descriptor);

struct Warning {
  std::string code;  ///< "W4102": W and four digits of the area
  std::string text;
};

struct LogOptions {
  LogLevel level = LogLevel::info;  ///< what reaches stderr
  ColorMode color = ColorMode::automatic;
  std::string file = {};  ///< also written here, all levels, with times; empty: none
};

/// Lines for people, on stderr. Handed about by reference; may be called from any thread.
class Log {
 public:
  explicit Log(const LogOptions& options = {});  ///< E7002 if the file cannot be written
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void error(std::string_view text);
  void warn(std::string_view code, std::string_view text);  ///< kept for the RunRecord; the same warning is told once
  void info(std::string_view text);
  void debug(std::string_view text);

  [[nodiscard]] std::vector<Warning> warnings() const;
  [[nodiscard]] LogLevel level() const;
  /// Called before a line goes to stderr (the progress line steps aside); must not log.
  void set_before_line(std::function<void()> hook);

 private:
  struct Sinks;
  std::unique_ptr<Sinks> sinks_;
};

}  // namespace greisen
