// SPDX-License-Identifier: Apache-2.0
#include "engine/scratch.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

using testing::plain_grid;
using testing::TempFolder;

/// Windows that hold cells of 128 pixels whole, that cut them, and that end at the grid's edge or beyond it.
TEST(Scratch, HoldsWhatWindowsOfAnySizeWroteIntoIt) {
  const TempFolder folder;
  const Grid grid = plain_grid(700, 530);
  Scratch scratch(folder.file("pixels.raw"), grid, 2);
  std::vector<float> expected(static_cast<std::size_t>(grid.cols * grid.rows), kMissing);
  float next = 1;
  for (const Window& window : {Window{512, 512, 188, 18}, Window{128, 128, 256, 128}, Window{100, 50, 300, 200},
                               Window{640, 384, 128, 256}, Window{-10, -10, 20, 20}, Window{256, 0, 128, 128}}) {
    Tile tile(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    for (int row = 0; row < tile.view().rows; ++row)
      for (int col = 0; col < tile.view().cols; ++col) {
        tile.view().at(0, row, col) = next++;
        const std::int64_t y = window.row + row;
        const std::int64_t x = window.col + col;
        if (y >= 0 && x >= 0 && y < grid.rows && x < grid.cols)
          expected[static_cast<std::size_t>(y * grid.cols + x)] = tile.view().at(0, row, col);
      }
    scratch.write(1, window, tile.view());
  }
  Tile all(2, static_cast<int>(grid.rows), static_cast<int>(grid.cols));
  scratch.read(grid.window(), std::vector<int>{1, 0}, all.view());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const float value = all.view().data[i];
    ASSERT_TRUE(value == expected[i] || (std::isnan(value) && std::isnan(expected[i]))) << i;
    ASSERT_TRUE(std::isnan(all.view().data[expected.size() + i])) << "the other layer, " << i;
  }
}

}  // namespace
}  // namespace greisen
