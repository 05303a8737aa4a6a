// SPDX-License-Identifier: Apache-2.0
#include "base/progress.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <mutex>
#include <unistd.h>

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/process/machine.hpp"
#include "base/progress_line.hpp"
#include "base/text.hpp"

namespace greisen {

namespace {

constexpr double kSecondsBetweenUpdates = 1.0 / 12;
constexpr double kSecondsBetweenEvents = 0.5;
constexpr double kLongStepSeconds = 30;

struct ModeWord {
  std::string_view word;
  ProgressMode mode;
};
constexpr std::array<ModeWord, 5> kModes = {{{"auto", ProgressMode::automatic},
                                             {"bar", ProgressMode::bar},
                                             {"plain", ProgressMode::plain},
                                             {"json", ProgressMode::json},
                                             {"none", ProgressMode::none}}};

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

std::optional<ProgressMode> parse_progress_mode(std::string_view word) {
  const auto row = std::ranges::find(kModes, word, &ModeWord::word);
  return row == kModes.end() ? std::nullopt : std::optional(row->mode);
}

struct Progress::State {
  State(const ProgressOptions& wanted, Log* to)
      : options(wanted),
        log(to),
        live(is_tty(fileno(wanted.out)) && !dumb_terminal()),
        blocks(shows_utf8() && !dumb_terminal()) {
    if (options.mode == ProgressMode::automatic) {
      options.mode = live ? ProgressMode::bar : ProgressMode::plain;
    }
    if (!options.seconds) {
      options.seconds = steady_seconds;
    }
    width = options.width > 0 ? options.width : terminal_width(fileno(options.out));
  }

  ProgressOptions options;
  Log* log;
  bool live;
  bool blocks;
  int width = 80;
  std::mutex mutex = {};  // guards all below but the two atomics, and the stream
  std::size_t steps = 0;
  std::size_t step = 0;
  bool running = false;
  bool line_shown = false;
  std::string name = {};
  std::uint64_t pixels = 0;
  double step_began = 0;
  double run_began = 0;
  int quarter_told = 0;
  std::atomic<std::uint64_t> done = 0;
  std::atomic<double> next_update = 0;

  void print(std::string_view text) const {
    std::fwrite(text.data(), 1, text.size(), options.out);
    std::fflush(options.out);
  }

  void wipe() {
    if (line_shown) {
      print("\r\x1b[K");
      line_shown = false;
    }
  }

  [[nodiscard]] double share() const {
    return pixels == 0 ? 0 : std::min(1.0, static_cast<double>(done.load()) / static_cast<double>(pixels));
  }
  [[nodiscard]] double spent() const { return options.seconds() - step_began; }
  [[nodiscard]] double megapixels_per_second() const {
    const double seconds = spent();
    return seconds > 0 ? static_cast<double>(done.load()) / 1e6 / seconds : 0;
  }
  [[nodiscard]] std::string counter() const { return fmt::format("{}/{}", step, std::max(steps, step)); }

  void draw() {
    std::string line = fmt::format("{} {}", counter(), printable(name));
    if (pixels > 0) {
      line += fmt::format("  {} {:3.0f} %", progress_bar(share(), blocks), std::floor(share() * 100));
    }
    if (share() > 0 && share() < 1) {
      line += "  " + human_duration(spent() * (1 - share()) / share()) + " left";
    }
    if (done.load() > 0) {
      line += fmt::format("  {:.1f} MPx/s", megapixels_per_second());
    }
    print("\r\x1b[K" + first_columns(line, width - 1));
    line_shown = true;
  }

  void event(std::string_view kind, std::string_view more) const {
    print(fmt::format("{{\"event\":\"{}\"{}}}\n", kind, more));
  }
  [[nodiscard]] std::string step_fields() const {
    return fmt::format(",\"step\":{},\"steps\":{},\"name\":{}", step, std::max(steps, step), json_string(name));
  }

  void tell_progress() {
    switch (options.mode) {
      case ProgressMode::bar:
        return draw();
      case ProgressMode::plain:
        return tell_quarter();
      case ProgressMode::json:
        return event("progress", step_fields() + fmt::format(",\"pixels\":{},\"of\":{},\"mpx_per_s\":{:.3f}",
                                                             done.load(), pixels, megapixels_per_second()));
      case ProgressMode::automatic:
      case ProgressMode::none:
        return;
    }
  }

  void tell_quarter() {
    const int quarter = static_cast<int>(share() * 4);
    if (quarter > quarter_told && quarter < 4 && spent() >= kLongStepSeconds) {
      quarter_told = quarter;
      print(fmt::format("{} {}: {} %, {} left\n", counter(), printable(name), quarter * 25,
                        human_duration(spent() * (1 - share()) / share())));
    }
  }

  void tell_start() {
    switch (options.mode) {
      case ProgressMode::bar:
        return draw();
      case ProgressMode::plain:
        return print(fmt::format("{} {}\n", counter(), printable(name)));
      case ProgressMode::json:
        return event("step_started", step_fields() + fmt::format(",\"of\":{}", pixels));
      case ProgressMode::automatic:
      case ProgressMode::none:
        return;
    }
  }

  void tell_end() {
    const std::string speed = done.load() == 0 ? "" : fmt::format(", {:.1f} MPx/s", megapixels_per_second());
    switch (options.mode) {
      case ProgressMode::bar:
        wipe();
        [[fallthrough]];
      case ProgressMode::plain:
        return print(fmt::format("{} {}: done in {}{}\n", counter(), printable(name), human_duration(spent()), speed));
      case ProgressMode::json:
        return event("step_done", step_fields() + fmt::format(",\"seconds\":{:.3f}", spent()));
      case ProgressMode::automatic:
      case ProgressMode::none:
        return;
    }
  }
};

Progress::Progress(const ProgressOptions& options, Log* log) : state_(std::make_unique<State>(options, log)) {
  if (log != nullptr) {
    log->set_before_line([state = state_.get()] {
      const std::scoped_lock lock(state->mutex);
      state->wipe();
    });
  }
}

Progress::~Progress() {
  if (state_->log != nullptr) {
    state_->log->set_before_line({});
  }
  const std::scoped_lock lock(state_->mutex);
  state_->wipe();
}

ProgressMode Progress::mode() const { return state_->options.mode; }

void Progress::begin(std::size_t steps) {
  const std::scoped_lock lock(state_->mutex);
  state_->steps = steps;
  state_->step = 0;
  state_->run_began = state_->options.seconds();
}

void Progress::start_step(std::string_view name, std::uint64_t pixels) {
  State& state = *state_;
  const std::scoped_lock lock(state.mutex);
  ++state.step;
  state.name = name;
  state.pixels = pixels;
  state.done = 0;
  state.quarter_told = 0;
  state.step_began = state.options.seconds();
  state.next_update = state.step_began;
  state.running = true;
  state.tell_start();
}

// Most calls only add: the lock is tried when an update is due, and whoever finds it taken goes on.
void Progress::advance(std::uint64_t pixels) {
  State& state = *state_;
  state.done += pixels;
  if (state.options.mode == ProgressMode::none) {
    return;
  }
  const double now = state.options.seconds();
  if (now < state.next_update.load(std::memory_order_relaxed)) {
    return;
  }
  const std::unique_lock lock(state.mutex, std::try_to_lock);
  if (lock.owns_lock() && state.running && now >= state.next_update.load()) {
    state.next_update =
        now + (state.options.mode == ProgressMode::json ? kSecondsBetweenEvents : kSecondsBetweenUpdates);
    state.tell_progress();
  }
}

void Progress::finish_step() {
  State& state = *state_;
  const std::scoped_lock lock(state.mutex);
  if (state.running) {
    state.running = false;
    state.tell_end();
  }
}

void Progress::finish() {
  State& state = *state_;
  const std::scoped_lock lock(state.mutex);
  state.wipe();
  if (state.options.mode == ProgressMode::json) {
    state.event("done",
                fmt::format(",\"steps\":{},\"seconds\":{:.3f}", state.step, state.options.seconds() - state.run_began));
  }
}

}  // namespace greisen
