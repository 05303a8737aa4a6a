// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "terrain/support/tile_work.hpp"

namespace greisen::terrain {

/// Where water goes within one square; pixels by rows.
struct FlowSquare {
  static constexpr std::int32_t kEnds = -1;     ///< out of the map, or missing
  static constexpr std::int32_t kCrosses = -2;  ///< into another square

  Window window;
  std::vector<std::int32_t> down;   ///< the pixel to which it flows
  std::vector<std::int32_t> order;  ///< of all that are measured, upstream before downstream

  /// Reads the directions of a square.
  void read(TileWork& work, int tile);
  [[nodiscard]] std::size_t place(std::int64_t row, std::int64_t col) const {
    return static_cast<std::size_t>((row - window.row) * window.cols + col - window.col);
  }
  /// The pixel of another square into which a pixel of the rim flows.
  [[nodiscard]] std::size_t target(const Rims& rims, std::size_t place) const;
  [[nodiscard]] bool is_missing(std::size_t place) const {
    return codes_.view().data[place] != codes_.view().data[place];
  }

 private:
  Tile codes_;
};

/// What is kept of the squares' rims: by the rims' numbers.
struct FlowRims {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::vector<std::size_t> exits;    ///< pixel of the rim by which water that comes in here leaves the square again
  std::vector<std::size_t> targets;  ///< pixel of another square's rim into which this one flows

  explicit FlowRims(const Rims& rims) : exits(rims.size(), kNone), targets(rims.size(), kNone) {}
  /// From a square that was read.
  void take(const Rims& rims, int tile, const FlowSquare& square);
};

}  // namespace greisen::terrain
