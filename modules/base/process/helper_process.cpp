// SPDX-License-Identifier: Apache-2.0
#include "base/process/helper_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <poll.h>
#include <spawn.h>

#include "base/error.hpp"
#include "base/process/helper_side.hpp"
#include "base/process/interrupt.hpp"
#include "base/process/wire.hpp"

namespace greisen {
namespace {

constexpr int kPollMs = 100;

void close_one(int& descriptor) {
  if (descriptor >= 0) close(descriptor);
  descriptor = -1;
}

/// The process that was started from the program's file and of which helpers are copies. It lives as long as this
/// program holds the other end of its socket.
class Nursery {
 public:
  /// A socket to a new helper, or -1.
  int helper(std::uint64_t kind, const HelperLimits& limits) {
    const std::lock_guard lock(guard_);
    for (int tries = 0; tries < 2; ++tries) {
      if (socket_ < 0 && !start()) return -1;
      const int made = ask_for_one({kind, limits});
      if (made >= 0) return made;
      close_one(socket_);
    }
    return -1;
  }

 private:
  bool start() {
    std::array<int, 2> ends = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, 0, 1);
    posix_spawn_file_actions_adddup2(&actions, 0, 2);
    // past all numbers in use here: dup2 onto itself would leave close-on-exec standing
    const int high = fcntl(ends[1], F_DUPFD_CLOEXEC, helper::kSocket + 1);
    posix_spawn_file_actions_adddup2(&actions, high, helper::kSocket);
    posix_spawn_file_actions_addclosefrom_np(&actions, helper::kSocket + 1);
    std::string name(helper::kName);
    const std::array<char*, 2> words = {name.data(), nullptr};
    pid_t child = -1;
    const int failed = posix_spawn(&child, "/proc/self/exe", &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (high >= 0) close(high);
    socket_ = ends[0];
    if (failed != 0) close_one(socket_);
    return failed == 0;
  }

  [[nodiscard]] int ask_for_one(helper::Wanted wanted) const {
    std::array<int, 2> ends = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return -1;
    const bool sent = helper::send_wanted(socket_, wanted, ends[1]);
    close(ends[1]);
    if (!sent) close_one(ends[0]);
    return ends[0];
  }

  std::mutex guard_;
  int socket_ = -1;
};

Nursery& nursery() {
  static auto* const one = new Nursery();  // its end is the program's
  return *one;
}

bool waits_for(int socket, short what) {
  for (;;) {
    if (interrupted()) throw Interrupted();
    pollfd place = {socket, what, 0};
    const int ready = poll(&place, 1, kPollMs);
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
    if (sent < 0 && !waits_for(socket, POLLOUT)) return false;
    if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool receive_all(int socket, char* to, std::size_t bytes) {
  while (bytes > 0) {
    const ssize_t got = recv(socket, to, bytes, MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return false;
    if (got < 0 && !waits_for(socket, POLLIN)) return false;
    if (got > 0) {
      to += got;
      bytes -= static_cast<std::size_t>(got);
    }
  }
  return true;
}

[[noreturn]] void throw_problems(std::string_view bytes) {
  WireReader reader(bytes);
  std::vector<Problem> problems(std::max<std::size_t>(reader.count(), 1));
  for (Problem& problem : problems) {
    const ErrorCode* const row = find_code(reader.text());
    if (row == nullptr) throw WireBroken();
    problem.code = row->id;
    problem.what = reader.text();
    problem.where.file = reader.text();
    problem.fix = reader.text();
  }
  throw Error(std::move(problems));
}

}  // namespace

std::string_view HelperEnded::text() const {
  switch (why) {
    case Why::died:
      return "the library that reads it died of it";
    case Why::too_slow:
      return "the library that reads it came to no end";
    case Why::out_of_memory:
      return "the library that reads it wanted more memory than any such file needs";
    case Why::not_started:
      break;
  }
  return "no process could be started to read it in";
}

Helper::Helper(std::string_view kind, const HelperLimits& limits) {
  const auto number = helper::number_of(kind);
  if (number) socket_ = nursery().helper(*number, limits);
  if (socket_ < 0) end_.why = HelperEnded::Why::not_started;
}

Helper::~Helper() { close_one(socket_); }

bool Helper::ended() const {
  const std::lock_guard lock(guard_);
  return socket_ < 0;
}

void Helper::end(HelperEnded::Why why) {
  close_one(socket_);
  end_.why = why;
  throw HelperEnded(end_);
}

std::string Helper::ask(std::string_view request) {
  const std::lock_guard lock(guard_);
  if (socket_ < 0) throw HelperEnded(end_);
  helper::Head head = {helper::Says::answer, request.size()};
  std::string answer;
  try {
    const bool sent =
        send_all(socket_, {reinterpret_cast<const char*>(&head), sizeof head}) && send_all(socket_, request);
    if (!sent || !receive_all(socket_, reinterpret_cast<char*>(&head), sizeof head) || head.bytes > helper::kMostBytes)
      end(HelperEnded::Why::died);
    answer.resize(static_cast<std::size_t>(head.bytes));
    if (!receive_all(socket_, answer.data(), answer.size())) end(HelperEnded::Why::died);
    if (head.says == helper::Says::problems) throw_problems(answer);
  } catch (const Interrupted&) {  // what it may still say belongs to no request
    close_one(socket_);
    throw;
  } catch (const WireBroken&) {
    end(HelperEnded::Why::died);
  }
  if (head.says == helper::Says::too_slow) end(HelperEnded::Why::too_slow);
  if (head.says == helper::Says::out_of_memory) end(HelperEnded::Why::out_of_memory);
  if (head.says != helper::Says::answer) end(HelperEnded::Why::died);
  return answer;
}

}  // namespace greisen
