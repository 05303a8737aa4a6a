// SPDX-License-Identifier: Apache-2.0
#include "scene/composite.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace greisen::scene {
namespace {

/// The dates of one pixel, newest first: the values of each that counts, or-ed reasons of all.
struct Dates {
  std::vector<Raster> rasters;
  int bands = 0;
};

PassRequest child_request(const Dates& dates, const PassRequest& request) {
  PassRequest child = request;
  child.layers.resize(static_cast<std::size_t>(dates.bands) + 1);
  std::iota(child.layers.begin(), child.layers.end(), 0);
  child.store_bytes = request.store_bytes / dates.rasters.size();
  return child;
}

bool counts(ConstTileView date, int bands, int r, int c) {
  for (int band = 0; band < bands; ++band) {
    if (std::isnan(date.at(band, r, c))) return false;
  }
  return true;
}

/// Median of the values, which it reorders; the mean of the middle two for an even number.
float middle(std::span<float> values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  if (values.size() % 2 == 1) return *half;
  const float below = *std::max_element(values.begin(), half);
  return static_cast<float>((static_cast<double>(below) + static_cast<double>(*half)) / 2);
}

/// Keeps the newest value; needs one date in memory at a time.
class LatestReader final : public TileReader {
 public:
  LatestReader(std::vector<std::unique_ptr<TileReader>> dates, int bands, std::vector<int> layers)
      : dates_(std::move(dates)), bands_(bands), layers_(std::move(layers)) {}

  void read(const Window& window, TileView out) override {
    const int rows = static_cast<int>(window.rows);
    const int cols = static_cast<int>(window.cols);
    date_.reshape(bands_ + 1, rows, cols);
    whole_.reshape(bands_ + 2, rows, cols);
    const TileView whole = whole_.view();
    for (std::size_t i = 0; i < dates_.size(); ++i) {
      dates_[i]->read(window, date_.view());
      i == 0 ? begin(whole) : merge(whole);
    }
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      for (int r = 0; r < rows; ++r)
        std::ranges::copy(whole.row(layers_[i], r), out.row(static_cast<int>(i), r).begin());
    }
  }

 private:
  void begin(TileView whole) {
    const ConstTileView date = std::as_const(date_).view();
    for (int r = 0; r < whole.rows; ++r) {
      for (int layer = 0; layer <= bands_; ++layer) std::ranges::copy(date.row(layer, r), whole.row(layer, r).begin());
      for (int c = 0; c < whole.cols; ++c) {
        const bool seen = counts(date, bands_, r, c);
        whole.at(bands_ + 1, r, c) = std::isnan(date.at(bands_, r, c)) ? kMissing : static_cast<float>(seen ? 1 : 0);
        if (!seen) blank(whole, r, c);
      }
    }
  }

  void merge(TileView whole) {
    const ConstTileView date = std::as_const(date_).view();
    for (int r = 0; r < whole.rows; ++r) {
      for (int c = 0; c < whole.cols; ++c) {
        float& observations = whole.at(bands_ + 1, r, c);
        if (std::isnan(observations)) continue;
        const bool seen = counts(date, bands_, r, c);
        if (observations == 0.0F) take(whole, date, r, c, seen);
        observations += seen ? 1.0F : 0.0F;
      }
    }
  }

  void take(TileView whole, ConstTileView date, int r, int c, bool seen) const {
    float& reasons = whole.at(bands_, r, c);
    if (!seen) {
      reasons =
          static_cast<float>(static_cast<std::uint32_t>(reasons) | static_cast<std::uint32_t>(date.at(bands_, r, c)));
      return;
    }
    for (int band = 0; band < bands_; ++band) whole.at(band, r, c) = date.at(band, r, c);
    reasons = 0.0F;
  }

  void blank(TileView whole, int r, int c) const {
    for (int band = 0; band < bands_; ++band) whole.at(band, r, c) = kMissing;
  }

  std::vector<std::unique_ptr<TileReader>> dates_;
  int bands_;
  std::vector<int> layers_;
  Tile date_;
  Tile whole_;
};

/// Holds all dates of a window at once.
class MedianReader final : public TileReader {
 public:
  MedianReader(std::vector<std::unique_ptr<TileReader>> dates, int bands, std::vector<int> layers)
      : dates_(std::move(dates)), bands_(bands), layers_(std::move(layers)) {
    seen_.reserve(dates_.size());
    values_.reserve(dates_.size());
  }

  void read(const Window& window, TileView out) override {
    tiles_.resize(dates_.size());
    for (std::size_t i = 0; i < dates_.size(); ++i) {
      tiles_[i].reshape(bands_ + 1, static_cast<int>(window.rows), static_cast<int>(window.cols));
      dates_[i]->read(window, tiles_[i].view());
    }
    for (int r = 0; r < out.rows; ++r) {
      for (int c = 0; c < out.cols; ++c) pixel(out, r, c);
    }
  }

 private:
  void pixel(TileView out, int r, int c) {
    seen_.clear();
    std::uint32_t reasons = 0;
    const bool outside = std::isnan(std::as_const(tiles_.front()).view().at(bands_, r, c));
    for (const Tile& tile : tiles_) {
      const ConstTileView date = tile.view();
      if (counts(date, bands_, r, c)) {
        seen_.push_back(date);
      } else if (!outside) {
        reasons |= static_cast<std::uint32_t>(date.at(bands_, r, c));
      }
    }
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      float& value = out.at(static_cast<int>(i), r, c);
      if (outside) {
        value = kMissing;
      } else if (layers_[i] == bands_) {
        value = seen_.empty() ? static_cast<float>(reasons) : 0.0F;
      } else {
        value = layers_[i] > bands_ ? static_cast<float>(seen_.size()) : median_of(layers_[i], r, c);
      }
    }
  }

  float median_of(int band, int r, int c) {
    if (seen_.empty()) return kMissing;
    values_.clear();
    for (const ConstTileView& date : seen_) values_.push_back(date.at(band, r, c));
    return middle(values_);
  }

  std::vector<std::unique_ptr<TileReader>> dates_;
  int bands_;
  std::vector<int> layers_;
  std::vector<Tile> tiles_;
  std::vector<ConstTileView> seen_;
  std::vector<float> values_;
};

template <class Reader>
std::vector<std::unique_ptr<TileReader>> open_dates(const Dates& dates, const PassRequest& request) {
  const PassRequest child = child_request(dates, request);
  std::vector<std::vector<std::unique_ptr<TileReader>>> by_worker;
  for (const Raster& raster : dates.rasters) {
    auto opened = raster.open(child);
    by_worker.resize(opened.size());
    for (std::size_t worker = 0; worker < opened.size(); ++worker)
      by_worker[worker].push_back(std::move(opened[worker]));
  }
  std::vector<std::unique_ptr<TileReader>> readers;
  readers.reserve(by_worker.size());
  for (auto& readers_of_dates : by_worker) {
    readers.push_back(std::make_unique<Reader>(std::move(readers_of_dates), dates.bands, request.layers));
  }
  return readers;
}

/// `tiles`: how many tiles of all layers one reader holds.
ReadCost cost_of(const Dates& dates, const PassRequest& request, std::size_t tiles) {
  const PassRequest child = child_request(dates, request);
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
      tiles * static_cast<std::size_t>(largest) * (static_cast<std::size_t>(dates.bands) + 2) * sizeof(float);
  return sum;
}

void check(const std::vector<Raster>& dates) {
  if (dates.empty()) throw Error({"E4102", "a composite of no scenes", {}, "name scenes that cover the area"});
  for (const Raster& date : dates) {
    const bool same_layers = std::ranges::equal(date.layers, dates.front().layers, {}, &Layer::name, &Layer::name);
    if (!same_layers || !same_grid(date.grid, dates.front().grid) || date.layers.back().name != kReasonsLayer) {
      throw Error(
          {"E4102", "scenes of one composite differ in grid or bands", {}, "give all scenes the same grid and bands"});
    }
  }
}

template <class Reader>
Raster composite(std::vector<Raster> newest_first, std::size_t tiles) {
  check(newest_first);
  Raster raster;
  raster.grid = newest_first.front().grid;
  raster.layers = newest_first.front().layers;
  raster.layers.push_back({std::string(kObservationsLayer), "1", "how many dates saw the pixel", {}, {}});
  const int bands = static_cast<int>(newest_first.front().layers.size()) - 1;
  const auto dates = std::make_shared<const Dates>(Dates{std::move(newest_first), bands});
  raster.open = [dates](const PassRequest& request) { return open_dates<Reader>(*dates, request); };
  raster.cost = [dates, tiles](const PassRequest& request) { return cost_of(*dates, request, tiles); };
  return raster;
}

}  // namespace

Raster latest(std::vector<Raster> newest_first) { return composite<LatestReader>(std::move(newest_first), 2); }

Raster median(std::vector<Raster> newest_first) {
  const std::size_t dates = newest_first.size();
  return composite<MedianReader>(std::move(newest_first), dates);
}

}  // namespace greisen::scene
