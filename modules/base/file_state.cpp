// SPDX-License-Identifier: Apache-2.0
#include "base/file_state.hpp"

#include <algorithm>
#include <chrono>
#include <sys/stat.h>

#include <fmt/format.h>

namespace greisen {
namespace {

constexpr std::int64_t kSettledNs = 2'000'000'000;

std::int64_t ns(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

}  // namespace

std::string file_state(const std::string& path) {
  struct stat facts = {};
  if (::stat(path.c_str(), &facts) != 0) return {};
  return fmt::format("{}:{}:{}:{}:{}", facts.st_dev, facts.st_ino, facts.st_size, ns(facts.st_mtim), ns(facts.st_ctim));
}

bool is_settled(const std::string& path) {
  struct stat facts = {};
  if (::stat(path.c_str(), &facts) != 0) return false;
  const std::int64_t now =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  return now - std::max(ns(facts.st_mtim), ns(facts.st_ctim)) >= kSettledNs;
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> file_id(const std::string& path) {
  struct stat facts = {};
  if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
  return std::pair(std::uint64_t{facts.st_dev}, std::uint64_t{facts.st_ino});
}

}  // namespace greisen
