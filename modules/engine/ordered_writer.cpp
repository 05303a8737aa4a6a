// SPDX-License-Identifier: Apache-2.0
#include "engine/ordered_writer.hpp"

namespace greisen {

OrderedWriter::OrderedWriter(int slots, std::function<void(std::int64_t, const Tile&)> write)
    : slots_(static_cast<std::size_t>(slots)), write_(std::move(write)) {}

Tile* OrderedWriter::begin(std::int64_t number) {
  std::unique_lock lock(guard_);
  moved_.wait(lock, [&] { return abandoned_ || number < next_ + static_cast<std::int64_t>(slots_.size()); });
  if (abandoned_) return nullptr;
  return &slot(number).tile;
}

void OrderedWriter::end(std::int64_t number) {
  std::unique_lock lock(guard_);
  slot(number).full = true;
  if (writing_) return;
  writing_ = true;
  while (slot(next_).full && !abandoned_) {
    Slot& ready = slot(next_);
    lock.unlock();
    try {
      write_(next_, ready.tile);
    } catch (...) {
      lock.lock();
      writing_ = false;
      abandoned_ = true;
      moved_.notify_all();
      throw;
    }
    lock.lock();
    ready.full = false;
    ++next_;
    moved_.notify_all();
  }
  writing_ = false;
}

void OrderedWriter::abandon() {
  const std::lock_guard lock(guard_);
  abandoned_ = true;
  moved_.notify_all();
}

}  // namespace greisen
