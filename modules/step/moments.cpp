// SPDX-License-Identifier: Apache-2.0
#include "step/moments.hpp"

#include <cmath>
#include <limits>

namespace greisen {
namespace {

constexpr std::size_t kSums = 3;  ///< per layer: pixels, mean, sum of squared deviations

/// Chan, Golub and LeVeque 1983.
void join(double* into, const double* other) {
  const double n = into[0] + other[0];
  if (other[0] == 0) return;
  const double delta = other[1] - into[1];
  into[2] += other[2] + delta * delta * (into[0] * other[0] / n);
  into[1] += delta * (other[0] / n);
  into[0] = n;
}

/// Two passes over the cell: the mean, then the deviations from it.
void fold_layer(const ConstTileView& in, int layer, double* into) {
  double own[kSums] = {0, 0, 0};
  for (int row = 0; row < in.rows; ++row)
    for (const float x : in.row(layer, row))
      if (!std::isnan(x)) {
        own[0] += 1;
        own[1] += static_cast<double>(x);
      }
  if (own[0] == 0) return;
  own[1] /= own[0];
  for (int row = 0; row < in.rows; ++row)
    for (const float x : in.row(layer, row))
      if (!std::isnan(x)) {
        const double off = static_cast<double>(x) - own[1];
        own[2] += off * off;
      }
  join(into, own);
}

Model finish(int layers, const Partial& total) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  Model model;
  for (int layer = 0; layer < layers; ++layer) {
    const double* sums = total.sums.data() + static_cast<std::size_t>(layer) * kSums;
    model.values["pixels"].push_back(sums[0]);
    model.values["mean"].push_back(sums[0] > 0 ? sums[1] : kNone);
    model.values["std"].push_back(sums[0] > 1 ? std::sqrt(sums[2] / (sums[0] - 1)) : kNone);
  }
  return model;
}

}  // namespace

Learner moments_learner(int layers) {
  Learner learner;
  learner.start = [layers](int, const Model&) {
    return Partial{std::vector<double>(static_cast<std::size_t>(layers) * kSums), {}};
  };
  learner.fold = [](int, const Model&, const TileIn& cell, Partial& into) {
    for (int layer = 0; layer < cell.in.layers; ++layer)
      fold_layer(cell.in, layer, into.sums.data() + static_cast<std::size_t>(layer) * kSums);
  };
  learner.merge = [](Partial& into, const Partial& other) {
    for (std::size_t at = 0; at < into.sums.size(); at += kSums) join(into.sums.data() + at, other.sums.data() + at);
  };
  learner.finish = [layers](int, const Model&, const Partial& total, const Watch&) { return finish(layers, total); };
  return learner;
}

std::size_t moments_partial_bytes(int layers) { return sizeof(double) * kSums * static_cast<std::size_t>(layers); }

}  // namespace greisen
