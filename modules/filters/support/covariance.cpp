// SPDX-License-Identifier: Apache-2.0
#include "filters/support/covariance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace greisen::filters {
namespace {

constexpr std::size_t kRun = 512;  ///< pixels whose mean is taken first; ten bands of them lie in the nearest cache
constexpr std::size_t kLanes = 8;  ///< sums kept apart, so that they can be added at once and in the same order always
using Lanes = std::array<double, kLanes>;

double total(const Lanes& lanes) {
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

/// Σ a·b and Σ a·c over `n` values, a multiple of kLanes.
std::array<double, 2> products(const double* a, const double* b, const double* c, std::size_t n) {
  Lanes ab{};
  Lanes ac{};
  for (std::size_t i = 0; i < n; i += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      ab[lane] += a[i + lane] * b[i + lane];
      ac[lane] += a[i + lane] * c[i + lane];
    }
  return {total(ab), total(ac)};
}

/// Valid pixels side by side, [band][kRun], until there are kRun of them.
struct Run {
  explicit Run(std::size_t n_bands) : bands(n_bands), values(n_bands * kRun), own(Covariance::sums(n_bands)) {}

  void flush(std::span<double> into) {
    if (count == 0) return;
    const std::size_t padded = (count + kLanes - 1) / kLanes * kLanes;
    own[0] = static_cast<double>(count);
    for (std::size_t band = 0; band < bands; ++band) {
      double* x = values.data() + band * kRun;
      std::fill(x + count, x + padded, 0.0);
      Lanes sums{};
      for (std::size_t i = 0; i < padded; i += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += x[i + lane];
      const double mean = total(sums) / own[0];
      own[1 + band] = mean;
      for (std::size_t i = 0; i < count; ++i) x[i] -= mean;
    }
    std::size_t at = 1 + bands;
    for (std::size_t p = 0; p < bands; ++p)
      for (std::size_t q = p; q < bands; q += 2) {
        const std::size_t next = q + 1 < bands ? q + 1 : q;
        const auto both = products(&values[p * kRun], &values[q * kRun], &values[next * kRun], padded);
        own[at++] = both[0];
        if (next != q) own[at++] = both[1];
      }
    Covariance::join(into, own);
    count = 0;
  }

  std::size_t bands;
  std::size_t count = 0;
  std::vector<double> values;
  std::vector<double> own;
};

/// Columns [first, first + n) of a row, n <= kRun.
void add_row(const ConstTileView& cell, int row, std::size_t first, std::size_t n, Run& run) {
  std::array<float, kRun> marks{};
  for (int band = 0; band < cell.layers; ++band) {
    const float* x = cell.row(band, row).data() + first;
    for (std::size_t i = 0; i < n; ++i) marks[i] += x[i] - x[i];  // 0, or NaN where one is missing
  }
  std::array<unsigned short, kRun> valid;
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) {
    valid[count] = static_cast<unsigned short>(i);
    count += marks[i] == 0.0F ? 1U : 0U;
  }
  for (int band = 0; band < cell.layers; ++band) {
    const float* x = cell.row(band, row).data() + first;
    double* to = run.values.data() + static_cast<std::size_t>(band) * kRun + run.count;
    if (count == n)
      for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<double>(x[i]);
    else
      for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<double>(x[valid[i]]);
  }
  run.count += count;
}

}  // namespace

void Covariance::add(const ConstTileView& cell, std::span<double> into) {
  Run run(static_cast<std::size_t>(cell.layers));
  const auto cols = static_cast<std::size_t>(cell.cols);
  for (int row = 0; row < cell.rows; ++row)
    for (std::size_t first = 0; first < cols; first += kRun) {
      const std::size_t n = std::min(kRun, cols - first);
      if (run.count + n > kRun) run.flush(into);
      add_row(cell, row, first, n, run);
    }
  run.flush(into);
}

void Covariance::join(std::span<double> into, std::span<const double> other) {
  if (other[0] == 0) return;
  std::size_t bands = 0;
  while (sums(bands) < into.size()) ++bands;
  const double n = into[0] + other[0];
  const double share = other[0] / n;
  std::vector<double> delta(bands);
  for (std::size_t p = 0; p < bands; ++p) delta[p] = other[1 + p] - into[1 + p];
  std::size_t at = 1 + bands;
  for (std::size_t p = 0; p < bands; ++p)
    for (std::size_t q = p; q < bands; ++q, ++at) into[at] += other[at] + delta[p] * delta[q] * (into[0] * share);
  for (std::size_t p = 0; p < bands; ++p) into[1 + p] += delta[p] * share;
  into[0] = n;
}

Covariance::Covariance(std::span<const double> sums, std::size_t bands)
    : pixels_(sums[0]),
      mean_(sums.begin() + 1, sums.begin() + 1 + static_cast<std::ptrdiff_t>(bands)),
      matrix_(bands * bands) {
  std::size_t at = 1 + bands;
  for (std::size_t p = 0; p < bands; ++p)
    for (std::size_t q = p; q < bands; ++q, ++at)
      matrix_[p * bands + q] = matrix_[q * bands + p] = sums[at] / (pixels_ - 1);
}

std::vector<double> Covariance::deviation() const {
  std::vector<double> deviation(mean_.size());
  for (std::size_t p = 0; p < deviation.size(); ++p) deviation[p] = std::sqrt(matrix_[p * deviation.size() + p]);
  return deviation;
}

std::vector<double> Covariance::correlation() const {
  const std::size_t bands = mean_.size();
  const std::vector<double> sigma = deviation();
  std::vector<double> matrix = matrix_;
  for (std::size_t p = 0; p < bands; ++p)
    for (std::size_t q = 0; q < bands; ++q)
      matrix[p * bands + q] = p == q ? 1 : matrix[p * bands + q] / (sigma[p] * sigma[q]);
  return matrix;
}

Learner covariance_learner(std::size_t bands, std::function<Model(const Covariance&)> finish) {
  Learner learner;
  learner.start = [bands](int, const Model&) { return Partial{std::vector<double>(Covariance::sums(bands)), {}}; };
  learner.fold = [](int, const Model&, const TileIn& cell, Partial& into) { Covariance::add(cell.in, into.sums); };
  learner.merge = [](Partial& into, const Partial& other) { Covariance::join(into.sums, other.sums); };
  learner.finish = [bands, finish = std::move(finish)](int, const Model&, const Partial& total, const Watch&) {
    return finish(Covariance(total.sums, bands));
  };
  return learner;
}

}  // namespace greisen::filters
