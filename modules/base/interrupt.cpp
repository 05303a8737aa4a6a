// SPDX-License-Identifier: Apache-2.0
#include "base/interrupt.hpp"

#include <atomic>
#include <unistd.h>

namespace greisen {

namespace {

// A signal handler gets no argument of ours, so this one value has to be reachable from everywhere.
std::atomic<int> caught_signal = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may not wait");

void on_signal(int number) {
  int none = 0;
  if (!caught_signal.compare_exchange_strong(none, number)) {
    _exit(128 + number);
  }
}

void install(int number, void (*handler)(int), struct sigaction* before) {
  struct sigaction action = {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(number, &action, before);
}

}  // namespace

InterruptScope::InterruptScope() {
  caught_signal = 0;
  install(SIGINT, on_signal, &old_int_);
  install(SIGTERM, on_signal, &old_term_);
  install(SIGPIPE, SIG_IGN, &old_pipe_);
}

InterruptScope::~InterruptScope() {
  sigaction(SIGINT, &old_int_, nullptr);
  sigaction(SIGTERM, &old_term_, nullptr);
  sigaction(SIGPIPE, &old_pipe_, nullptr);
}

bool interrupted() noexcept { return caught_signal.load(std::memory_order_relaxed) != 0; }
int signal_number() noexcept { return caught_signal.load(std::memory_order_relaxed); }

}  // namespace greisen
