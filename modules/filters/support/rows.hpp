// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "step/step.hpp"

namespace greisen::filters {

/// A whole step's first input by rows: calls work(row number, pixels of the row) from top to bottom, which may change
/// the pixels, and after(window, strip) when a strip is through.
template <class Work, class After>
void for_each_row(const WholeIo& io, Work&& work, After&& after) {
  constexpr std::int64_t kStripRows = 128;
  Tile strip;
  for (std::int64_t top = 0; top < io.grid.rows; top += kStripRows) {
    const Window window{0, top, io.grid.cols, std::min(kStripRows, io.grid.rows - top)};
    strip.reshape(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    io.read(window, strip.view());
    for (int row = 0; row < static_cast<int>(window.rows); ++row) work(top + row, strip.view().row(0, row));
    after(window, strip.view());
  }
}

}  // namespace greisen::filters
