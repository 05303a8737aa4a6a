// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>

namespace greisen {

/// While one lives, SIGINT and SIGTERM set a flag; a second one ends the program at once with 128 + its number.
/// SIGPIPE is ignored (a closed pipe is a write error). One at a time; the handlers before it come back with its end.
class InterruptScope {
 public:
  InterruptScope();
  ~InterruptScope();
  InterruptScope(const InterruptScope&) = delete;
  InterruptScope& operator=(const InterruptScope&) = delete;

 private:
  struct sigaction old_int_ = {};
  struct sigaction old_term_ = {};
  struct sigaction old_pipe_ = {};
};

/// Has a signal come since the scope began? Cheap, from any thread.
bool interrupted() noexcept;
/// SIGINT, SIGTERM or 0; the exit code of an interrupted run is 128 + this.
int signal_number() noexcept;

}  // namespace greisen
