// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/process/helper_process.hpp"

/// What the two sides of a helper's socket have in common.
namespace greisen::helper {

inline constexpr std::string_view kName = "greisen-helper";  ///< argv[0] of the process that copies itself
inline constexpr int kSocket = 3;                            ///< its end of the socket
inline constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30U;

enum class Says : std::uint64_t { answer, problems, too_slow, out_of_memory };
/// Before each request and answer.
struct Head {
  Says says = Says::answer;
  std::uint64_t bytes = 0;
};

/// A helper that is to be made; with it goes its end of a socket.
struct Wanted {
  std::uint64_t kind = 0;
  HelperLimits limits = {};
};
bool send_wanted(int to, const Wanted& wanted, int socket);
/// False where the other end is gone.
bool receive_wanted(int from, Wanted& wanted, int& socket);

/// Row of the kinds given to serve_if_helper; none where there is no such, or main has not called it.
std::optional<std::uint64_t> number_of(std::string_view kind);

}  // namespace greisen::helper
