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

class MaximaRows {
 public:
  MaximaRows(const Plane& plane, int reach)
      : rows_(plane.rows),
        reach_(reach),
        next_(plane.open()),
        across_(plane.cols, reach),
        ring_(static_cast<std::size_t>(2 * reach + 1), std::vector<float>(static_cast<std::size_t>(plane.cols), kNone)),
        out_(static_cast<std::size_t>(plane.cols)) {}

  std::span<const float> next() {
    for (; read_ < rows_ && read_ <= row_ + reach_; ++read_) across_.run(next_(), slot(read_));
    std::ranges::fill(out_, kNone);
    for (int row = std::max(0, row_ - reach_); row < std::min(rows_, row_ + reach_ + 1); ++row) {
      const std::vector<float>& line = slot(row);
      for (std::size_t i = 0; i < out_.size(); ++i) out_[i] = std::max(out_[i], line[i]);
    }
    for (float& value : out_)
      if (value == kNone) value = std::numeric_limits<float>::quiet_NaN();
    ++row_;
    return out_;
  }

 private:
  std::vector<float>& slot(int row) { return ring_[static_cast<std::size_t>(row) % ring_.size()]; }

  int rows_;
  int reach_;
  int row_ = 0;   ///< that next() gives
  int read_ = 0;  ///< rows that lie in the ring, or did
  std::function<std::span<const float>()> next_;
  RunningMaximum across_;
  std::vector<std::vector<float>> ring_;
  std::vector<float> out_;
};

}  // namespace

Plane nearby_maxima(Plane plane, int reach) {
  if (reach <= 0) return plane;
  Plane wide{plane.cols, plane.rows, {}};
  wide.open = [plane = std::move(plane), reach]() -> std::function<std::span<const float>()> {
    const auto rows = std::make_shared<MaximaRows>(plane, reach);
    return [rows] { return rows->next(); };
  };
  return wide;
}

}  // namespace greisen::assess
