// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "raster/for_each_tile.hpp"
#include "step/step.hpp"

namespace greisen::terrain {

/// Side of the squares in which whole steps go over the ground; no result depends on it.
inline constexpr int kTileSide_px = 512;

/// Eight neighbours in a fixed order: those that share an edge from the east on, clockwise, then those that share a
/// corner from the south-east on. Of equals the first is taken.
struct Neighbour {
  int rows = 0;
  int cols = 0;
  float code = 0;  ///< of a flow direction, in powers of 2 from the east on, clockwise
};
inline constexpr std::array<Neighbour, 8> kNeighbours = {
    {{0, 1, 1}, {1, 0, 4}, {0, -1, 16}, {-1, 0, 64}, {1, 1, 2}, {1, -1, 8}, {-1, -1, 32}, {-1, 1, 128}}};

/// The pixels on the rims of the squares, numbered: what is kept of a square while others are worked on.
class Rims {
 public:
  Rims(const Grid& grid, int side);

  [[nodiscard]] int tiles() const { return static_cast<int>(begins_.size()) - 1; }
  [[nodiscard]] std::size_t size() const { return begins_.back(); }
  [[nodiscard]] Window window(int tile) const;
  [[nodiscard]] int tile_at(std::int64_t row, std::int64_t col) const {
    return static_cast<int>(row / side_ * across_ + col / side_);
  }
  [[nodiscard]] bool inside(std::int64_t row, std::int64_t col) const {
    return row >= 0 && col >= 0 && row < grid_.rows && col < grid_.cols;
  }
  [[nodiscard]] bool on_rim(std::int64_t row, std::int64_t col) const;
  /// Number of a pixel that lies on the rim of its square.
  [[nodiscard]] std::size_t number(std::int64_t row, std::int64_t col) const;
  /// Calls work(row, col, number) for the rim of a square.
  template <class Work>
  void for_each(int tile, Work&& work) const {
    const Window w = window(tile);
    for (std::int64_t row = w.row; row < w.row + w.rows; ++row) {
      const bool whole = row == w.row || row == w.row + w.rows - 1 || w.cols == 1;
      for (std::int64_t col = w.col; col < w.col + w.cols; col += whole ? 1 : w.cols - 1)
        work(row, col, number(row, col));
    }
  }

 private:
  Grid grid_;
  int side_;
  std::int64_t across_;
  std::vector<std::size_t> begins_;
};

/// A whole step's work on squares, in several threads.
class TileWork {
 public:
  /// `phases`: journeys over all squares that the step will make, for its progress.
  TileWork(const WholeIo& io, int side, int phases) : io_(io), rims_(io.grid, side), phases_(phases) {}

  [[nodiscard]] const WholeIo& io() const { return io_; }
  [[nodiscard]] const Rims& rims() const { return rims_; }

  /// work(tile) for the squares named. False: told to stop.
  template <class Work>
  bool for_each(const std::vector<int>& tiles, Work&& work) {
    const auto count = static_cast<std::int64_t>(tiles.size());
    const auto begun = for_each_tile(
        count, io_.threads, [&](int, std::int64_t i) { work(tiles[static_cast<std::size_t>(i)]); }, io_.keep_going);
    return begun == count && io_.keep_going();
  }
  /// For all of them, as one phase of the progress.
  template <class Work>
  bool for_all(Work&& work) {
    std::vector<int> tiles;
    for (int tile = 0; tile < rims_.tiles(); ++tile) tiles.push_back(tile);
    const bool done = for_each(tiles, [&](int tile) {
      work(tile);
      tell(rims_.window(tile).pixels());
    });
    ++phase_;
    return done;
  }

  void read(const Window& window, Tile& into) const {
    into.reshape(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    io_.read(0, window, into.view());
  }
  void read_back(int output, const Window& window, Tile& into);
  void write(int output, const Window& window, ConstTileView pixels);

 private:
  void tell(std::int64_t pixels);

  const WholeIo& io_;
  Rims rims_;
  int phases_;
  int phase_ = 0;
  std::mutex guard_;
};

}  // namespace greisen::terrain
