// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "raster/tile.hpp"

namespace greisen::terrain {

/// Water can pass from one ground to the other once it stands as high.
struct Spill {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  float level = 0;
};

/// Label of ground whose water leaves the map.
inline constexpr std::int32_t kOutside = 0;

/// One square, flooded from its rim and from where the map ends: pixels beside missing ones and beside the grid's edge
/// (Barnes, Lehman and Mulla 2014). Each pixel is as high as the lowest way to its label's lowest pixel.
class Flood {
 public:
  /// `heights`: the square with one pixel around, missing beyond the grid; the inner pixels are raised. Labels count
  /// from kOutside on.
  void run(TileView heights);

  [[nodiscard]] std::int32_t label(int row, int col) const {  ///< of the square; -1: missing
    return labels_[static_cast<std::size_t>((row + 1) * stride_ + col + 1)];
  }
  /// Lowest heights, by label; −∞ for kOutside.
  [[nodiscard]] const std::vector<float>& roots() const { return roots_; }
  /// Between the square's labels; each pair once, the lower label first, at the lowest level.
  [[nodiscard]] const std::vector<Spill>& spills() const { return spills_; }

 private:
  void begin(TileView heights);
  void spread(std::size_t pixel);
  void add_spill(std::int32_t a, std::int32_t b, float level);
  std::size_t next();

  float* heights_ = nullptr;
  std::ptrdiff_t stride_ = 0;
  std::vector<std::int32_t> labels_;
  std::vector<std::uint64_t> heap_;   ///< height and place, lowest first
  std::vector<std::size_t> hollows_;  ///< raised to the level at hand
  std::vector<float> roots_;
  std::vector<Spill> spills_;
};

/// Keeps of each pair of labels the lowest level; sorted.
void keep_lowest(std::vector<Spill>& spills);

/// How high water must stand at each label's lowest pixel to reach label 0, the outside: the least of the highest
/// levels on the ways there. −∞ for 0.
[[nodiscard]] std::vector<float> levels_to_outside(std::size_t labels, const std::vector<Spill>& spills);

}  // namespace greisen::terrain
