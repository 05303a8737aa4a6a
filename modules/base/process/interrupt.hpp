// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>
#include <ctime>
#include <string>

namespace greisen {

/// While one lives, SIGINT, SIGTERM and SIGHUP (unless it was ignored, as under nohup) set a flag and say "stopping…"
/// on stderr. Loops ask the flag; what does not ask (a library's long call, a server that is silent) is ended where it
/// stands kGraceSeconds later, said in a line, with 128 + the signal's number: as safe as a kill, and
/// RemovedWhenStopped goes. A second signal ends the program so at once. SIGPIPE is ignored (a closed pipe is a write
/// error). One at a time; the handlers before it come back with its end.
class InterruptScope {
 public:
  static constexpr double kGraceSeconds = 2.3;

  InterruptScope();
  ~InterruptScope();
  InterruptScope(const InterruptScope&) = delete;
  InterruptScope& operator=(const InterruptScope&) = delete;

  /// The results are delivered: from now on and beyond the scope's end a signal ends the program at once with this
  /// code, for nothing is left to stop.
  void delivered(int exit_code) noexcept;

 private:
  struct sigaction old_int_ = {};
  struct sigaction old_term_ = {};
  struct sigaction old_hangup_ = {};
  struct sigaction old_pipe_ = {};
  struct sigaction old_timer_ = {};
  timer_t timer_ = {};
};

/// What ends the work of a thread that was told to stop. No std::exception: what handles failures lets it pass.
struct Interrupted {};

/// Has a signal come since the scope began? Cheap, from any thread.
bool interrupted() noexcept;
/// Throws Interrupted where one has come: for loops that leave nothing half done by being left.
void stop_if_interrupted();
/// SIGINT, SIGTERM, SIGHUP or 0; the exit code of an interrupted run is 128 + this.
int signal_number() noexcept;

/// The lines are objects of JSON from now on, as those of `--progress json` are.
void say_stops_as_json() noexcept;

/// A folder of this program's own, such as private copies, that goes also where the program is ended where it stands.
/// At most kMost at a time; one more is left where it lies.
class RemovedWhenStopped {
 public:
  static constexpr int kMost = 16;

  explicit RemovedWhenStopped(std::string folder);
  ~RemovedWhenStopped();
  RemovedWhenStopped(const RemovedWhenStopped&) = delete;
  RemovedWhenStopped& operator=(const RemovedWhenStopped&) = delete;

 private:
  std::string folder_;
  int place_ = -1;
};

}  // namespace greisen
