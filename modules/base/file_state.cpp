// SPDX-License-Identifier: Apache-2.0
#include "base/file_state.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>

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

std::int64_t clock_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

bool was_rewritten(const std::string& before, const std::string& now) {
  return before.substr(0, before.rfind(':')) != now.substr(0, now.rfind(':'));
}

bool changed_since(const std::string& path, std::int64_t since_ns) {
  struct stat facts = {};
  if (::stat(path.c_str(), &facts) != 0) return true;
  const std::int64_t changed = ns(facts.st_ctim);
  return changed > since_ns && changed <= clock_ns();
}

std::string absolute_path(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code gone;
  const fs::path whole = fs::absolute(path.empty() ? "." : path, gone);
  std::string plain = (gone ? fs::path(path) : whole).lexically_normal().string();
  while (plain.size() > 1 && plain.ends_with('/')) plain.pop_back();
  return plain;
}

std::uint64_t disk_bytes_in(const std::string& folder) {
  constexpr std::uint64_t kBlock = 512;  // of st_blocks, whatever the disk's own
  namespace fs = std::filesystem;
  std::uint64_t bytes = 0;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    struct stat facts = {};
    if (::lstat(at->path().c_str(), &facts) == 0 && S_ISREG(facts.st_mode))
      bytes += static_cast<std::uint64_t>(facts.st_blocks) * kBlock;
  }
  return bytes;
}

bool is_settled(const std::string& path) {
  struct stat facts = {};
  if (::stat(path.c_str(), &facts) != 0) return false;
  return clock_ns() - std::max(ns(facts.st_mtim), ns(facts.st_ctim)) >= kSettledNs;
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> file_id(const std::string& path) {
  struct stat facts = {};
  if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
  return std::pair(std::uint64_t{facts.st_dev}, std::uint64_t{facts.st_ino});
}

}  // namespace greisen
