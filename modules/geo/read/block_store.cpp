// SPDX-License-Identifier: Apache-2.0
#include "geo/read/block_store.hpp"

#include <algorithm>
#include <utility>

namespace greisen::geo {
namespace {

std::uint64_t place_of(std::int64_t block_col, std::int64_t block_row) {
  return (static_cast<std::uint64_t>(block_row) << 32U) | static_cast<std::uint64_t>(block_col);
}
std::int64_t col_of(std::uint64_t place) { return static_cast<std::int64_t>(place & 0xFFFFFFFFU); }
std::int64_t row_of(std::uint64_t place) { return static_cast<std::int64_t>(place >> 32U); }

template <class Visit>
void for_each_place(const BlockRange& range, Visit&& visit) {
  for (std::int64_t row = range.first_row; row < range.end_row; ++row) {
    for (std::int64_t col = range.first_col; col < range.end_col; ++col) visit(place_of(col, row));
  }
}

}  // namespace

BlockRange blocks_of(const BlockSource& source, const Window& window) {
  const Window inside = window.intersected({0, 0, source.cols, source.rows});
  if (inside.empty()) return {};
  return {inside.col / source.block_cols, inside.row / source.block_rows,
          (inside.col + inside.cols - 1) / source.block_cols + 1,
          (inside.row + inside.rows - 1) / source.block_rows + 1};
}

BlockStore::BlockStore(std::vector<BlockSource> sources, std::size_t max_bytes, ReadCounters* counters)
    : sources_(std::move(sources)), max_bytes_(max_bytes), counters_(counters) {
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const auto layout = static_cast<std::size_t>(sources_[i].layout);
    if (sources_of_layout_.size() <= layout) sources_of_layout_.resize(layout + 1);
    sources_of_layout_[layout].push_back(static_cast<int>(i));
  }
  windows_left_.resize(sources_of_layout_.size());
  empty_blocks_.resize(sources_.size());
}

void BlockStore::expect(int layout, const BlockRange& range) {
  const std::lock_guard lock(guard_);
  auto& left = windows_left_[static_cast<std::size_t>(layout)];
  for_each_place(range, [&](std::uint64_t place) { ++left[place]; });
}

void BlockStore::done(int layout, const BlockRange& range) {
  const std::lock_guard lock(guard_);
  auto& left = windows_left_[static_cast<std::size_t>(layout)];
  for_each_place(range, [&](std::uint64_t place) {
    const auto found = left.find(place);
    if (found == left.end() || --found->second > 0) return;
    left.erase(found);
    for (const int source : sources_of_layout_[static_cast<std::size_t>(layout)]) {
      evicted_.erase({source, place});
      const auto block = blocks_.find({source, place});
      if (block != blocks_.end() && block->second.holders == 0) drop({source, place});
    }
  });
}

bool BlockStore::still_needed(const Key& key) const {
  const auto layout = static_cast<std::size_t>(sources_[static_cast<std::size_t>(key.source)].layout);
  return windows_left_[layout].contains(key.place);
}

/// Takes an idle block out of the store.
void BlockStore::drop(const Key& key) {
  const auto found = blocks_.find(key);
  const std::size_t bytes = sources_[static_cast<std::size_t>(key.source)].bytes();
  idle_.erase(found->second.listed);
  blocks_.erase(found);
  live_bytes_ -= bytes;
}

void BlockStore::make_room(std::size_t bytes) {
  while (live_bytes_ + bytes > max_bytes_ && !idle_.empty()) {
    const Key oldest = idle_.front();
    evicted_.insert(oldest);
    drop(oldest);
  }
}

void BlockStore::let_go(const Key& key, Block& block) noexcept {
  if (--block.holders > 0) return;
  idle_.splice(idle_.end(), held_, block.listed);
  if (!still_needed(key)) drop(key);
}

BlockStore::Held BlockStore::hold(int source, std::int64_t block_col, std::int64_t block_row, OpenFiles& files) {
  const Key key{source, place_of(block_col, block_row)};
  if (sources_[static_cast<std::size_t>(source)].may_lack_blocks) {
    if (const std::byte* const empty = absent(key, files)) return {nullptr, source, key.place, empty};
  }
  std::unique_lock lock(guard_);
  for (auto found = blocks_.find(key); found != blocks_.end(); found = blocks_.find(key)) {
    Block& block = found->second;
    if (block.ready) {
      if (block.holders++ == 0) held_.splice(held_.end(), idle_, block.listed);
      return {this, source, key.place, block.buffer.get()};
    }
    decoded_.wait(lock);
  }
  return decode_new(key, files, lock);
}

/// What a block that the file lacks decodes to, or null where the file has it. Without the lock.
const std::byte* BlockStore::absent(const Key& key, OpenFiles& files) {
  const auto number = static_cast<std::size_t>(key.source);
  const BlockSource& source = sources_[number];
  const std::shared_ptr<void> file = files.of(source.path);
  GDALDatasetH dataset = file.get();
  if (!absent_block(source, col_of(key.place), row_of(key.place), dataset)) return nullptr;
  const std::lock_guard lock(guard_);
  if (!empty_blocks_[number]) {
    empty_blocks_[number] = std::make_unique_for_overwrite<std::byte[]>(source.bytes());
    live_bytes_ += source.bytes();
    peak_bytes_ = std::max(peak_bytes_, live_bytes_);
    decode_block(source, col_of(key.place), row_of(key.place), dataset, empty_blocks_[number].get());
  }
  return empty_blocks_[number].get();
}

/// Decodes without the lock. Where that fails, those who wait for the block try for themselves.
BlockStore::Held BlockStore::decode_new(const Key& key, OpenFiles& files, std::unique_lock<std::mutex>& lock) {
  const BlockSource& source = sources_[static_cast<std::size_t>(key.source)];
  make_room(source.bytes());
  Buffer buffer = std::make_unique_for_overwrite<std::byte[]>(source.bytes());
  Block& block = blocks_[key];  // stays in place: an unordered_map keeps its nodes
  block.buffer = std::move(buffer);
  block.holders = 1;
  block.listed = held_.insert(held_.end(), key);
  live_bytes_ += source.bytes();
  peak_bytes_ = std::max(peak_bytes_, live_bytes_);
  lock.unlock();
  try {
    decode_block(source, col_of(key.place), row_of(key.place), files.of(source.path).get(), block.buffer.get());
  } catch (...) {
    lock.lock();
    block.holders = 0;
    idle_.splice(idle_.end(), held_, block.listed);
    drop(key);
    decoded_.notify_all();
    throw;
  }
  lock.lock();
  block.ready = true;
  decoded_.notify_all();
  if (counters_ != nullptr) {
    const std::size_t planes = source.bands.size();
    counters_->blocks_decoded += planes;
    counters_->bytes_decoded += source.bytes();
    if (!evicted_.contains(key)) counters_->blocks_touched += planes;
  }
  return {this, key.source, key.place, block.buffer.get()};
}

std::size_t BlockStore::live_bytes() const {
  const std::lock_guard lock(guard_);
  return live_bytes_;
}

std::size_t BlockStore::peak_bytes() const {
  const std::lock_guard lock(guard_);
  return peak_bytes_;
}

BlockStore::Held::Held(Held&& other) noexcept
    : store_(std::exchange(other.store_, nullptr)), source_(other.source_), place_(other.place_), data_(other.data_) {}

BlockStore::Held& BlockStore::Held::operator=(Held&& other) noexcept {
  if (this != &other) {
    release();
    store_ = std::exchange(other.store_, nullptr);
    source_ = other.source_;
    place_ = other.place_;
    data_ = other.data_;
  }
  return *this;
}

void BlockStore::Held::release() noexcept {
  if (store_ == nullptr) return;
  const std::lock_guard lock(store_->guard_);
  const Key key{source_, place_};
  store_->let_go(key, store_->blocks_.find(key)->second);
  store_ = nullptr;
}

}  // namespace greisen::geo
