// SPDX-License-Identifier: Apache-2.0
#include "base/process/limits.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <latch>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

#include <pthread.h>

namespace greisen {
namespace {

constexpr std::size_t kStackBytes = std::size_t{8} << 20U;
constexpr rlim_t kMostFiles = 65'536;

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a signal handler gets no argument of ours
thread_local volatile std::sig_atomic_t taken_for_granted = 0;

/// GLib, below the map sheet, ends the process by this signal where it gets no memory or no thread.
void on_trap(int /*number*/) { end_without_memory(); }

/// Libraries in C that do not ask whether they got memory end by these; where there is some left it is a fault.
void on_fault(int number) {
  constexpr std::size_t kBytes = std::size_t{1} << 20U;
  void* const some = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (some == MAP_FAILED || taken_for_granted != 0) end_without_memory();
  static_cast<void>(std::signal(number, SIG_DFL));
  static_cast<void>(std::raise(number));
}

/// Sanitizers and debuggers have handlers of their own, which stay.
void explain_faults() {
  for (const int number : {SIGSEGV, SIGABRT}) {
    struct sigaction now = {};
    if (::sigaction(number, nullptr, &now) == 0 && now.sa_handler == SIG_DFL)
      static_cast<void>(std::signal(number, on_fault));
  }
}

void allow_many_files() {
  struct rlimit files = {};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= kMostFiles) return;
  files.rlim_cur = std::min(files.rlim_max, kMostFiles);
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &files));
}

/// Of threads that are begun from now on, OpenMP's too. Threads take theirs from the limit of the stack.
void give_threads_stacks() {
  pthread_attr_t attributes = {};
  std::size_t bytes = 0;
  if (::pthread_getattr_default_np(&attributes) != 0) return;
  if (::pthread_attr_getstacksize(&attributes, &bytes) == 0 && bytes < kStackBytes &&
      ::pthread_attr_setstacksize(&attributes, kStackBytes) == 0)
    static_cast<void>(::pthread_setattr_default_np(&attributes));
  static_cast<void>(::pthread_attr_destroy(&attributes));
}

std::vector<std::string> own_words() {
  std::ifstream list("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> words;
  for (std::string word; std::getline(list, word, '\0');) words.push_back(word);
  return words;
}

/// OpenMP's library takes the stacks of its threads from there before `main`: where they are too small threads end in a
/// fault, where they are too large it ends the program. Begun anew without, they get those of give_threads_stacks.
void set_wishes_for_stacks_aside() {
  bool any = false;
  for (const char* const name : {"OMP_STACKSIZE", "GOMP_STACKSIZE"}) {
    any = any || std::getenv(name) != nullptr;
    ::unsetenv(name);
  }
  std::vector<std::string> words = any ? own_words() : std::vector<std::string>();
  if (words.empty()) return;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string told = std::string("warning: ") + "W7005" + ": OMP_STACKSIZE is not heeded: threads get 8 MiB\n";
  if (::write(STDERR_FILENO, told.data(), told.size()) < 0) return;
  ::execv("/proc/self/exe", arguments.data());
}

bool stack_is_small() {
  struct rlimit stack = {};
  return ::getrlimit(RLIMIT_STACK, &stack) == 0 && stack.rlim_cur != RLIM_INFINITY && stack.rlim_cur < kStackBytes;
}

}  // namespace

void end_without_memory() {
  constexpr std::string_view kWords =
      "error E7003: a library got no memory or no thread of those granted to this process (ulimit), and could not go "
      "on\n  fix: raise the limit, or run the same command again with fewer --threads; what is done is kept\n";
  if (::write(STDERR_FILENO, kWords.data(), kWords.size()) < 0) ::_exit(7);  // nobody hears
  ::_exit(7);
}

int within_limits(const std::function<int()>& body) {
  set_wishes_for_stacks_aside();
  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
  static_cast<void>(std::signal(SIGTRAP, on_trap));
  explain_faults();
  allow_many_files();
  give_threads_stacks();
  if (!stack_is_small()) return body();
  int code = 1;
  std::thread roomy([&] { code = body(); });
  roomy.join();
  return code;
}

MemoryTakenForGranted::MemoryTakenForGranted() {
  const std::vector<char> spare(std::size_t{1} << 20U, ' ');
  [[maybe_unused]] const volatile char asked_for = spare.back();
  taken_for_granted = 1;
}

MemoryTakenForGranted::~MemoryTakenForGranted() { taken_for_granted = 0; }

int threads_that_start(int wanted) {
  std::latch over(1);
  std::vector<std::thread> started;
  try {
    while (static_cast<int>(started.size()) + 1 < wanted) started.emplace_back([&over] { over.wait(); });
  } catch (const std::system_error&) {  // as many as there are
  }
  over.count_down();
  for (std::thread& one : started) one.join();
  return static_cast<int>(started.size()) + 1;
}

}  // namespace greisen
