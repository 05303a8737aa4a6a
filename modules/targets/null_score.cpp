// SPDX-License-Identifier: Apache-2.0
#include "targets/null_score.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <span>
#include <utility>

#include "base/hash.hpp"
#include "raster/for_each_tile.hpp"
#include "raster/fourier.hpp"
#include "raster/tile.hpp"
#include "targets/cluster.hpp"

namespace greisen::targets {
namespace {

using Complex = std::complex<double>;
using Plane = std::vector<Complex>;

constexpr int kLeastSide = 64;
constexpr double kLeastJudgedShare = 0.1;
/// Memberships of 0 and 1 have no odds.
constexpr double kMostOdds = 1e9;
constexpr double kRoot = 5;

/// One window of the area: spectra of its evidence.
struct Sample {
  int side = 0;
  std::vector<std::size_t> judged;  ///< its judged pixels, [row][col]
  std::vector<Plane> spectra;       ///< of the evidence less its mean
  std::vector<double> mean;
  std::vector<double> deviation;
  Tile evidence;  ///< of the judged pixels, as it is
};

double measured(float membership) {
  const double m = std::clamp(static_cast<double>(membership), 0.0, 1.0);
  return std::pow(std::min(m / std::max(1 - m, 1 / kMostOdds), kMostOdds), 1 / kRoot);
}

float membership_of(double value) {
  static_assert(kRoot == 5);
  const double root = std::max(value, 0.0);
  const double square = root * root;
  const double odds = square * square * root;
  return static_cast<float>(odds / (1 + odds));
}

int side_for(const Grid& grid) {
  int side = NullScore::kSide;
  while (side > kLeastSide && (side > grid.cols || side > grid.rows)) side /= 2;
  return side > grid.cols || side > grid.rows ? 0 : side;
}

std::size_t judged_in(const NullRequest& request, const Window& window) {
  Tile reasons(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
  request.extract.reasons(window, reasons.view());
  std::size_t count = 0;
  for (int row = 0; row < reasons.view().rows; ++row)
    count += static_cast<std::size_t>(std::ranges::count(reasons.view().row(0, row), 0.0F));
  return count;
}

/// The windows with the most judged ground, none over another.
std::vector<Window> windows_of(const NullRequest& request, int side, std::size_t& judged_everywhere) {
  const Grid& grid = request.extract.grid;
  const std::int64_t left = (grid.cols % side) / 2;
  const std::int64_t top = (grid.rows % side) / 2;
  std::vector<std::pair<std::size_t, Window>> all;
  judged_everywhere = 0;
  for (std::int64_t row = top - side; row < grid.rows; row += side)
    for (std::int64_t col = left - side; col < grid.cols; col += side) {
      const Window whole{col, row, side, side};
      const Window there = whole.intersected(grid.window());
      if (there.empty()) continue;
      const std::size_t judged = judged_in(request, there);
      judged_everywhere += judged;
      if (there.pixels() == whole.pixels()) all.emplace_back(judged, whole);
    }
  std::ranges::stable_sort(all, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Window> best;
  for (const auto& [judged, window] : all)
    if (static_cast<int>(best.size()) < NullScore::kMostWindows &&
        static_cast<double>(judged) >= kLeastJudgedShare * static_cast<double>(side) * side)
      best.push_back(window);
  return best;
}

void add_spectrum(std::span<const float> evidence, Sample& sample) {
  Plane plane(static_cast<std::size_t>(sample.side) * static_cast<std::size_t>(sample.side));
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 0; i < sample.judged.size(); ++i) {
    const double value = measured(evidence[i]);
    plane[sample.judged[i]] = value;
    sum += value;
    squares += value * value;
  }
  const auto count = static_cast<double>(std::max<std::size_t>(sample.judged.size(), 1));
  const double mean = sum / count;
  for (const std::size_t at : sample.judged) plane[at] -= mean;
  fourier(plane, sample.side, true);
  sample.spectra.push_back(std::move(plane));
  sample.mean.push_back(mean);
  sample.deviation.push_back(std::sqrt(std::max(0.0, squares / count - mean * mean)));
}

Sample sample_of(const NullRequest& request, const Window& window) {
  Sample sample;
  sample.side = static_cast<int>(window.cols);
  const auto layers = static_cast<int>(request.extract.evidence_names.size());
  Tile evidence(layers, sample.side, sample.side);
  Tile reasons(1, sample.side, sample.side);
  request.extract.evidence(window, evidence.view());
  request.extract.reasons(window, reasons.view());
  for (int row = 0; row < sample.side; ++row)
    for (int col = 0; col < sample.side; ++col) {
      bool judged = reasons.view().at(0, row, col) == 0.0F;
      for (int layer = 0; layer < layers; ++layer) judged = judged && !std::isnan(evidence.view().at(layer, row, col));
      if (judged)
        sample.judged.push_back(static_cast<std::size_t>(row) * static_cast<std::size_t>(sample.side) +
                                static_cast<std::size_t>(col));
    }
  sample.evidence = Tile(layers, 1, static_cast<int>(sample.judged.size()));
  for (int layer = 0; layer < layers; ++layer) {
    const std::span<float> packed = sample.evidence.view().row(layer, 0);
    for (std::size_t i = 0; i < packed.size(); ++i)
      packed[i] = evidence.view().at(layer, static_cast<int>(sample.judged[i]) / sample.side,
                                     static_cast<int>(sample.judged[i]) % sample.side);
    add_spectrum(packed, sample);
  }
  return sample;
}

/// exp(i phase) for all frequencies, conjugate for opposite ones, so that a real picture stays real.
Plane random_phases(int side, std::uint64_t seed) {
  Plane phases(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (int row = 0; row < side; ++row)
    for (int col = 0; col < side; ++col) {
      const int other_row = (side - row) % side;
      const int other_col = (side - col) % side;
      const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(col);
      const auto other =
          static_cast<std::size_t>(other_row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(other_col);
      if (at == other) {
        phases[at] = 1;
      } else if (at < other) {
        phases[at] = std::polar(1.0, 2 * std::numbers::pi * unit_random(seed, row, col));
        phases[other] = std::conj(phases[at]);
      }
    }
  return phases;
}

/// Fills layer `first` and, where there is one, the next: two real pictures are one complex transform.
void make_layers(const Sample& sample, const Plane& phases, int first, TileView out) {
  const auto one = static_cast<std::size_t>(first);
  const bool pair = one + 1 < sample.spectra.size();
  Plane plane(phases.size());
  const Plane& real = sample.spectra[one];
  const Plane& imaginary = sample.spectra[pair ? one + 1 : one];
  for (std::size_t at = 0; at < plane.size(); ++at) {
    const double x = real[at].real() - (pair ? imaginary[at].imag() : 0);
    const double y = real[at].imag() + (pair ? imaginary[at].real() : 0);
    const Complex& phase = phases[at];
    plane[at] = {x * phase.real() - y * phase.imag(), x * phase.imag() + y * phase.real()};
  }
  fourier(plane, sample.side, false);
  const auto fill = [&](std::size_t layer, auto part) {
    double squares = 0;
    for (const Complex& value : plane) squares += part(value) * part(value);
    const double spread = std::sqrt(squares / static_cast<double>(plane.size()));
    const double factor = spread > 0 ? sample.deviation[layer] / spread : 0;
    const std::span<float> packed = out.row(static_cast<int>(layer), 0);
    for (std::size_t i = 0; i < packed.size(); ++i)
      packed[i] = membership_of(sample.mean[layer] + factor * part(plane[sample.judged[i]]));
  };
  fill(one, [](const Complex& value) { return value.real(); });
  if (pair) fill(one + 1, [](const Complex& value) { return value.imag(); });
}

/// The score of the best cluster of one surrogate; 0 where there is none.
double best_of(const NullRequest& request, const Sample& sample, std::uint64_t seed) {
  const int layers = static_cast<int>(sample.spectra.size());
  const auto pixels = static_cast<int>(sample.judged.size());
  Tile evidence(layers, 1, pixels);
  const Plane phases = random_phases(sample.side, seed);
  for (int layer = 0; layer < layers; layer += 2) make_layers(sample, phases, layer, evidence.view());
  for (int layer = 0; layer < layers; ++layer)
    if (request.extract.evidence_names[static_cast<std::size_t>(layer)].mapped)
      std::ranges::copy(sample.evidence.view().row(layer, 0), evidence.view().row(layer, 0).begin());
  Tile packed(1, 1, pixels);
  request.combine(std::as_const(evidence).view(), packed.view());
  Tile score(1, sample.side, sample.side);
  for (int row = 0; row < sample.side; ++row) std::ranges::fill(score.view().row(0, row), kMissing);
  std::vector<float> values;
  for (std::size_t i = 0; i < sample.judged.size(); ++i) {
    const float value = packed.view().row(0, 0)[i];
    score.view().row(0, static_cast<int>(sample.judged[i]) /
                            sample.side)[sample.judged[i] % static_cast<std::size_t>(sample.side)] = value;
    if (!std::isnan(value)) values.push_back(value);
  }
  const auto top = static_cast<std::size_t>(request.top_area_percent / 100 * static_cast<double>(values.size()));
  if (values.empty() || top == 0) return 0;
  const auto limit = values.end() - static_cast<std::ptrdiff_t>(top);
  std::ranges::nth_element(values, limit);
  ExtractRequest extract;
  extract.model = request.extract.model;
  extract.grid = {"", 0, 0, 1, 1, sample.side, sample.side};
  extract.threshold = static_cast<double>(*limit);
  extract.min_pixels = request.extract.min_pixels;
  extract.most = 1;
  extract.score = [&](const Window& window, TileView out) {
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col)
        out.at(0, row, col) =
            score.view().at(0, static_cast<int>(window.row) + row, static_cast<int>(window.col) + col);
  };
  const FoundClusters found = find_clusters(extract);
  return found.clusters.empty() ? 0 : found.clusters.front().score;
}

}  // namespace

NullScore null_score(const NullRequest& request) {
  NullScore null;
  null.score = std::nan("");
  const int side = side_for(request.extract.grid);
  if (side == 0 || request.extract.evidence_names.empty() || !request.extract.reasons) return null;
  std::size_t judged = 0;
  std::vector<Sample> samples;
  for (const Window& window : windows_of(request, side, judged)) {
    samples.push_back(sample_of(request, window));
    if (samples.back().judged.empty()) samples.pop_back();
  }
  if (samples.empty()) return null;
  null.maxima.assign(NullScore::kSurrogates, 0);
  for_each_tile(
      NullScore::kSurrogates, request.threads,
      [&](int, std::int64_t number) {
        const auto i = static_cast<std::size_t>(number);
        null.maxima[i] = best_of(request, samples[i % samples.size()], mix64(request.seed + i));
      },
      [] { return true; });
  std::ranges::sort(null.maxima);
  double ground = 0;
  for (const Sample& sample : samples) ground += static_cast<double>(sample.judged.size());
  ground /= static_cast<double>(samples.size());
  const double share = std::min(1.0, ground / static_cast<double>(std::max<std::size_t>(judged, 1)));
  const double place = std::pow(request.quantile, share) * (NullScore::kSurrogates - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min<std::size_t>(below + 1, NullScore::kSurrogates - 1);
  null.score = std::lerp(null.maxima[below], null.maxima[above], place - static_cast<double>(below));
  return null;
}

}  // namespace greisen::targets
