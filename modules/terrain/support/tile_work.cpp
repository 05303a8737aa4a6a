// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/tile_work.hpp"

#include <algorithm>

namespace greisen::terrain {

Rims::Rims(const Grid& grid, int side) : grid_(grid), side_(side), across_((grid.cols + side - 1) / side) {
  const std::int64_t down = (grid.rows + side - 1) / side;
  begins_.assign(1, 0);
  for (std::int64_t tile = 0; tile < across_ * down; ++tile) {
    const Window w = window(static_cast<int>(tile));
    const std::int64_t inner = std::max<std::int64_t>(0, w.rows - 2) * std::max<std::int64_t>(0, w.cols - 2);
    begins_.push_back(begins_.back() + static_cast<std::size_t>(w.pixels() - inner));
  }
}

Window Rims::window(int tile) const {
  const Window w{tile % across_ * side_, tile / across_ * side_, side_, side_};
  return w.intersected(grid_.window());
}

bool Rims::on_rim(std::int64_t row, std::int64_t col) const {
  const std::int64_t r = row % side_;
  const std::int64_t c = col % side_;
  return r == 0 || c == 0 || r == side_ - 1 || c == side_ - 1 || row == grid_.rows - 1 || col == grid_.cols - 1;
}

/// The upper row, the lower row, the left column between them, the right one.
std::size_t Rims::number(std::int64_t row, std::int64_t col) const {
  const int tile = tile_at(row, col);
  const Window w = window(tile);
  const std::int64_t r = row - w.row;
  const std::int64_t c = col - w.col;
  std::int64_t place = 0;
  if (r == 0)
    place = c;
  else if (r == w.rows - 1)
    place = w.cols + c;
  else
    place = 2 * w.cols + (c == 0 ? 0 : w.rows - 2) + r - 1;
  return begins_[static_cast<std::size_t>(tile)] + static_cast<std::size_t>(place);
}

void TileWork::read_back(int output, const Window& window, Tile& into) {
  into.reshape(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
  const std::lock_guard lock(guard_);
  io_.read_back(output, window, into.view());
}

void TileWork::write(int output, const Window& window, ConstTileView pixels) {
  const std::lock_guard lock(guard_);
  io_.write(output, window, pixels);
}

void TileWork::tell(std::int64_t pixels) {
  const std::lock_guard lock(guard_);
  io_.progress(pixels * (phase_ + 1) / phases_ - pixels * phase_ / phases_);
}

}  // namespace greisen::terrain
