// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "catalogue/formula/formula.hpp"
#include "scene/composite.hpp"
#include "scene/dates.hpp"
#include "scene/geomedian.hpp"

namespace greisen::scene {
namespace {

/// Makes one spectrum of the observations of a pixel, [observation][band]. One for each worker.
using Combine = std::function<void(std::span<const float> spectra, std::size_t count, std::span<double> out)>;

/// Holds all dates that reach a window at once.
class AllDatesReader final : public TileReader {
 public:
  AllDatesReader(std::shared_ptr<const Dates> dates, std::shared_ptr<const DatesRequest> of_dates,
                 std::vector<std::unique_ptr<TileReader>> readers, const PassRequest& request, Combine combine)
      : dates_(std::move(dates)),
        of_dates_(std::move(of_dates)),
        readers_(std::move(readers)),
        layers_(request.layers),
        rows_back_(most_rows_back(request.windows)),
        combine_(std::move(combine)),
        spectrum_(static_cast<std::size_t>(dates_->bands)) {}

  void read(const Window& window, TileView out) override {
    release_past_dates(*dates_, window, rows_back_, readers_);
    for (const Window& strip : of_dates_->strips(window))
      read_strip(strip, out.part(static_cast<int>(strip.row - window.row), 0, static_cast<int>(strip.rows), out.cols));
  }

 private:
  void read_strip(const Window& window, TileView out) {
    there_.clear();
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      if (!dates_->reaches(i, window)) continue;
      if (tiles_.size() == there_.size()) tiles_.emplace_back();
      Tile& tile = tiles_[there_.size()];
      tile.reshape(dates_->bands + 1, static_cast<int>(window.rows), static_cast<int>(window.cols));
      readers_[i]->read(window, tile.view());
      there_.push_back(std::as_const(tile).view());
    }
    const std::uint16_t absent = dates_->reasons_of_absent(window);
    const Window grid = dates_->rasters.front().grid.window();
    for (int r = 0; r < out.rows; ++r) {
      for (int c = 0; c < out.cols; ++c) {
        if (grid.contains({window.col + c, window.row + r, 1, 1})) {
          pixel(out, r, c, absent);
        } else {
          for (int layer = 0; layer < out.layers; ++layer) out.at(layer, r, c) = kMissing;
        }
      }
    }
  }

  void pixel(TileView out, int r, int c, std::uint32_t reasons) {
    const int bands = dates_->bands;
    spectra_.clear();
    for (const ConstTileView& date : there_) {
      if (observed(date, bands, r, c)) {
        for (int band = 0; band < bands; ++band) spectra_.push_back(date.at(band, r, c));
      } else {
        reasons |= reason_bits(date.at(bands, r, c));
      }
    }
    const std::size_t count = spectra_.size() / static_cast<std::size_t>(bands);
    if (count > 0 && needs_spectrum()) combine_(spectra_, count, spectrum_);
    for (std::size_t i = 0; i < layers_.size(); ++i)
      out.at(static_cast<int>(i), r, c) = value_of(layers_[i], count, reasons);
  }

  [[nodiscard]] bool needs_spectrum() const {
    return std::ranges::any_of(layers_, [&](int layer) { return layer < dates_->bands || layer == dates_->bands + 2; });
  }

  float value_of(int layer, std::size_t count, std::uint32_t reasons) {
    const int bands = dates_->bands;
    if (layer == bands) return count > 0 ? 0.0F : static_cast<float>(reasons);
    if (layer == bands + 1) return static_cast<float>(count);
    if (count == 0) return kMissing;
    if (layer == bands + 2) return static_cast<float>(median_distance(spectra_, spectrum_, distances_));
    return static_cast<float>(spectrum_[static_cast<std::size_t>(layer)]);
  }

  std::shared_ptr<const Dates> dates_;
  std::shared_ptr<const DatesRequest> of_dates_;
  std::vector<std::unique_ptr<TileReader>> readers_;
  std::vector<int> layers_;
  std::int64_t rows_back_ = 0;
  Combine combine_;
  std::vector<Tile> tiles_;           ///< reused from window to window
  std::vector<ConstTileView> there_;  ///< of the dates that reach the window at work
  std::vector<float> spectra_;
  std::vector<double> spectrum_;
  std::vector<double> distances_;
};

/// Band by band.
Combine middle_of_each_band() {
  return [values = std::vector<float>()](std::span<const float> spectra, std::size_t count,
                                         std::span<double> out) mutable {
    for (std::size_t band = 0; band < out.size(); ++band) {
      values.clear();
      for (std::size_t i = 0; i < count; ++i) values.push_back(spectra[i * out.size() + band]);
      const auto half = values.begin() + static_cast<std::ptrdiff_t>(count / 2);
      std::nth_element(values.begin(), half, values.end());
      out[band] = static_cast<double>(*half);
      if (count % 2 == 0) out[band] = (static_cast<double>(*std::max_element(values.begin(), half)) + out[band]) / 2;
    }
  };
}

/// (a - b) / (a + b), or none where it cannot be told.
double normalized_difference(float a, float b) {
  const double sum = static_cast<double>(a) + static_cast<double>(b);
  const double terms = static_cast<double>(std::abs(a)) + static_cast<double>(std::abs(b));
  return sum > kNearZero * terms ? (static_cast<double>(a) - static_cast<double>(b)) / sum
                                 : std::numeric_limits<double>::quiet_NaN();
}

/// 1 well below the limit, 0 well above it.
double below(double value, double limit, double width) { return 1 / (1 + std::exp((value - limit) / width)); }

float band_of(std::span<const float> spectrum, int band) { return spectrum[static_cast<std::size_t>(band)]; }

double least_tillage(std::span<const float> spectra, std::size_t count, const BarestBands& bands) {
  double least = std::numeric_limits<double>::quiet_NaN();
  if (bands.swir1 < 0 || bands.swir2 < 0) return least;
  const std::size_t width = spectra.size() / count;
  for (std::size_t i = 0; i < count; ++i) {
    const auto spectrum = spectra.subspan(i * width, width);
    const double tillage = normalized_difference(band_of(spectrum, bands.swir1), band_of(spectrum, bands.swir2));
    if (std::isnan(least) || tillage < least) least = tillage;
  }
  return least;
}

Combine geometric(std::function<void(std::span<const float>, std::size_t, std::vector<double>&)> weigh) {
  return [weigh = std::move(weigh), median = GeometricMedian(), weights = std::vector<double>()](
             std::span<const float> spectra, std::size_t count, std::span<double> out) mutable {
    weights.assign(count, 1.0);
    weigh(spectra, count, weights);
    median(spectra, weights, out);
  };
}

Raster all_dates(std::vector<Raster> newest_first, const std::function<Combine()>& make) {
  check_dates(newest_first);
  const int bands = static_cast<int>(newest_first.front().layers.size()) - 1;
  const auto dates = std::make_shared<const Dates>(Dates{std::move(newest_first), bands});
  Raster raster = raster_of_dates(*dates);
  raster.layers.push_back({std::string(kSpreadLayer), "1",
                           "median distance of the dates from the composite, over all bands",
                           "median over dates of |x - composite|", "Roberts, Dunn & Mueller 2018"});
  raster.open = [dates, make](const PassRequest& request) {
    std::vector<std::unique_ptr<TileReader>> readers;
    const auto of_dates = dates_request(*dates, request, HoldDates::all);
    for (auto& of_worker : open_dates(*dates, *of_dates))
      readers.push_back(std::make_unique<AllDatesReader>(dates, of_dates, std::move(of_worker), request, make()));
    return readers;
  };
  raster.cost = [dates](const PassRequest& request) { return cost_of(*dates, request, HoldDates::all); };
  return raster;
}

}  // namespace

double barest_weight(std::span<const float> spectrum, const BarestBands& bands, double least_tillage) {
  constexpr double kLeast = 1e-6;  // an observation never counts for nothing: it may be the only one
  if (bands.red < 0 || bands.nir < 0) return 1;
  const double ndvi = normalized_difference(band_of(spectrum, bands.nir), band_of(spectrum, bands.red));
  if (std::isnan(ndvi)) return kLeast;
  double weight = below(ndvi, 0.25, 0.05);
  const double red = 0.1 - static_cast<double>(band_of(spectrum, bands.red));
  const double nir = 0.06 - static_cast<double>(band_of(spectrum, bands.nir));
  weight *= below(1 / std::max(red * red + nir * nir, 1e-6), 80, 15);
  if (bands.swir1 >= 0 && bands.swir2 >= 0) {
    const double tillage = normalized_difference(band_of(spectrum, bands.swir1), band_of(spectrum, bands.swir2));
    if (!std::isnan(tillage) && !std::isnan(least_tillage)) weight *= below(tillage - least_tillage, 0.06, 0.02);
  }
  return std::max(weight, kLeast);
}

Raster median(std::vector<Raster> newest_first) {
  return all_dates(std::move(newest_first), [] { return middle_of_each_band(); });
}

Raster geometric_median(std::vector<Raster> newest_first) {
  return all_dates(std::move(newest_first),
                   [] { return geometric([](std::span<const float>, std::size_t, std::vector<double>&) {}); });
}

Raster barest(std::vector<Raster> newest_first, const BarestBands& bands) {
  return all_dates(std::move(newest_first), [bands] {
    return geometric([bands](std::span<const float> spectra, std::size_t count, std::vector<double>& weights) {
      const double least = least_tillage(spectra, count, bands);
      const std::size_t width = spectra.size() / count;
      for (std::size_t i = 0; i < count; ++i)
        weights[i] = barest_weight(spectra.subspan(i * width, width), bands, least);
    });
  });
}

}  // namespace greisen::scene
