// SPDX-License-Identifier: Apache-2.0
#include "scene/composite.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "scene/dates.hpp"

namespace greisen::scene {
namespace {

/// Keeps the newest value; needs one date in memory at a time.
class LatestReader final : public TileReader {
 public:
  LatestReader(std::shared_ptr<const Dates> dates, std::shared_ptr<const DatesRequest> of_dates,
               std::vector<std::unique_ptr<TileReader>> readers, const PassRequest& request)
      : dates_(std::move(dates)),
        of_dates_(std::move(of_dates)),
        readers_(std::move(readers)),
        bands_(dates_->bands),
        layers_(request.layers),
        rows_back_(most_rows_back(request.windows)) {}

  void read(const Window& window, TileView out) override {
    const int rows = static_cast<int>(window.rows);
    const int cols = static_cast<int>(window.cols);
    date_.reshape(bands_ + 1, rows, cols);
    whole_.reshape(bands_ + 2, rows, cols);
    const TileView whole = whole_.view();
    begin(window, whole);
    release_past_dates(*dates_, window, rows_back_, readers_);
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      if (!dates_->reaches(i, window)) continue;
      readers_[i]->read(window, date_.view());
      merge(whole);
    }
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      for (int r = 0; r < rows; ++r)
        std::ranges::copy(whole.row(layers_[i], r), out.row(static_cast<int>(i), r).begin());
    }
  }

 private:
  /// Nothing seen yet; outside the grid all is missing.
  void begin(const Window& window, TileView whole) const {
    const Grid& grid = dates_->rasters.front().grid;
    const auto reasons = static_cast<float>(dates_->reasons_of_absent(window));
    for (int r = 0; r < whole.rows; ++r) {
      for (int c = 0; c < whole.cols; ++c) {
        const bool inside = grid.window().contains({window.col + c, window.row + r, 1, 1});
        for (int band = 0; band < bands_; ++band) whole.at(band, r, c) = kMissing;
        whole.at(bands_, r, c) = inside ? reasons : kMissing;
        whole.at(bands_ + 1, r, c) = inside ? 0.0F : kMissing;
      }
    }
  }

  void merge(TileView whole) {
    const ConstTileView date = std::as_const(date_).view();
    for (int r = 0; r < whole.rows; ++r) {
      for (int c = 0; c < whole.cols; ++c) {
        float& observations = whole.at(bands_ + 1, r, c);
        if (std::isnan(observations)) continue;
        const bool seen = observed(date, bands_, r, c);
        if (observations == 0.0F) take(whole, date, r, c, seen);
        observations += seen ? 1.0F : 0.0F;
      }
    }
  }

  void take(TileView whole, ConstTileView date, int r, int c, bool seen) const {
    float& reasons = whole.at(bands_, r, c);
    if (!seen) {
      reasons = static_cast<float>(reason_bits(reasons) | reason_bits(date.at(bands_, r, c)));
      return;
    }
    for (int band = 0; band < bands_; ++band) whole.at(band, r, c) = date.at(band, r, c);
    reasons = 0.0F;
  }

  std::shared_ptr<const Dates> dates_;
  std::shared_ptr<const DatesRequest> of_dates_;
  std::vector<std::unique_ptr<TileReader>> readers_;
  int bands_;
  std::vector<int> layers_;
  std::int64_t rows_back_ = 0;
  Tile date_;
  Tile whole_;
};

}  // namespace

Raster latest(std::vector<Raster> newest_first) {
  check_dates(newest_first);
  const int bands = static_cast<int>(newest_first.front().layers.size()) - 1;
  const auto dates = std::make_shared<const Dates>(Dates{std::move(newest_first), bands});
  Raster raster = raster_of_dates(*dates);
  raster.open = [dates](const PassRequest& request) {
    std::vector<std::unique_ptr<TileReader>> readers;
    const auto of_dates = dates_request(*dates, request, HoldDates::one);
    for (auto& of_worker : open_dates(*dates, *of_dates))
      readers.push_back(std::make_unique<LatestReader>(dates, of_dates, std::move(of_worker), request));
    return readers;
  };
  raster.cost = [dates](const PassRequest& request) { return cost_of(*dates, request, HoldDates::one); };
  return raster;
}

}  // namespace greisen::scene
