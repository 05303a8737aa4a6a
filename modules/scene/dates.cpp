// SPDX-License-Identifier: Apache-2.0
#include "scene/dates.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"

namespace greisen::scene {

namespace {

/// What a reader may hold of all dates at once.
constexpr std::size_t kHeldBytes = std::size_t{16} << 20U;
constexpr std::int64_t kLeastStripRows = 32;

std::size_t most_dates(const Dates& dates, std::span<const Window> windows) {
  std::size_t most = 0;
  for (const Window& window : windows) {
    std::size_t count = 0;
    for (std::size_t date = 0; date < dates.rasters.size(); ++date) count += dates.reaches(date, window) ? 1U : 0U;
    most = std::max(most, count);
  }
  return most;
}

std::size_t bytes_of_date(const Dates& dates, std::int64_t pixels) {
  return static_cast<std::size_t>(pixels) * (static_cast<std::size_t>(dates.bands) + 1) * sizeof(float);
}

/// The most that dates take together which are at work at once.
double most_together(const Dates& dates, const std::vector<std::size_t>& each) {
  double most = 0;
  for (std::size_t top = 0; top < each.size(); ++top) {
    const Window& begins = dates.rasters[top].extent;
    double together = 0;
    for (std::size_t date = 0; date < each.size(); ++date) {
      const Window& extent = dates.rasters[date].extent;
      const bool beside =
          begins.empty() || extent.empty() || (extent.row <= begins.row && begins.row < extent.row + extent.rows);
      if (beside) together += static_cast<double>(each[date]);
    }
    most = std::max(most, together);
  }
  return most;
}

/// Each date gets the room that its own blocks need, or its share of the room there is.
std::vector<std::size_t> store_shares(const Dates& dates, const PassRequest& child) {
  constexpr std::size_t kSpareBytes = 1U << 20U;
  std::vector<std::size_t> shares;
  for (const Raster& raster : dates.rasters) shares.push_back(raster.cost(child).store_bytes + kSpareBytes);
  const double fits = std::min(1.0, static_cast<double>(child.store_bytes) / most_together(dates, shares));
  for (std::size_t& share : shares) share = static_cast<std::size_t>(static_cast<double>(share) * fits);
  return shares;
}

}  // namespace

std::vector<Window> DatesRequest::strips(const Window& window) const {
  std::vector<Window> list;
  for (std::int64_t row = 0; row < window.rows; row += strip_rows)
    list.push_back({window.col, window.row + row, window.cols, std::min(strip_rows, window.rows - row)});
  return list;
}

std::shared_ptr<const DatesRequest> dates_request(const Dates& dates, const PassRequest& request, HoldDates hold) {
  auto made = std::make_shared<DatesRequest>();
  made->most_dates = most_dates(dates, request.windows);
  std::int64_t cols = 1;
  std::int64_t rows = 1;
  for (const Window& window : request.windows) {
    cols = std::max(cols, window.cols);
    rows = std::max(rows, window.rows);
  }
  made->strip_rows = rows;
  if (hold == HoldDates::all) {
    const std::size_t of_row = std::max<std::size_t>(made->most_dates, 1) * bytes_of_date(dates, cols);
    const auto fit = static_cast<std::int64_t>(kHeldBytes / of_row);
    made->strip_rows = std::max(kLeastStripRows, fit / kLeastStripRows * kLeastStripRows);
  }
  for (const Window& window : request.windows) {
    const std::vector<Window> strips = made->strips(window);
    made->windows.insert(made->windows.end(), strips.begin(), strips.end());
  }
  made->child = request;
  made->child.windows = made->windows;
  made->child.layers.resize(static_cast<std::size_t>(dates.bands) + 1);
  std::iota(made->child.layers.begin(), made->child.layers.end(), 0);
  return made;
}

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

std::vector<std::vector<std::unique_ptr<TileReader>>> open_dates(const Dates& dates, const DatesRequest& request) {
  PassRequest child = request.child;
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

ReadCost cost_of(const Dates& dates, const PassRequest& request, HoldDates hold) {
  const auto of_dates = dates_request(dates, request, hold);
  ReadCost sum;
  std::vector<std::size_t> store_bytes;
  for (const Raster& raster : dates.rasters) {
    const ReadCost cost = raster.cost(of_dates->child);
    sum.blocks += cost.blocks;
    sum.decoded_bytes += cost.decoded_bytes;
    sum.reader_bytes = std::max(sum.reader_bytes, cost.reader_bytes);  // of the thread, whatever it reads
    store_bytes.push_back(cost.store_bytes);
    sum.block_cols = std::max(sum.block_cols, cost.block_cols);
    sum.seconds += cost.seconds;
  }
  sum.store_bytes = static_cast<std::size_t>(most_together(dates, store_bytes));
  std::int64_t largest = 0;
  for (const Window& strip : of_dates->windows) largest = std::max(largest, strip.pixels());
  sum.reader_bytes += (hold == HoldDates::all ? of_dates->most_dates : 2) * bytes_of_date(dates, largest);
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
