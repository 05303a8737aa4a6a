// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "assess/capture.hpp"

namespace greisen::assess {
namespace {

constexpr float kNone = -std::numeric_limits<float>::infinity();

/// Greatest of every 2 reach + 1 values, by running maxima from both ends of blocks of that length (van Herk 1992).
class RunningMaximum {
 public:
  RunningMaximum(int cols, int reach)
      : length_(static_cast<std::size_t>(2 * reach + 1)),
        reach_(static_cast<std::size_t>(reach)),
        forward_((static_cast<std::size_t>(cols) + 2 * reach_ + length_ - 1) / length_ * length_, kNone),
        backward_(forward_.size(), kNone),
        padded_(forward_.size(), kNone) {}

  void run(std::span<const float> values, std::vector<float>& out) {
    for (std::size_t i = 0; i < values.size(); ++i) padded_[reach_ + i] = std::isnan(values[i]) ? kNone : values[i];
    for (std::size_t begin = 0; begin < padded_.size(); begin += length_) {
      forward_[begin] = padded_[begin];
      for (std::size_t i = begin + 1; i < begin + length_; ++i) forward_[i] = std::max(forward_[i - 1], padded_[i]);
      backward_[begin + length_ - 1] = padded_[begin + length_ - 1];
      for (std::size_t i = begin + length_ - 1; i-- > begin;) backward_[i] = std::max(backward_[i + 1], padded_[i]);
    }
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::max(backward_[i], forward_[i + length_ - 1]);
  }

 private:
  std::size_t length_;
  std::size_t reach_;
  std::vector<float> forward_;
  std::vector<float> backward_;
  std::vector<float> padded_;
};

/// The same from row to row: maxima from each row to the end of its block of 2 reach + 1 rows, and from the begin of
/// the next block on. Rows that the plane lacks above and below hold nothing.
class MaximaRows {
 public:
  MaximaRows(const Plane& plane, int reach)
      : rows_(plane.rows),
        reach_(reach),
        length_(2 * reach + 1),
        next_(plane.open()),
        across_(plane.cols, reach),
        block_(static_cast<std::size_t>(length_), std::vector<float>(static_cast<std::size_t>(plane.cols), kNone)),
        next_block_(block_),
        since_(static_cast<std::size_t>(plane.cols), kNone),
        out_(static_cast<std::size_t>(plane.cols)) {}

  std::span<const float> next() {
    const int place = row_ % length_;
    if (row_ == 0)
      for (int i = 0; i + 1 < length_; ++i) read(next_block_[static_cast<std::size_t>(i)]);
    if (place == 0)
      begin_block();
    else
      add_max(read(next_block_[static_cast<std::size_t>(place - 1)]), since_);
    out_ = block_[static_cast<std::size_t>(place)];
    if (place > 0) add_max(since_, out_);
    for (float& value : out_)
      if (value == kNone) value = std::numeric_limits<float>::quiet_NaN();
    ++row_;
    return out_;
  }

 private:
  static void add_max(const std::vector<float>& values, std::vector<float>& to) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = std::max(to[i], values[i]);
  }

  const std::vector<float>& read(std::vector<float>& line) {
    const int row = read_++ - reach_;
    if (row >= 0 && row < rows_)
      across_.run(next_(), line);
    else
      std::ranges::fill(line, kNone);
    return line;
  }

  void begin_block() {
    read(next_block_.back());
    std::swap(block_, next_block_);
    for (std::size_t i = block_.size() - 1; i-- > 0;) add_max(block_[i + 1], block_[i]);
    std::ranges::fill(since_, kNone);
  }

  int rows_;
  int reach_;
  int length_;
  int row_ = 0;   ///< that next() gives
  int read_ = 0;  ///< rows read, those that the plane lacks above among them
  std::function<std::span<const float>()> next_;
  RunningMaximum across_;
  std::vector<std::vector<float>> block_;       ///< maxima from each row to the block's end
  std::vector<std::vector<float>> next_block_;  ///< rows as they were read
  std::vector<float> since_;                    ///< maxima of the next block's rows so far
  std::vector<float> out_;
};

}  // namespace

Plane moving_maximum(Plane plane, int reach) {
  if (reach <= 0) return plane;
  Plane wide{plane.cols, plane.rows, {}};
  wide.open = [plane = std::move(plane), reach]() -> std::function<std::span<const float>()> {
    const auto rows = std::make_shared<MaximaRows>(plane, reach);
    return [rows] { return rows->next(); };
  };
  return wide;
}

}  // namespace greisen::assess
