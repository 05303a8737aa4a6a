// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

namespace greisen {

/// Lets workers through between units, and stops them there while the journal is written.
class Gate {
 public:
  void enter() {
    std::unique_lock lock(guard_);
    changed_.wait(lock, [&] { return !closed_; });
    ++inside_;
  }
  void leave() {
    const std::lock_guard lock(guard_);
    --inside_;
    changed_.notify_all();
  }
  /// Runs `work` while no worker is inside; a second caller at the same time is turned away.
  template <class Work>
  void alone(Work&& work) {
    std::unique_lock lock(guard_);
    if (closed_) return;
    closed_ = true;
    changed_.wait(lock, [&] { return inside_ == 0; });
    lock.unlock();
    const auto open = [&] {
      lock.lock();
      closed_ = false;
      changed_.notify_all();
    };
    try {
      work();
    } catch (...) {
      open();
      throw;
    }
    open();
  }

 private:
  std::mutex guard_;
  std::condition_variable changed_;
  int inside_ = 0;
  bool closed_ = false;
};

}  // namespace greisen
