// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/line_peaks.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <complex>
#include <mutex>
#include <numeric>

#include "raster/for_each_tile.hpp"
#include "raster/fourier.hpp"
#include "terrain/support/oriented_kernels.hpp"

namespace greisen::terrain {
namespace {

using Plane = std::vector<std::complex<double>>;

constexpr int kSide = 512;
constexpr std::int64_t kSampledBlocks = 16;

/// Sizes of responses, to 1/128 of their own: the upper bits of a float, which rise with it.
class Sizes {
 public:
  Sizes() : counts_(std::size_t{1} << 16U, 0) {}
  void add(float size) { ++counts_[std::bit_cast<std::uint32_t>(size) >> 16U]; }
  void join(const Sizes& other) {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  }
  /// Within its class by proportion; 0 where there are none.
  [[nodiscard]] double median() const {
    const std::uint64_t all = std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < counts_.size() && all > 0; ++i) {
      if (2 * (below + counts_[i]) < all) {
        below += counts_[i];
        continue;
      }
      const auto from = static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(i << 16U)));
      const auto to = static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>((i + 1) << 16U)));
      return from + (to - from) * (static_cast<double>(all) / 2 - static_cast<double>(below)) /
                        static_cast<double>(counts_[i]);
    }
    return 0;
  }

 private:
  std::vector<std::uint64_t> counts_;
};

/// 1 / (1.4826 · MAD) of the long and of the short kernels, by azimuth; 0 where nothing varies.
struct Units {
  std::array<float, kAzimuths> of_long = {};
  std::array<float, kAzimuths> of_short = {};
};

float unit_of(const Sizes& sizes) {
  constexpr double kNormal = 1.4826;
  const double median = sizes.median();
  return median > 0 ? static_cast<float>(1 / (kNormal * median)) : 0.0F;
}

/// Along rows, evenly from one height to the next; rows without heights are as the row before.
void fill_missing(TileView heights) {
  for (int row = 0; row < heights.rows; ++row) {
    const auto z = heights.row(0, row);
    std::size_t before = z.size();  // none yet
    for (std::size_t i = 0; i < z.size(); ++i) {
      if (std::isnan(z[i])) continue;
      const std::size_t first = before == z.size() ? 0 : before + 1;
      for (std::size_t k = first; k < i; ++k) {
        const float share = before == z.size() ? 1 : static_cast<float>(k - before) / static_cast<float>(i - before);
        z[k] = share == 1 ? z[i] : z[before] + share * (z[i] - z[before]);
      }
      before = i;
    }
    if (before != z.size()) {
      std::fill(z.begin() + static_cast<std::ptrdiff_t>(before), z.end(), z[before]);
    } else if (row > 0) {
      std::ranges::copy(heights.row(0, row - 1), z.begin());
    } else {
      std::ranges::fill(z, 0.0F);
    }
  }
}

/// Heights of a block with what the kernels reach around it.
struct Block {
  Window inner;
  Tile heights;             ///< kSide on a side, less a height of its own; missing ones filled
  std::vector<char> blind;  ///< of `inner` and the ring around: nothing is told of them
};

class Bank {
 public:
  Bank(const WholeIo& io, const BankSettings& settings) : io_(io), settings_(settings) {
    for (int azimuth = 0; azimuth < kAzimuths; ++azimuth) {
      long_.push_back(oriented_kernel(azimuth, settings.length_px, settings.sigma_px, settings.derivative));
      short_.push_back(oriented_kernel(azimuth, settings.short_px, settings.sigma_px, settings.derivative));
    }
    reach_ = long_.front().radius_px;
    // a step has lobes of the other sign beside it, √3 σ away: no peak stands so near a greater one
    ring_ = settings.derivative == 2 ? 1 : static_cast<int>(std::ceil(2.5 * settings.sigma_px));
    margin_ = reach_ + ring_;
    step_ = kSide - 2 * margin_;
    across_ = (io.grid.cols + step_ - 1) / step_;
    blocks_ = across_ * ((io.grid.rows + step_ - 1) / step_);
    for (int pair = 0; pair < kAzimuths / 2; ++pair) spectra_.push_back(spectrum_of(pair));
  }

  bool measure();
  bool find(std::vector<LinePeak>& peaks, const std::function<void(const Window&, ConstTileView)>& best) const;

 private:
  struct Best;
  void take_best(const Block& block, Best& best) const;
  [[nodiscard]] bool is_greatest(ConstTileView z, int row, int col, int azimuth) const;
  void add_peaks(const Block& block, const Best& best, std::vector<LinePeak>& peaks) const;
  [[nodiscard]] Plane spectrum_of(int pair) const;
  [[nodiscard]] Window window_of(std::int64_t block) const {
    return Window{block % across_ * step_, block / across_ * step_, step_, step_}.intersected(io_.grid.window());
  }
  void read(std::int64_t block, Block& into) const;
  void mark_blind(const Window& all, ConstTileView read, Block& into) const;
  template <class Take>
  void respond(const Block& block, Take&& take) const;
  [[nodiscard]] float short_response(const Block& block, int azimuth, int row, int col) const;
  [[nodiscard]] float size_of(float response) const {
    return settings_.derivative == 2 ? response : std::abs(response);
  }

  const WholeIo& io_;
  BankSettings settings_;
  std::vector<OrientedKernel> long_;
  std::vector<OrientedKernel> short_;
  int reach_ = 0;   ///< of the kernels
  int ring_ = 1;    ///< pixels to either side with which a peak is compared
  int margin_ = 0;  ///< both
  std::int64_t step_ = 0;
  std::int64_t across_ = 0;
  std::int64_t blocks_ = 0;
  std::vector<Plane> spectra_;  ///< of two azimuths each: the first real, the second imaginary
  Units units_;
};

/// Turned, as a transform convolves: the response is a correlation.
Plane Bank::spectrum_of(int pair) const {
  Plane plane(static_cast<std::size_t>(kSide) * kSide);
  const OrientedKernel& first = long_[static_cast<std::size_t>(2 * pair)];
  const OrientedKernel& second = long_[static_cast<std::size_t>(2 * pair + 1)];
  for (int row = -reach_; row <= reach_; ++row)
    for (int col = -reach_; col <= reach_; ++col)
      plane[static_cast<std::size_t>(((kSide - row) % kSide) * kSide + (kSide - col) % kSide)] = {
          static_cast<double>(first.at(row, col)), static_cast<double>(second.at(row, col))};
  fourier(plane, kSide, true);
  return plane;
}

void Bank::read(std::int64_t block, Block& into) const {
  into.inner = window_of(block);
  const Window all = into.inner.expanded(margin_);
  const Window there = all.intersected(io_.grid.window());
  Tile read(1, static_cast<int>(there.rows), static_cast<int>(there.cols));
  io_.read(0, there, read.view());
  mark_blind(there, read.view(), into);
  fill_missing(read.view());
  const float base = read.view().at(0, 0, 0);
  const auto at = [&](std::int64_t row, std::int64_t col) {
    const std::int64_t r = std::clamp(row - there.row, std::int64_t{0}, there.rows - 1);
    const std::int64_t c = std::clamp(col - there.col, std::int64_t{0}, there.cols - 1);
    return read.view().at(0, static_cast<int>(r), static_cast<int>(c)) - base;
  };
  into.heights.reshape(1, kSide, kSide);
  into.heights.fill(0);
  for (std::int64_t row = all.row; row < all.row + all.rows; ++row)
    for (std::int64_t col = all.col; col < all.col + all.cols; ++col) {
      const std::int64_t edge_row = std::clamp<std::int64_t>(row, 0, io_.grid.rows - 1);
      const std::int64_t edge_col = std::clamp<std::int64_t>(col, 0, io_.grid.cols - 1);
      float z = at(edge_row, edge_col);
      if (edge_row != row || edge_col != col) z = 2 * z - at(2 * edge_row - row, 2 * edge_col - col);
      into.heights.view().at(0, static_cast<int>(row - all.row), static_cast<int>(col - all.col)) = z;
    }
}

/// What is missing, and where more than a tenth of the square around is.
void Bank::mark_blind(const Window& all, ConstTileView read, Block& into) const {
  constexpr double kMostMissing = 0.1;
  const auto cols = static_cast<std::size_t>(read.cols) + 1;
  std::vector<std::int32_t> sums(cols * (static_cast<std::size_t>(read.rows) + 1), 0);
  for (int row = 0; row < read.rows; ++row)
    for (int col = 0; col < read.cols; ++col) {
      const std::size_t i = (static_cast<std::size_t>(row) + 1) * cols + static_cast<std::size_t>(col) + 1;
      sums[i] = sums[i - 1] + sums[i - cols] - sums[i - cols - 1] + (std::isnan(read.at(0, row, col)) ? 1 : 0);
    }
  const auto sum_to = [&](std::int64_t row, std::int64_t col) {
    return sums[static_cast<std::size_t>(row) * cols + static_cast<std::size_t>(col)];
  };
  const Window seen = into.inner.expanded(ring_);
  into.blind.assign(static_cast<std::size_t>(seen.pixels()), 1);
  for (std::int64_t row = seen.row; row < seen.row + seen.rows; ++row)
    for (std::int64_t col = seen.col; col < seen.col + seen.cols; ++col) {
      if (!all.contains({col, row, 1, 1})) continue;
      const Window box = Window{col, row, 1, 1}.expanded(reach_).intersected(all);
      const std::int64_t top = box.row - all.row;
      const std::int64_t left = box.col - all.col;
      const int missing = sum_to(top + box.rows, left + box.cols) - sum_to(top, left + box.cols) -
                          sum_to(top + box.rows, left) + sum_to(top, left);
      const bool own = std::isnan(read.at(0, static_cast<int>(row - all.row), static_cast<int>(col - all.col)));
      if (!own && missing <= kMostMissing * static_cast<double>(box.pixels()))
        into.blind[static_cast<std::size_t>((row - seen.row) * seen.cols + col - seen.col)] = 0;
    }
}

/// take(azimuth, responses of the inner pixels and of the ring around them, by rows) for each azimuth.
template <class Take>
void Bank::respond(const Block& block, Take&& take) const {
  thread_local Plane ground;
  thread_local Plane product;
  thread_local std::vector<float> plane;
  ground.resize(static_cast<std::size_t>(kSide) * kSide);
  const ConstTileView z = block.heights.view();
  for (int row = 0; row < kSide; ++row)
    for (int col = 0; col < kSide; ++col)
      ground[static_cast<std::size_t>(row * kSide + col)] = static_cast<double>(z.at(0, row, col));
  fourier(ground, kSide, true);
  plane.resize(static_cast<std::size_t>(block.inner.expanded(ring_).pixels()));
  for (int pair = 0; pair < kAzimuths / 2 && io_.keep_going(); ++pair) {
    const Plane& spectrum = spectra_[static_cast<std::size_t>(pair)];
    product.resize(ground.size());
    for (std::size_t i = 0; i < ground.size(); ++i) {
      const double re = ground[i].real() * spectrum[i].real() - ground[i].imag() * spectrum[i].imag();
      const double im = ground[i].real() * spectrum[i].imag() + ground[i].imag() * spectrum[i].real();
      product[i] = {re, im};
    }
    fourier(product, kSide, false);
    for (int part = 0; part < 2; ++part) {
      std::size_t to = 0;
      for (std::int64_t row = reach_; row < margin_ + block.inner.rows + ring_; ++row)
        for (std::int64_t col = reach_; col < margin_ + block.inner.cols + ring_; ++col) {
          const std::complex<double>& one = product[static_cast<std::size_t>(row * kSide + col)];
          plane[to++] = static_cast<float>(part == 0 ? one.real() : one.imag());
        }
      take(2 * pair + part, plane);
    }
  }
}

float Bank::short_response(const Block& block, int azimuth, int row, int col) const {
  const OrientedKernel& kernel = short_[static_cast<std::size_t>(azimuth)];
  const ConstTileView z = block.heights.view();
  float sum = 0;
  for (int r = -kernel.radius_px; r <= kernel.radius_px; ++r)
    for (int c = -kernel.radius_px; c <= kernel.radius_px; ++c)
      sum += kernel.at(r, c) * z.at(0, margin_ + row + r, margin_ + col + c);
  return sum;
}

bool Bank::measure() {
  constexpr std::int64_t kShortStep = 7;  ///< the short kernels are measured on every seventh row and column
  const std::int64_t stride = std::max<std::int64_t>(1, blocks_ / kSampledBlocks);
  const std::int64_t count = (blocks_ + stride - 1) / stride;
  std::vector<Sizes> sizes(2 * kAzimuths);
  std::mutex guard;
  const auto begun = for_each_tile(
      count, io_.threads,
      [&](int, std::int64_t number) {
        Block block;
        read(number * stride, block);
        std::vector<Sizes> own(2 * kAzimuths);
        respond(block, [&](int azimuth, const std::vector<float>& plane) {
          for (std::size_t i = 0; i < plane.size(); ++i)
            if (block.blind[i] == 0) own[static_cast<std::size_t>(azimuth)].add(std::abs(plane[i]));
          for (std::int64_t row = 0; row < block.inner.rows; row += kShortStep)
            for (std::int64_t col = 0; col < block.inner.cols; col += kShortStep)
              if (block.blind[static_cast<std::size_t>((row + ring_) * (block.inner.cols + 2 * ring_) + col + ring_)] ==
                  0)
                own[static_cast<std::size_t>(kAzimuths + azimuth)].add(
                    std::abs(short_response(block, azimuth, static_cast<int>(row), static_cast<int>(col))));
        });
        const std::lock_guard lock(guard);
        for (std::size_t i = 0; i < sizes.size(); ++i) sizes[i].join(own[i]);
      },
      io_.keep_going);
  for (std::size_t azimuth = 0; azimuth < kAzimuths; ++azimuth) {
    units_.of_long[azimuth] = unit_of(sizes[azimuth]);
    units_.of_short[azimuth] = unit_of(sizes[kAzimuths + azimuth]);
  }
  return begun == count && io_.keep_going();
}

/// The greatest response of each pixel of a block and of the ring around it, and its azimuth.
struct Bank::Best {
  Tile responses;
  std::vector<std::uint8_t> azimuths;
};

void Bank::take_best(const Block& block, Best& best) const {
  const Window seen = block.inner.expanded(ring_);
  best.responses.reshape(1, static_cast<int>(seen.rows), static_cast<int>(seen.cols));
  best.responses.fill(0);
  best.azimuths.assign(block.blind.size(), 0);
  float* const most = best.responses.view().data;
  respond(block, [&](int azimuth, const std::vector<float>& plane) {
    const float unit = units_.of_long[static_cast<std::size_t>(azimuth)];
    for (std::size_t i = 0; i < plane.size(); ++i)
      if (const float size = size_of(plane[i]) * unit; size > most[i]) {
        most[i] = size;
        best.azimuths[i] = static_cast<std::uint8_t>(azimuth);
      }
  });
  for (std::size_t i = 0; i < block.blind.size(); ++i)
    if (block.blind[i] != 0) most[i] = kMissing;
}

bool Bank::is_greatest(ConstTileView z, int row, int col, int azimuth) const {
  const auto [down, right] = across(azimuth);
  const int steps =
      down != 0 && right != 0 ? std::max(1, static_cast<int>(std::lround(ring_ / std::sqrt(2.0)))) : ring_;
  const float size = z.at(0, row, col);
  for (int step = 1; step <= steps; ++step)
    if (z.at(0, row - step * down, col - step * right) >= size || z.at(0, row + step * down, col + step * right) > size)
      return false;
  return true;
}

/// The greatest across their azimuth, where a short kernel agrees.
void Bank::add_peaks(const Block& block, const Best& best, std::vector<LinePeak>& peaks) const {
  const ConstTileView z = best.responses.view();
  for (int row = 0; row < static_cast<int>(block.inner.rows); ++row)
    for (int col = 0; col < static_cast<int>(block.inner.cols); ++col) {
      const float size = z.at(0, row + ring_, col + ring_);
      if (!(static_cast<double>(size) >= settings_.low)) continue;
      const std::uint8_t azimuth = best.azimuths[static_cast<std::size_t>((row + ring_) * z.cols + col + ring_)];
      if (!is_greatest(z, row + ring_, col + ring_, azimuth)) continue;
      const float end = size_of(short_response(block, azimuth, row, col)) * units_.of_short[azimuth];
      if (static_cast<double>(end) < settings_.trim) continue;
      peaks.push_back({static_cast<std::int32_t>(block.inner.row + row),
                       static_cast<std::int32_t>(block.inner.col + col), size, azimuth});
    }
}

bool Bank::find(std::vector<LinePeak>& peaks, const std::function<void(const Window&, ConstTileView)>& best) const {
  std::mutex guard;
  const auto begun = for_each_tile(
      blocks_, io_.threads,
      [&](int, std::int64_t number) {
        Block block;
        Best found;
        std::vector<LinePeak> own;
        read(number, block);
        take_best(block, found);
        add_peaks(block, found, own);
        const std::lock_guard lock(guard);
        best(block.inner, found.responses.view().inner(ring_));
        peaks.insert(peaks.end(), own.begin(), own.end());
      },
      io_.keep_going);
  std::ranges::sort(
      peaks, [](const LinePeak& a, const LinePeak& b) { return a.row != b.row ? a.row < b.row : a.col < b.col; });
  return begun == blocks_ && io_.keep_going();
}

}  // namespace

std::vector<LinePeak> line_peaks(const WholeIo& io, const BankSettings& settings,
                                 const std::function<void(const Window&, ConstTileView)>& best) {
  std::vector<LinePeak> peaks;
  Bank bank(io, settings);
  if (!bank.measure() || !bank.find(peaks, best)) return {};
  return peaks;
}

}  // namespace greisen::terrain
