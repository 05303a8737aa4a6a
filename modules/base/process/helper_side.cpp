// SPDX-License-Identifier: Apache-2.0
#include "base/process/helper_side.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <span>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"
#include "base/process/wire.hpp"

namespace greisen {

namespace helper {
namespace {

// Sanitizers need an address space without a limit.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): of the process, and the handler's
std::span<const HelperKind> kinds_here = {};
bool serves = false;
int socket_of_handler = -1;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

/// The message with one descriptor beside it (unix(7), SCM_RIGHTS).
struct Packet {
  explicit Packet(Wanted& wanted) : bytes{&wanted, sizeof wanted} {
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = room.data();
    message.msg_controllen = room.size();
  }
  iovec bytes;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> room = {};
  msghdr message = {};
};

bool read_all(int socket, char* to, std::size_t bytes) {
  while (bytes > 0) {
    const ssize_t got = read(socket, to, bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    bytes -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(int socket, const char* from, std::size_t bytes) {
  while (bytes > 0) {
    const ssize_t sent = write(socket, from, bytes);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    from += sent;
    bytes -= static_cast<std::size_t>(sent);
  }
  return true;
}

void say(int socket, Says says, std::string_view bytes) {
  const Head head = {says, bytes.size()};
  if (!write_all(socket, reinterpret_cast<const char*>(&head), sizeof head) ||
      !write_all(socket, bytes.data(), bytes.size()))
    _exit(0);
}

void on_too_slow(int /*number*/) {
  const Head head = {Says::too_slow, 0};
  static_cast<void>(!write(socket_of_handler, &head, sizeof head));
  _exit(0);
}

void limit(int resource, rlim_t most) {
  rlimit now = {};
  getrlimit(static_cast<__rlimit_resource_t>(resource), &now);
  now.rlim_cur = now.rlim_max = std::min(now.rlim_max, std::min(now.rlim_cur, most));
  setrlimit(static_cast<__rlimit_resource_t>(resource), &now);
}

void set_clock(double seconds) {
  itimerval clock = {};
  clock.it_value.tv_sec = static_cast<time_t>(seconds);
  clock.it_value.tv_usec = static_cast<suseconds_t>((seconds - static_cast<double>(clock.it_value.tv_sec)) * 1e6);
  setitimer(ITIMER_PROF, &clock, nullptr);
}

std::string told(const Error& error) {
  WireWriter writer;
  writer.put(static_cast<std::uint64_t>(error.problems().size()));
  for (const Problem& problem : error.problems()) {
    writer.text(problem.code);
    writer.text(problem.what);
    writer.text(problem.where.file);
    writer.text(problem.fix);
  }
  return writer.take();
}

void answer(int socket, const HelperKind& kind, const HelperLimits& limits, std::string_view request) {
  try {
    set_clock(limits.cpu_seconds);
    const std::string text = kind.serve(request);
    set_clock(0);
    say(socket, Says::answer, text);
  } catch (const Error& error) {
    set_clock(0);
    say(socket, Says::problems, told(error));
  } catch (const std::bad_alloc&) {
    set_clock(0);
    say(socket, Says::out_of_memory, {});
    _exit(0);
  } catch (...) {
    _exit(1);
  }
}

[[noreturn]] void serve_one(int socket, const HelperKind& kind, const HelperLimits& limits) {
  socket_of_handler = socket;
  std::signal(SIGPROF, on_too_slow);
  for (const int deadly : {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE}) std::signal(deadly, SIG_DFL);
  if (!kSanitized) limit(RLIMIT_AS, limits.memory_bytes);
  std::string request;
  Head head;
  while (read_all(socket, reinterpret_cast<char*>(&head), sizeof head) && head.bytes <= kMostBytes) {
    request.resize(static_cast<std::size_t>(head.bytes));
    if (!read_all(socket, request.data(), request.size())) break;
    answer(socket, kind, limits, request);
  }
  _exit(0);
}

/// Signals for the whole terminal are the program's to answer; a library's last words go nowhere.
void be_a_helper() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ}) std::signal(number, SIG_IGN);
  struct sigaction reap = {};
  reap.sa_handler = SIG_IGN;
  reap.sa_flags = SA_NOCLDWAIT;
  sigaction(SIGCHLD, &reap, nullptr);
  prctl(PR_SET_DUMPABLE, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_CORE, 0);
  if (!kSanitized) limit(RLIMIT_FSIZE, 0);
}

[[noreturn]] void copy_itself() {
  be_a_helper();
  std::vector<bool> prepared(kinds_here.size(), false);
  const pid_t own = getpid();
  Wanted wanted;
  int socket = -1;
  while (receive_wanted(kSocket, wanted, socket)) {
    if (socket < 0 || wanted.kind >= kinds_here.size()) continue;
    const HelperKind& kind = kinds_here[wanted.kind];
    if (!prepared[wanted.kind] && kind.prepare != nullptr) kind.prepare();
    prepared[wanted.kind] = true;
    if (fork() == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      close(kSocket);
      if (getppid() != own) _exit(0);
      serve_one(socket, kind, wanted.limits);
    }
    close(socket);
  }
  _exit(0);
}

}  // namespace

bool send_wanted(int to, const Wanted& wanted, int socket) {
  Wanted copy = wanted;
  Packet packet(copy);
  cmsghdr* const beside = CMSG_FIRSTHDR(&packet.message);
  beside->cmsg_level = SOL_SOCKET;
  beside->cmsg_type = SCM_RIGHTS;
  beside->cmsg_len = CMSG_LEN(sizeof socket);
  std::memcpy(CMSG_DATA(beside), &socket, sizeof socket);
  return sendmsg(to, &packet.message, MSG_NOSIGNAL) == sizeof copy;
}

bool receive_wanted(int from, Wanted& wanted, int& socket) {
  Packet packet(wanted);
  ssize_t got = -1;
  do {
    got = recvmsg(from, &packet.message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  socket = -1;
  if (got != sizeof wanted) return false;
  const cmsghdr* const beside = CMSG_FIRSTHDR(&packet.message);
  if (beside != nullptr && beside->cmsg_type == SCM_RIGHTS) std::memcpy(&socket, CMSG_DATA(beside), sizeof socket);
  return true;
}

std::optional<std::uint64_t> number_of(std::string_view kind) {
  const auto found = std::ranges::find(kinds_here, kind, &HelperKind::name);
  if (found == kinds_here.end()) return std::nullopt;
  return static_cast<std::uint64_t>(found - kinds_here.begin());
}

}  // namespace helper

void serve_if_helper(int argc, char** argv, std::span<const HelperKind> kinds) {
  helper::kinds_here = kinds;
  helper::serves = argc == 1 && argv[0] == helper::kName;
  if (helper::serves) helper::copy_itself();
}

bool helpers_possible() { return !helper::kinds_here.empty() && !helper::serves; }
bool is_helper() { return helper::serves; }

}  // namespace greisen
