// SPDX-License-Identifier: Apache-2.0
#include "scene/dates.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"

namespace greisen::scene {

PassRequest Dates::child_request(const PassRequest& request) const {
  PassRequest child = request;
  child.layers.resize(static_cast<std::size_t>(bands) + 1);
  std::iota(child.layers.begin(), child.layers.end(), 0);
  return child;
}

namespace {
/// Each date gets the room that its own blocks need, or its share of the room there is.
std::vector<std::size_t> store_shares(const Dates& dates, const PassRequest& child) {
  constexpr std::size_t kSpareBytes = 1U << 20U;
  std::vector<std::size_t> shares;
  for (const Raster& raster : dates.rasters) shares.push_back(raster.cost(child).store_bytes + kSpareBytes);
  double most = 1;  // of the dates that are at work at once
  for (std::size_t top = 0; top < shares.size(); ++top) {
    const Window& begins = dates.rasters[top].extent;
    double together = 0;
    for (std::size_t date = 0; date < shares.size(); ++date) {
      const Window& extent = dates.rasters[date].extent;
      const bool beside =
          begins.empty() || extent.empty() || (extent.row <= begins.row && begins.row < extent.row + extent.rows);
      if (beside) together += static_cast<double>(shares[date]);
    }
    most = std::max(most, together);
  }
  const double fits = std::min(1.0, static_cast<double>(child.store_bytes) / most);
  for (std::size_t& share : shares) share = static_cast<std::size_t>(static_cast<double>(share) * fits);
  return shares;
}
}  // namespace

std::uint16_t Dates::reasons_of_absent(const Window& window) const {
  for (std::size_t date = 0; date < rasters.size(); ++date)
    if (!reaches(date, window)) return bits_of({Reason::nodata});
  return 0;
}

void check_dates(const std::vector<Raster>& dates) {
  if (dates.empty()) throw Error({"E4102", "a composite of no scenes", {}, "name scenes that cover the area"});
  for (const Raster& date : dates) {
    const bool same_layers = std::ranges::equal(date.layers, dates.front().layers, {}, &Layer::name, &Layer::name);
    if (!same_layers || !same_grid(date.grid, dates.front().grid) || date.layers.back().name != kReasonsLayer) {
      throw Error(
          {"E4102", "scenes of one composite differ in grid or bands", {}, "give all scenes the same grid and bands"});
    }
  }
}

std::vector<std::vector<std::unique_ptr<TileReader>>> open_dates(const Dates& dates, const PassRequest& request) {
  PassRequest child = dates.child_request(request);
  const std::vector<std::size_t> shares = store_shares(dates, child);
  std::vector<std::vector<std::unique_ptr<TileReader>>> by_worker;
  for (std::size_t date = 0; date < dates.rasters.size(); ++date) {
    child.store_bytes = shares[date];
    auto opened = dates.rasters[date].open(child);
    by_worker.resize(opened.size());
    for (std::size_t worker = 0; worker < opened.size(); ++worker)
      by_worker[worker].push_back(std::move(opened[worker]));
  }
  return by_worker;
}

std::int64_t most_rows_back(std::span<const Window> windows) {
  std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = 0;
  for (const Window& window : windows) {
    if (lowest > window.row) most = std::max(most, lowest - window.row);
    lowest = std::max(lowest, window.row);
  }
  return most;
}

void release_past_dates(const Dates& dates, const Window& window, std::int64_t rows_back,
                        std::vector<std::unique_ptr<TileReader>>& readers) {
  for (std::size_t date = 0; date < readers.size(); ++date)
    if (readers[date] && dates.is_over(date, window.row - rows_back)) readers[date].reset();
}

std::size_t most_dates(const Dates& dates, const PassRequest& request) {
  std::size_t most = 0;
  for (const Window& window : request.windows) {
    std::size_t count = 0;
    for (std::size_t date = 0; date < dates.rasters.size(); ++date) count += dates.reaches(date, window) ? 1U : 0U;
    most = std::max(most, count);
  }
  return most;
}

ReadCost cost_of(const Dates& dates, const PassRequest& request, std::size_t most_tiles) {
  const PassRequest child = dates.child_request(request);
  ReadCost sum;
  for (const Raster& raster : dates.rasters) {
    const ReadCost cost = raster.cost(child);
    sum.blocks += cost.blocks;
    sum.decoded_bytes += cost.decoded_bytes;
    sum.reader_bytes += cost.reader_bytes;
    sum.store_bytes += cost.store_bytes;
    sum.block_cols = std::max(sum.block_cols, cost.block_cols);
    sum.seconds += cost.seconds;
  }
  std::int64_t largest = 0;
  for (const Window& window : request.windows) largest = std::max(largest, window.pixels());
  sum.reader_bytes +=
      most_tiles * static_cast<std::size_t>(largest) * (static_cast<std::size_t>(dates.bands) + 2) * sizeof(float);
  return sum;
}

Raster raster_of_dates(const Dates& dates) {
  Raster raster;
  raster.grid = dates.rasters.front().grid;
  raster.layers = dates.rasters.front().layers;
  raster.layers.push_back({std::string(kObservationsLayer), "1", "how many dates saw the pixel", {}, {}});
  return raster;
}

}  // namespace greisen::scene
