// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/hash.hpp"

namespace greisen {

/// One copy for all who hold a table of the same bytes: hundreds of scenes come with the same few. It goes with its
/// last holder. Any thread may ask.
template <class T>
std::shared_ptr<const std::vector<T>> shared_table(std::vector<T> table) {
  static_assert(std::is_trivially_copyable_v<T> && !std::is_same_v<T, bool>);
  static std::mutex guard;
  static std::unordered_multimap<std::uint64_t, std::weak_ptr<const std::vector<T>>> held;
  const auto bytes = std::as_bytes(std::span(table));
  const std::uint64_t hash = content_hash(bytes);
  const std::lock_guard lock(guard);
  std::erase_if(held, [](const auto& entry) { return entry.second.expired(); });
  const auto [first, end] = held.equal_range(hash);
  for (auto entry = first; entry != end; ++entry) {
    auto there = entry->second.lock();
    if (there && std::ranges::equal(std::as_bytes(std::span(*there)), bytes)) return there;
  }
  auto made = std::make_shared<const std::vector<T>>(std::move(table));
  held.emplace(hash, made);
  return made;
}

}  // namespace greisen
