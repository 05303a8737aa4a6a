// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace greisen {

/// One kind of work that is done in a process of its own, because the library that does it may die, never end or take
/// all memory on damaged or hostile bytes. Rows are handed to serve_if_helper.
struct HelperKind {
  std::string_view name;
  /// What every helper of the kind needs and no input has a part in, such as registering drivers; may be null.
  void (*prepare)() = nullptr;
  /// Request to answer. An Error comes out of Helper::ask as it was thrown.
  std::string (*serve)(std::string_view request) = nullptr;
};

/// First in main. In a process that was started as a helper: serves until the program that wants it is gone, and does
/// not return. Elsewhere: makes helpers possible from here on (see helpers_possible).
void serve_if_helper(int argc, char** argv, std::span<const HelperKind> kinds);

/// Has main called serve_if_helper? A program that has not (a fuzzer, a small tool) does the work itself.
bool helpers_possible();
bool is_helper();

struct HelperLimits {
  double cpu_seconds = 60;                               ///< of one request
  std::uint64_t memory_bytes = std::uint64_t{4} << 30U;  ///< of address space; not with sanitizers, which need all
};

/// Why there is no answer. No std::exception: who asks says it in his own words.
struct HelperEnded {
  enum class Why { died, too_slow, out_of_memory, not_started };
  Why why = Why::died;
  /// "the library that reads it died" …: the end of a sentence.
  [[nodiscard]] std::string_view text() const;
};

/// A process that answers requests, one at a time (other threads wait). It may write no file and sees no terminal; it
/// goes with this object, and with the program however that ends. Started by the program's own file, once, and copied
/// from then on: a helper costs milliseconds.
class Helper {
 public:
  explicit Helper(std::string_view kind, const HelperLimits& limits = {});
  ~Helper();
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;

  /// Throws HelperEnded, now and for each later request, once it has ended; Interrupted (as of stop_if_interrupted)
  /// where a signal comes while it works.
  std::string ask(std::string_view request);
  [[nodiscard]] bool ended() const;

 private:
  [[noreturn]] void end(HelperEnded::Why why);

  mutable std::mutex guard_;
  int socket_ = -1;
  HelperEnded end_;
};

}  // namespace greisen
