// SPDX-License-Identifier: Apache-2.0
#include "geo/read/pixel_sample.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <utility>

#include "raster/grid.hpp"
#include "raster/tile.hpp"

namespace greisen::geo {
namespace {

constexpr int kLeastSide = 256;
constexpr int kMostSide = 1024;
constexpr std::int64_t kLeastBlocks = 4;
constexpr int kMostRounds = 4;
constexpr double kMostPixels = 1U << 20U;
/// Of rows as wide as the raster, where they are stored whole: what a header claims, nobody may have.
constexpr std::int64_t kMostOfBlock = std::int64_t{16} << 20U;
constexpr std::size_t kStoreBytes = std::size_t{128} << 20U;

/// A whole number of blocks that is neither tiny nor huge.
std::int64_t side_of(int block, std::int64_t whole) {
  const std::int64_t blocks = std::max(1, (kLeastSide + block - 1) / std::max(block, 1));
  const std::int64_t side = block > kMostSide ? kMostSide : blocks * std::max(block, 1);
  return std::min(side, whole);
}

/// The blocks of a grid in an order of which every beginning is spread evenly over it (the additive recurrence of the
/// plastic number: Roberts 2018).
class SpreadBlocks {
 public:
  SpreadBlocks(const Grid& grid, const SamplePlan& plan)
      : grid_(grid),
        width_(plan.block_cols >= grid.cols ? grid.cols : side_of(plan.block_cols, grid.cols)),
        height_(std::clamp(kMostOfBlock / std::max<std::int64_t>(width_, 1), std::int64_t{1},
                           side_of(plan.block_rows, grid.rows))),
        across_((grid.cols + width_ - 1) / width_),
        down_((grid.rows + height_ - 1) / height_) {}

  [[nodiscard]] std::int64_t count() const { return across_ * down_; }

  std::vector<Window> next(std::int64_t number) {
    std::vector<Window> blocks;
    const std::int64_t wanted = std::min(number, count() - static_cast<std::int64_t>(seen_.size()));
    const bool all = 2 * (static_cast<std::int64_t>(seen_.size()) + wanted) >= count();
    for (std::int64_t at = 0; all && at < count() && static_cast<std::int64_t>(blocks.size()) < wanted; ++at)
      take(at, blocks);
    while (!all && static_cast<std::int64_t>(blocks.size()) < wanted) {
      constexpr double kPlastic = 1.32471795724474602596;
      const auto step = static_cast<double>(step_++);
      const double x = std::fmod(0.5 + step / kPlastic, 1.0);
      const double y = std::fmod(0.5 + step / (kPlastic * kPlastic), 1.0);
      const auto col = std::min(static_cast<std::int64_t>(x * static_cast<double>(across_)), across_ - 1);
      const auto row = std::min(static_cast<std::int64_t>(y * static_cast<double>(down_)), down_ - 1);
      take(row * across_ + col, blocks);
    }
    return blocks;
  }

 private:
  void take(std::int64_t at, std::vector<Window>& blocks) {
    if (!seen_.insert(at).second) return;
    blocks.push_back(
        Window{at % across_ * width_, at / across_ * height_, width_, height_}.intersected(grid_.window()));
  }

  Grid grid_;
  std::int64_t width_;
  std::int64_t height_;
  std::int64_t across_;
  std::int64_t down_;
  std::int64_t step_ = 0;
  std::set<std::int64_t> seen_;
};

PassRequest request_of(std::span<const Window> windows) {
  PassRequest request;
  request.windows = windows;
  request.layers = {0};
  request.store_bytes = kStoreBytes;
  return request;
}

/// Every n-th row and column of the raster, counted from its corner.
void take_thinned(ConstTileView pixels, const Window& window, std::int64_t step, PixelSample& all) {
  const auto first = [&](std::int64_t at) { return (step - at % step) % step; };
  for (std::int64_t row = first(window.row); row < window.rows; row += step) {
    const std::span<const float> line = pixels.row(0, static_cast<int>(row));
    for (std::int64_t col = first(window.col); col < window.cols; col += step) {
      ++all.looked_at;
      const float value = line[static_cast<std::size_t>(col)];
      if (!std::isnan(value)) all.values.push_back(value);
    }
  }
}

void read_blocks(const Raster& raster, const std::vector<Window>& windows, std::int64_t step, PixelSample& all) {
  const auto reader = std::move(raster.open(request_of(windows)).front());
  Tile tile;
  for (const Window& window : windows) {
    tile.reshape(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    reader->read(window, tile.view());
    take_thinned(std::as_const(tile).view(), window, step, all);
  }
}

}  // namespace

PixelSample sample_pixels(const Raster& raster, const SamplePlan& plan) {
  SpreadBlocks blocks(raster.grid, plan);
  PixelSample all;
  std::int64_t round_blocks = 0;
  std::int64_t step = 1;
  for (int round = 0; round < kMostRounds && all.values.size() < plan.enough; ++round) {
    std::vector<Window> windows = blocks.next(round == 0 ? 1 : round_blocks);
    if (windows.empty()) break;
    if (round == 0) {
      const double seconds = std::max(raster.cost(request_of(windows)).seconds, 1e-9);
      const double fit = std::min(plan.seconds / seconds, static_cast<double>(blocks.count()));
      round_blocks = std::max(kLeastBlocks, static_cast<std::int64_t>(fit));
      const double pixels = static_cast<double>(windows.front().pixels() * std::min(round_blocks, blocks.count()));
      step = static_cast<std::int64_t>(std::ceil(std::sqrt(std::max(1.0, pixels / kMostPixels))));
      const std::vector<Window> more = blocks.next(round_blocks - 1);
      windows.insert(windows.end(), more.begin(), more.end());
    }
    read_blocks(raster, windows, step, all);
  }
  return all;
}

SamplePlan sample_plan(const std::string& path, int band) {
  const FileInfo info = file_info(path);
  SamplePlan plan;
  if (band < 1 || band > static_cast<int>(info.bands.size())) return plan;
  plan.block_cols = info.bands[static_cast<std::size_t>(band - 1)].block_cols;
  plan.block_rows = info.bands[static_cast<std::size_t>(band - 1)].block_rows;
  return plan;
}

PixelSample sample_dn(const BandSource& band, SamplePlan plan) {
  const FileInfo info = file_info(band.path);
  const SamplePlan of_file = sample_plan(band.path, band.band);
  plan.block_cols = of_file.block_cols;
  plan.block_rows = of_file.block_rows;
  BandSource stored = band;
  stored.scale = 1;
  stored.offset = 0;
  stored.geo_transform = {0, 1, 0, 0, 0, -1};
  Grid own;
  own.cols = info.grid.cols;
  own.rows = info.grid.rows;
  return sample_pixels(raster_of({stored}, own), plan);
}

}  // namespace greisen::geo
