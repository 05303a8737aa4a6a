// SPDX-License-Identifier: Apache-2.0
#include "geo/write/pixel_statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include <fmt/format.h>

#include "base/error.hpp"

namespace greisen::geo {

namespace {

constexpr std::size_t kLanes = 8;  // sums side by side, by column modulo 8: fixed, so that the result is

std::int64_t cells_along(std::int64_t pixels) {
  return (pixels + PixelStatistics::kCellPx - 1) / PixelStatistics::kCellPx;
}

struct Lanes {
  std::array<double, kLanes> sum = {};
  std::array<double, kLanes> count = {};
  std::array<float, kLanes> low;
  std::array<float, kLanes> high;

  Lanes() {
    low.fill(std::numeric_limits<float>::infinity());
    high.fill(-std::numeric_limits<float>::infinity());
  }
  void add(std::size_t lane, float value) {
    const bool missing = std::isnan(value);
    sum[lane] += missing ? 0.0 : static_cast<double>(value);
    count[lane] += missing ? 0.0 : 1.0;
    low[lane] = value < low[lane] ? value : low[lane];  // false for NaN
    high[lane] = value > high[lane] ? value : high[lane];
  }
};

double total(const std::array<double, kLanes>& lanes) {
  return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

/// Calls visit(lane, value) for each pixel; whole groups of lanes first, so that the loop becomes vector code.
template <class Visit>
void for_each_lane(ConstTileView pixels, int layer, Visit&& visit) {
  for (int r = 0; r < pixels.rows; ++r) {
    const std::span<const float> row = pixels.row(layer, r);
    const std::size_t whole = row.size() / kLanes * kLanes;
    for (std::size_t c = 0; c < whole; c += kLanes) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) visit(lane, row[c + lane]);
    }
    for (std::size_t c = whole; c < row.size(); ++c) visit(c - whole, row[c]);
  }
}

}  // namespace

PixelStatistics::PixelStatistics(const Grid& grid, int layers)
    : pixels_(grid.cols * grid.rows),
      cells_across_(cells_along(grid.cols)),
      cells_down_(cells_along(grid.rows)),
      layers_(layers),
      cells_(static_cast<std::size_t>(cells_across_ * cells_down_) * static_cast<std::size_t>(layers)) {}

PixelStatistics::Cell PixelStatistics::cell_of(ConstTileView pixels, int layer) {
  Lanes lanes;
  for_each_lane(pixels, layer, [&](std::size_t lane, float value) { lanes.add(lane, value); });
  Cell cell;
  cell.count = static_cast<std::uint32_t>(total(lanes.count));
  if (cell.count == 0) return cell;
  cell.sum = total(lanes.sum);
  cell.minimum = *std::ranges::min_element(lanes.low);
  cell.maximum = *std::ranges::max_element(lanes.high);
  const double mean = cell.sum / cell.count;
  std::array<double, kLanes> squares = {};
  for_each_lane(pixels, layer, [&](std::size_t lane, float value) {
    const double difference = static_cast<double>(value) - mean;
    squares[lane] += std::isnan(value) ? 0.0 : difference * difference;
  });
  cell.square_sum = total(squares);
  return cell;
}

void PixelStatistics::add(const Window& window, ConstTileView pixels) {
  const bool whole_cells = window.row % kCellPx == 0 && window.col % kCellPx == 0;
  const bool same_size = pixels.rows == window.rows && pixels.cols == window.cols && pixels.layers == layers_;
  if (!whole_cells || !same_size) throw Error({"E1001", "statistics need windows of whole cells"});
  for (int r = 0; r < pixels.rows; r += kCellPx) {
    for (int c = 0; c < pixels.cols; c += kCellPx) {
      const auto part = pixels.part(r, c, std::min(kCellPx, pixels.rows - r), std::min(kCellPx, pixels.cols - c));
      const std::int64_t cell = (window.row + r) / kCellPx * cells_across_ + (window.col + c) / kCellPx;
      for (int layer = 0; layer < layers_; ++layer) {
        cells_.at(static_cast<std::size_t>(layer * cells_across_ * cells_down_ + cell)) = cell_of(part, layer);
      }
    }
  }
}

template <class Visit>
void PixelStatistics::for_each_cell(const Window& window, Visit&& visit) const {
  const std::int64_t first_col = window.col / kCellPx;
  const std::int64_t first_row = window.row / kCellPx;
  for (int layer = 0; layer < layers_; ++layer)
    for (std::int64_t r = first_row; r < first_row + cells_along(window.rows); ++r)
      for (std::int64_t c = first_col; c < first_col + cells_along(window.cols); ++c)
        visit(static_cast<std::size_t>((layer * cells_down_ + r) * cells_across_ + c));
}

std::size_t PixelStatistics::saved_bytes(const Window& window) const {
  return static_cast<std::size_t>(layers_ * cells_along(window.rows) * cells_along(window.cols)) * sizeof(Cell);
}

std::vector<std::byte> PixelStatistics::save(const Window& window) const {
  std::vector<std::byte> bytes;
  bytes.reserve(saved_bytes(window));
  for_each_cell(window, [&](std::size_t index) {
    const auto cell = std::as_bytes(std::span(&cells_.at(index), 1));
    bytes.insert(bytes.end(), cell.begin(), cell.end());
  });
  return bytes;
}

void PixelStatistics::load(const Window& window, std::span<const std::byte> bytes) {
  if (bytes.size() != saved_bytes(window)) throw Error({"E1001", "statistics were saved of another window"});
  std::size_t at = 0;
  for_each_cell(window, [&](std::size_t index) {
    std::memcpy(&cells_.at(index), &bytes[at], sizeof(Cell));
    at += sizeof(Cell);
  });
}

std::vector<BandStatistics> PixelStatistics::finish() const {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  const auto per_layer = static_cast<std::size_t>(cells_across_ * cells_down_);
  std::vector<BandStatistics> out;
  for (std::size_t layer = 0; layer < static_cast<std::size_t>(layers_); ++layer) {
    double count = 0;
    double mean = 0;
    double squares = 0;
    BandStatistics band = {kNaN, kNaN, kNaN, kNaN, 0};
    for (std::size_t i = layer * per_layer; i < (layer + 1) * per_layer; ++i) {
      const Cell& cell = cells_[i];
      if (cell.count == 0) continue;
      const double n = cell.count;
      const double step = cell.sum / n - mean;  // Chan, Golub and LeVeque 1983: merging of variances
      squares += cell.square_sum + step * step * count * n / (count + n);
      mean += step * n / (count + n);
      count += n;
      band.minimum = std::fmin(band.minimum, static_cast<double>(cell.minimum));
      band.maximum = std::fmax(band.maximum, static_cast<double>(cell.maximum));
    }
    if (count > 0) {
      band.mean = mean;
      band.standard_deviation = std::sqrt(squares / count);
      band.valid_percent = 100 * count / static_cast<double>(pixels_);
    }
    out.push_back(band);
  }
  return out;
}

}  // namespace greisen::geo
