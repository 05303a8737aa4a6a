// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <utility>

namespace greisen {

/// Hands the numbers 0 … count − 1 to `threads` workers in rising order and calls work(worker, number) for each.
/// `keep_going` is asked before each number; false ends the loop early (the rest is not begun). The first exception is
/// thrown again in the calling thread once all workers stand still. Returns how many numbers were begun.
/// The only place of this program with an OpenMP pragma.
template <class Work, class KeepGoing>
std::int64_t for_each_tile(std::int64_t count, int threads, Work&& work, KeepGoing&& keep_going) {
  std::atomic<std::int64_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr first;
  std::mutex first_guard;
  const auto loop = [&](int worker) {
    while (!failed.load(std::memory_order_relaxed) && keep_going()) {
      const std::int64_t number = next.fetch_add(1);
      if (number >= count) return;
      try {
        work(worker, number);
      } catch (...) {
        const std::lock_guard lock(first_guard);
        if (!first) first = std::current_exception();
        failed = true;
      }
    }
  };
#pragma omp parallel for default(none) shared(loop, threads) schedule(static, 1) num_threads(threads)
  for (int worker = 0; worker < threads; ++worker) loop(worker);
  if (first) std::rethrow_exception(first);
  const std::int64_t begun = next.load();
  return begun < count ? begun : count;
}

}  // namespace greisen
