// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace greisen {

class Log;

/// automatic: bar on a terminal, plain elsewhere. bar: one live line. plain: a line at the start and end of a step, and
/// at 25, 50, 75 % once it has taken 30 s. json: one JSON object a line.
enum class ProgressMode { automatic, bar, plain, json, none };

/// "auto", "bar", "plain", "json", "none".
std::optional<ProgressMode> parse_progress_mode(std::string_view word);

struct ProgressOptions {
  ProgressMode mode = ProgressMode::automatic;
  std::FILE* out = stderr;
  std::function<double()> seconds = {};  ///< a clock, for tests; empty: the steady clock
  int width = 0;                         ///< of the live line; 0: ask the terminal
};

/// How far a run is. begin, start_step, finish_step and finish come from one thread; advance from any.
class Progress {
 public:
  explicit Progress(const ProgressOptions& options = {}, Log* log = nullptr);  ///< a log given steps over the live line
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void begin(std::size_t steps);
  void start_step(std::string_view name, std::uint64_t pixels);  ///< pixels 0: not known
  void advance(std::uint64_t pixels);
  void finish_step();
  void finish();
  [[nodiscard]] ProgressMode mode() const;  ///< never automatic

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greisen
