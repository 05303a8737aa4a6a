// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "raster/tile_reader.hpp"
#include "scene/composite.hpp"

namespace greisen::scene {

/// What the composites share: rasters of scene_raster on one grid, newest first.
struct Dates {
  std::vector<Raster> rasters;
  int bands = 0;  ///< of each; its next layer is `reasons`

  /// Can this date have pixels in the window?
  [[nodiscard]] bool reaches(std::size_t date, const Window& window) const {
    const Window& extent = rasters[date].extent;
    return extent.empty() || !extent.intersected(window).empty();
  }
  /// Does this date end above all windows from this row on?
  [[nodiscard]] bool is_over(std::size_t date, std::int64_t row) const {
    const Window& extent = rasters[date].extent;
    return !extent.empty() && extent.row + extent.rows <= row;
  }
  /// What the dates that do not reach a window say of its pixels: `nodata`, as they would if they were read.
  [[nodiscard]] std::uint16_t reasons_of_absent(const Window& window) const;
};

/// The request to one date: all its layers. Lives as long as the readers, which look at its windows.
struct DatesRequest {
  std::vector<Window> windows;  ///< strips of the pass's windows, each from the top
  PassRequest child;
  std::int64_t strip_rows = 0;
  std::size_t most_dates = 0;  ///< that reach a window

  /// The strips of one window of the pass.
  [[nodiscard]] std::vector<Window> strips(const Window& window) const;
};
/// Where a reader `hold`s all dates at once, the strips are so low that they take some megabytes; otherwise they are
/// the windows themselves.
enum class HoldDates : std::uint8_t { one, all };
std::shared_ptr<const DatesRequest> dates_request(const Dates& dates, const PassRequest& request, HoldDates hold);

/// E4102 where grids or layers differ.
void check_dates(const std::vector<Raster>& dates);

/// An observation of a pixel counts where all its bands are there.
inline bool observed(ConstTileView date, int bands, int r, int c) {
  for (int band = 0; band < bands; ++band)
    if (std::isnan(date.at(band, r, c))) return false;
  return true;
}

/// One reader of every date for each worker of the pass. Readers of dates that are over may be let go, with
/// their buffers and files.
std::vector<std::vector<std::unique_ptr<TileReader>>> open_dates(const Dates& dates, const DatesRequest& request);

/// Windows come from the top, but not strictly: by how many rows a later one may begin above an earlier one, at most.
std::int64_t most_rows_back(std::span<const Window> windows);
/// Lets go what neither this window nor a later one of the pass needs.
void release_past_dates(const Dates& dates, const Window& window, std::int64_t rows_back,
                        std::vector<std::unique_ptr<TileReader>>& readers);

ReadCost cost_of(const Dates& dates, const PassRequest& request, HoldDates hold);

/// The raster without open and cost: the bands, `reasons`, `observations`.
Raster raster_of_dates(const Dates& dates);

}  // namespace greisen::scene
