// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "step/step.hpp"

namespace greisen::filters {

/// A whole step's first input by rows: calls work(row number, pixels of the row) from top to bottom, which may change
/// the pixels, and after(window, strip) when a strip is through. False: told to stop.
template <class Work, class After>
bool for_each_row(const WholeIo& io, Work&& work, After&& after) {
  constexpr std::int64_t kStripRows = 128;
  Tile strip;
  for (std::int64_t top = 0; top < io.grid.rows; top += kStripRows) {
    const Window window{0, top, io.grid.cols, std::min(kStripRows, io.grid.rows - top)};
    strip.reshape(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    if (!io.keep_going()) return false;
    io.read(0, window, strip.view());
    for (int row = 0; row < static_cast<int>(window.rows); ++row) work(top + row, strip.view().row(0, row));
    after(window, strip.view());
  }
  return true;
}

/// The same; what `work` leaves of a row is the first output's.
template <class Work>
void rewrite_rows(const WholeIo& io, Work&& work) {
  for_each_row(io, work, [&](const Window& window, TileView strip) {
    io.write(0, window, strip);
    io.progress(window.pixels());
  });
}

}  // namespace greisen::filters
