// SPDX-License-Identifier: Apache-2.0
#include "scene/coregistration.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <memory>
#include <numbers>
#include <span>
#include <utility>

#include "raster/fourier.hpp"

namespace greisen::scene {
namespace {

using Complex = std::complex<double>;
using Plane = std::vector<Complex>;  ///< [row][col]

constexpr int kSide = 128;
constexpr int kCellsAcross = 5;
constexpr double kMostMissing = 0.4;
constexpr double kReachPx = 1.0;  ///< around the whole-pixel peak, where the upsampled one is looked for
constexpr double kStepPx = 0.02;
/// A peak less than this many times as high as the highest elsewhere is chance.
constexpr double kStandsOut = 1.5;

std::size_t place(int row, int col, int side) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(col);
}

double taper(int i, int side) { return 0.5 - 0.5 * std::cos(2 * std::numbers::pi * (i + 0.5) / side); }

/// Values less their mean, tapered; none where too much is missing or nothing varies.
std::optional<Plane> prepared(const std::vector<float>& cell, int side) {
  double sum = 0;
  std::size_t there = 0;
  for (const float value : cell) {
    if (std::isnan(value)) continue;
    sum += static_cast<double>(value);
    ++there;
  }
  if (static_cast<double>(there) < (1 - kMostMissing) * static_cast<double>(cell.size())) return {};
  const double mean = sum / static_cast<double>(there);
  double square = 0;
  Plane plane(cell.size());
  for (int r = 0; r < side; ++r) {
    for (int c = 0; c < side; ++c) {
      const auto at = place(r, c, side);
      const double value = std::isnan(cell[at]) ? 0 : static_cast<double>(cell[at]) - mean;
      square += value * value;
      plane[at] = value * taper(r, side) * taper(c, side);
    }
  }
  if (!(square > 1e-12 * static_cast<double>(there))) return {};
  return plane;
}

int signed_lag(int i, int side) { return i < side / 2 ? i : i - side; }

/// Whole-pixel peak of the correlation, and the highest value at least 3 px away from it.
struct Peak {
  int row = 0;
  int col = 0;
  double height = 0;
  double elsewhere = 0;
};

Peak peak_of(const Plane& correlation, int side) {
  Peak peak;
  for (int r = 0; r < side; ++r) {
    for (int c = 0; c < side; ++c) {
      const double value = correlation[place(r, c, side)].real();
      if (value > peak.height) peak = {signed_lag(r, side), signed_lag(c, side), value, 0};
    }
  }
  for (int r = 0; r < side; ++r) {
    for (int c = 0; c < side; ++c) {
      const bool near = std::abs(signed_lag(r, side) - peak.row) < 3 && std::abs(signed_lag(c, side) - peak.col) < 3;
      if (!near) peak.elsewhere = std::max(peak.elsewhere, correlation[place(r, c, side)].real());
    }
  }
  return peak;
}

/// exp(2 pi i f lag / side) for all frequencies of a line.
std::vector<Complex> waves(double lag, int side) {
  std::vector<Complex> line(static_cast<std::size_t>(side));
  for (int f = 0; f < side; ++f)
    line[static_cast<std::size_t>(f)] = std::polar(1.0, 2 * std::numbers::pi * signed_lag(f, side) * lag / side);
  return line;
}

/// Position of the highest correlation along one axis, the other held: `sums` is the cross spectrum summed over it.
double finest(const std::vector<Complex>& sums, double around, int side) {
  double best = around;
  double height = -1;
  const int steps = static_cast<int>(std::lround(kReachPx / kStepPx));
  for (int i = -steps; i <= steps; ++i) {
    const double lag = around + i * kStepPx;
    const std::vector<Complex> line = waves(lag, side);
    double value = 0;
    for (std::size_t f = 0; f < line.size(); ++f) value += (sums[f] * line[f]).real();
    if (value <= height) continue;
    height = value;
    best = lag;
  }
  return best;
}

/// The cross spectrum at row lag `row`, summed over rows (or columns, for by_rows false).
std::vector<Complex> summed(const Plane& cross, double lag, int side, bool over_rows) {
  const std::vector<Complex> line = waves(lag, side);
  const auto length = static_cast<std::size_t>(side);
  std::vector<Complex> sums(length);
  for (std::size_t r = 0; r < length; ++r)
    for (std::size_t c = 0; c < length; ++c) sums[over_rows ? c : r] += cross[r * length + c] * line[over_rows ? r : c];
  return sums;
}

double median_of(std::vector<double> values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  if (values.size() % 2 == 1) return *half;
  return (*std::max_element(values.begin(), half) + *half) / 2;
}

/// Cells on fixed places of the ground that both may cover.
std::vector<Window> cells_of(const Raster& reference, const Raster& other) {
  Window common = reference.grid.window();
  if (!reference.extent.empty()) common = common.intersected(reference.extent);
  if (!other.extent.empty()) common = common.intersected(other.extent);
  std::vector<Window> cells;
  if (common.empty() || common.cols < kSide || common.rows < kSide) return cells;
  const auto places = [](std::int64_t first, std::int64_t length) {
    const std::int64_t count = std::min<std::int64_t>(kCellsAcross, length / kSide);
    std::vector<std::int64_t> list;
    for (std::int64_t i = 0; i < count; ++i)
      list.push_back(first + (count == 1 ? (length - kSide) / 2 : i * (length - kSide) / (count - 1)));
    return list;
  };
  for (const std::int64_t row : places(common.row, common.rows))
    for (const std::int64_t col : places(common.col, common.cols)) cells.push_back({col, row, kSide, kSide});
  return cells;
}

std::unique_ptr<TileReader> reader_of(const Raster& raster, std::span<const Window> windows) {
  PassRequest request;
  request.windows = windows;
  request.layers = {0};
  request.store_bytes = 64U << 20U;
  return std::move(raster.open(request).front());
}

std::vector<float> cell_of(TileReader& reader, const Window& window) {
  Tile tile(1, kSide, kSide);
  reader.read(window, tile.view());
  std::vector<float> values;
  for (int r = 0; r < kSide; ++r) {
    const auto row = std::as_const(tile).view().row(0, r);
    values.insert(values.end(), row.begin(), row.end());
  }
  return values;
}

/// The product of the spectra over its length to the power of `whitening`. Left out are the finest frequencies, which
/// hold noise and the doubles of resampling, and the coarsest, which are gradients.
Plane cross_spectrum(const Plane& first, const Plane& second, int side, double whitening) {
  Plane cross(first.size());
  for (int r = 0; r < side; ++r) {
    for (int c = 0; c < side; ++c) {
      const auto at = place(r, c, side);
      const double frequency = std::hypot(signed_lag(r, side), signed_lag(c, side));
      const Complex product = second[at] * std::conj(first[at]);
      const double length = std::abs(product);
      if (frequency >= 2 && frequency <= 0.35 * side && length > 1e-30)
        cross[at] = product / std::pow(length, whitening);
    }
  }
  return cross;
}

}  // namespace

double Shift::length_px() const { return std::hypot(cols_px, rows_px); }

std::optional<CellShift> cell_shift(const std::vector<float>& reference, const std::vector<float>& other, int side) {
  auto first = prepared(reference, side);
  auto second = prepared(other, side);
  if (!first || !second) return {};
  fourier(*first, side, true);
  fourier(*second, side, true);
  const Plane cross = cross_spectrum(*first, *second, side, 1);
  Plane correlation = cross;
  fourier(correlation, side, false);
  const Peak peak = peak_of(correlation, side);
  if (!(peak.height > kStandsOut * peak.elsewhere)) return {};
  // what the taper leaks into frequencies without contrast stays in place: the strong ones tell the fraction
  const Plane strong = cross_spectrum(*first, *second, side, 0.5);
  double row = peak.row;
  double col = peak.col;
  for (int round = 0; round < 2; ++round) {  // each axis in turn, the other where it was found
    col = finest(summed(strong, row, side, true), col, side);
    row = finest(summed(strong, col, side, false), row, side);
  }
  return CellShift{col, row};
}

std::optional<Shift> measure_shift(const Raster& reference, const Raster& other) {
  const std::vector<Window> cells = cells_of(reference, other);
  if (cells.empty()) return {};
  const auto from = reader_of(reference, cells);
  const auto to = reader_of(other, cells);
  std::vector<double> cols;
  std::vector<double> rows;
  for (const Window& cell : cells) {
    const auto shift = cell_shift(cell_of(*from, cell), cell_of(*to, cell), kSide);
    if (!shift) continue;
    cols.push_back(shift->cols_px);
    rows.push_back(shift->rows_px);
  }
  if (cols.empty()) return {};
  Shift all{median_of(cols), median_of(rows), 0, static_cast<int>(cols.size())};
  std::vector<double> away;
  for (std::size_t i = 0; i < cols.size(); ++i)
    away.push_back(std::hypot(cols[i] - all.cols_px, rows[i] - all.rows_px));
  all.spread_px = median_of(away);
  return all;
}

}  // namespace greisen::scene
