// SPDX-License-Identifier: Apache-2.0
#include "base/process/interrupt.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

#include <poll.h>

#include "base/progress_line.hpp"

namespace greisen {

namespace {

// A signal handler gets no argument of ours, so these values have to be reachable from everywhere.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<int> caught_signal = 0;
std::atomic<const timer_t*> grace_timer = nullptr;
std::atomic<int> code_delivered = 0;
std::atomic<bool> as_json = false;
std::atomic<bool> plain_letters = true;
std::array<std::atomic<const char*>, RemovedWhenStopped::kMost> folders_to_remove = {};
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<const char*>::is_always_lock_free,
              "a signal handler may not wait");

// All below, down to `install`, runs in signal handlers: system calls and nothing else.

/// Where stderr takes it at once: a pipe that nobody empties keeps no program from ending.
void say(std::string_view text) {
  pollfd place = {STDERR_FILENO, POLLOUT, 0};
  if (poll(&place, 1, 0) == 1 && (place.revents & POLLOUT) != 0)
    static_cast<void>(!write(STDERR_FILENO, text.data(), text.size()));
}

void say_stopping() {
  if (as_json) return say("{\"event\":\"stopping\"}\n");
  if (isatty(STDERR_FILENO) != 0) say("\r\x1b[K");  // over the live line
  say(plain_letters ? "stopping... (a second signal ends at once)\n" : "stopping… (a second signal ends at once)\n");
}

void say_stopped() {
  if (as_json) return say("{\"event\":\"stopped\"}\n");
  if (isatty(STDERR_FILENO) != 0) say("\r\x1b[K");
  say("stopped where it stood: files under their final names are whole, what is done is kept. To go on: the same "
      "command "
      "again\n");
}

/// One entry of a folder as the kernel hands it out (getdents64(2)).
struct Entry {
  std::uint64_t inode;
  std::int64_t next;
  std::uint16_t bytes;
  unsigned char type;
};
constexpr std::size_t kNameAt = offsetof(Entry, type) + 1;

bool empty_folder(int folder, int depth);

void remove_entry(int folder, const char* name, int depth) {
  if (std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0 || unlinkat(folder, name, 0) == 0 || depth == 0)
    return;
  const int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (inner < 0) return;
  empty_folder(inner, depth - 1);
  close(inner);
  unlinkat(folder, name, AT_REMOVEDIR);
}

bool empty_folder(int folder, int depth) {
  alignas(Entry) std::array<char, 4096> room;
  for (;;) {
    const auto got = syscall(SYS_getdents64, folder, room.data(), room.size());
    if (got <= 0) return got == 0;
    for (long at = 0; at < got;) {
      Entry entry = {};
      std::memcpy(&entry, room.data() + at, kNameAt);
      remove_entry(folder, room.data() + at + kNameAt, depth);
      at += entry.bytes;
    }
  }
}

[[noreturn]] void end_where_it_stands(int number) {
  constexpr int kDeepest = 3;
  for (const std::atomic<const char*>& place : folders_to_remove) {
    const char* const name = place.load();
    const int folder = name == nullptr ? -1 : open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) continue;
    empty_folder(folder, kDeepest);
    rmdir(name);
  }
  _exit(128 + number);
}

void on_signal(int number) {
  int none = 0;
  if (!caught_signal.compare_exchange_strong(none, number)) end_where_it_stands(number);
  constexpr auto kSeconds = static_cast<time_t>(InterruptScope::kGraceSeconds);
  constexpr auto kNanoseconds = static_cast<long>((InterruptScope::kGraceSeconds - kSeconds) * 1e9);
  const itimerspec grace = {{0, 0}, {kSeconds, kNanoseconds}};
  const timer_t* const timer = grace_timer.load();
  if (timer != nullptr) timer_settime(*timer, 0, &grace, nullptr);
  say_stopping();
}

void on_grace_over(int /*number*/) {
  say_stopped();
  end_where_it_stands(caught_signal.load());
}

void on_late_signal(int /*number*/) { _exit(code_delivered.load()); }

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
  as_json = false;
  plain_letters = !shows_utf8();
  const int over = SIGRTMAX - 1;
  install(over, on_grace_over, &old_timer_);
  sigevent event = {};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = over;
  if (timer_create(CLOCK_MONOTONIC, &event, &timer_) == 0) grace_timer = &timer_;
  install(SIGINT, on_signal, &old_int_);
  install(SIGTERM, on_signal, &old_term_);
  install(SIGHUP, on_signal, &old_hangup_);
  if (old_hangup_.sa_handler == SIG_IGN) sigaction(SIGHUP, &old_hangup_, nullptr);
  install(SIGPIPE, SIG_IGN, &old_pipe_);
}

void InterruptScope::delivered(int exit_code) noexcept {
  code_delivered = exit_code;
  for (auto [number, old] : {std::pair{SIGINT, &old_int_}, {SIGTERM, &old_term_}, {SIGHUP, &old_hangup_}}) {
    struct sigaction now = {};
    sigaction(number, nullptr, &now);
    if (now.sa_handler != SIG_IGN) install(number, on_late_signal, &now);
    sigaction(number, nullptr, old);
  }
}

InterruptScope::~InterruptScope() {
  sigaction(SIGINT, &old_int_, nullptr);
  sigaction(SIGTERM, &old_term_, nullptr);
  sigaction(SIGHUP, &old_hangup_, nullptr);
  sigaction(SIGPIPE, &old_pipe_, nullptr);
  if (grace_timer.exchange(nullptr) != nullptr) timer_delete(timer_);
  sigaction(SIGRTMAX - 1, &old_timer_, nullptr);
}

bool interrupted() noexcept { return caught_signal.load(std::memory_order_relaxed) != 0; }
int signal_number() noexcept { return caught_signal.load(std::memory_order_relaxed); }
void say_stops_as_json() noexcept { as_json = true; }

void stop_if_interrupted() {
  if (interrupted()) throw Interrupted();
}

RemovedWhenStopped::RemovedWhenStopped(std::string folder) : folder_(std::move(folder)) {
  for (int i = 0; i < kMost && place_ < 0; ++i) {
    const char* none = nullptr;
    if (folders_to_remove[static_cast<std::size_t>(i)].compare_exchange_strong(none, folder_.c_str())) place_ = i;
  }
}

RemovedWhenStopped::~RemovedWhenStopped() {
  if (place_ >= 0) folders_to_remove[static_cast<std::size_t>(place_)] = nullptr;
}

}  // namespace greisen
