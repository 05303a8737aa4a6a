// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "scene/composite.hpp"
#include "scene/observation.hpp"

namespace greisen::scene {
namespace {

constexpr int kMaxBufferPx = 512;

/// Working memory of a thread; shared by all its readers, of which one reads at a time.
struct Work {
  Tile pixels;
  Tile quality;
  ReasonBlock reasons;
  ReasonBlock more_reasons;  ///< of one further quality layer
};
Work* work_of_thread() {
  thread_local Work own;
  return &own;
}

class ObservationReader final : public TileReader {
 public:
  ObservationReader(std::shared_ptr<const Observation> observation, std::vector<int> layers,
                    std::shared_ptr<const ChildRequests> requests, std::unique_ptr<TileReader> bands,
                    std::unique_ptr<TileReader> quality)
      : observation_(std::move(observation)),
        layers_(std::move(layers)),
        requests_(std::move(requests)),
        bands_(std::move(bands)),
        quality_(std::move(quality)) {
    std::vector<int> in_order = requests_->bands.layers;
    in_order.push_back(static_cast<int>(observation_->bands.layers.size()));
    in_place_ = layers_ == in_order;
  }

  void read(const Window& window, TileView out) override {
    if (observation_->shadows)
      observation_->shadows->prepare(requests_->bands.counters);  // reads by itself, with this thread's memory
    work_ = work_of_thread();
    const int rows = static_cast<int>(window.rows);
    const int cols = static_cast<int>(window.cols);
    const int bands = static_cast<int>(requests_->bands.layers.size());
    if (in_place_) {  // the bands come first and as they are asked for: no room of one's own is needed
      bands_->read(window, out.layer(0, bands));
      read_reasons(window);
      write_reasons(window, out.layer(0, bands), out.layer(bands));
      for (int band = 0; band < bands; ++band) mask_band(out.layer(band), out.layer(band));
      return;
    }
    work_->pixels.reshape(bands, rows, cols);
    bands_->read(window, work_->pixels.view());
    read_reasons(window);
    const int reasons_layer = static_cast<int>(observation_->bands.layers.size());
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      const TileView plane = out.layer(static_cast<int>(i));
      layers_[i] == reasons_layer ? write_reasons(window, work_->pixels.view(), plane) : write_band(layers_[i], plane);
    }
  }

 private:
  void read_reasons(const Window& window) {
    const int radius = observation_->radius_px;
    work_->reasons.rows = static_cast<int>(window.rows);
    work_->reasons.cols = static_cast<int>(window.cols);
    if (!quality_) {
      work_->reasons.bits.assign(static_cast<std::size_t>(window.pixels()), 0);
      return;
    }
    const std::int64_t border = 2 * std::int64_t{radius};
    const Window wider{window.col, window.row, window.cols + border, window.rows + border};
    const int layers = static_cast<int>(observation_->quality->layers.size());
    work_->quality.reshape(layers, static_cast<int>(wider.rows), static_cast<int>(wider.cols));
    quality_->read(wider, work_->quality.view());
    const ConstTileView tile = std::as_const(work_->quality).view();
    MendFlags mend;
    if (observation_->shadows)
      mend = [&](int row, std::span<std::uint16_t> flags) {
        observation_->shadows->mend(window.row - radius + row, window.col - radius, flags);
      };
    grow_reasons(tile.layer(0), observation_->missing, radius, work_->reasons, mend);
    for (int layer = 1; layer < layers; ++layer) {
      grow_reasons(tile.layer(layer), observation_->missing, radius, work_->more_reasons, mend);
      std::ranges::transform(work_->reasons.bits, work_->more_reasons.bits, work_->reasons.bits.begin(),
                             std::bit_or<>());
    }
  }

  [[nodiscard]] std::uint16_t bits_at(int r, int c) const {
    return work_->reasons.bits[static_cast<std::size_t>(r) * static_cast<std::size_t>(work_->reasons.cols) +
                               static_cast<std::size_t>(c)];
  }

  void write_band(int band, TileView plane) {
    const auto& needed = requests_->bands.layers;
    const int at = static_cast<int>(std::ranges::lower_bound(needed, band) - needed.begin());
    mask_band(work_->pixels.view().layer(at), plane);
  }

  void mask_band(TileView from, TileView to) const {
    for (int r = 0; r < to.rows; ++r)
      for (int c = 0; c < to.cols; ++c) to.at(0, r, c) = bits_at(r, c) == 0 ? from.at(0, r, c) : kMissing;
  }

  /// Adds nodata where a band is missing; outside the grid the layer is missing as all others.
  void write_reasons(const Window& window, TileView pixels, TileView plane) const {
    for (int r = 0; r < plane.rows; ++r) {
      for (int c = 0; c < plane.cols; ++c) {
        std::uint16_t bits = bits_at(r, c);
        for (int layer = 0; layer < pixels.layers; ++layer) {
          if (std::isnan(pixels.at(layer, r, c))) bits |= static_cast<std::uint16_t>(Reason::nodata);
        }
        const std::int64_t row = window.row + r;
        const std::int64_t col = window.col + c;
        const bool inside = row >= 0 && col >= 0 && row < observation_->grid.rows && col < observation_->grid.cols;
        plane.at(0, r, c) = inside ? static_cast<float>(bits) : kMissing;
      }
    }
  }

  std::shared_ptr<const Observation> observation_;
  std::vector<int> layers_;
  std::shared_ptr<const ChildRequests> requests_;
  std::unique_ptr<TileReader> bands_;
  std::unique_ptr<TileReader> quality_;
  Work* work_ = nullptr;   ///< while reading
  bool in_place_ = false;  ///< asked for all needed bands in order, then the reasons
};

std::vector<std::unique_ptr<TileReader>> open_observation(const std::shared_ptr<const Observation>& observation,
                                                          const PassRequest& request) {
  const auto requests = child_requests(*observation, request);
  auto bands = observation->bands.open(requests->bands);
  std::vector<std::unique_ptr<TileReader>> quality(bands.size());
  if (observation->quality) quality = observation->quality->open(requests->quality);
  std::vector<std::unique_ptr<TileReader>> readers;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    readers.push_back(std::make_unique<ObservationReader>(observation, request.layers, requests, std::move(bands[i]),
                                                          std::move(quality.at(i))));
  }
  return readers;
}

ReadCost cost_of(const Observation& observation, const PassRequest& request) {
  const auto requests = child_requests(observation, request);
  ReadCost cost = observation.bands.cost(requests->bands);
  const std::size_t pixels = largest_pixels(request.windows);
  cost.reader_bytes += pixels * sizeof(std::uint16_t);
  if (observation.shadows) cost.store_bytes += observation.shadows->bytes();
  if (observation.quality) {
    const ReadCost more = observation.quality->cost(requests->quality);
    cost.blocks += more.blocks;
    cost.decoded_bytes += more.decoded_bytes;
    cost.reader_bytes += more.reader_bytes +
                         largest_pixels(requests->quality_windows) * sizeof(float) * observation.quality->layers.size();
    cost.store_bytes += more.store_bytes;
    cost.block_cols = std::max(cost.block_cols, more.block_cols);
    cost.seconds += more.seconds;
  }
  return cost;
}

int radius_of(const MaskOptions& mask, const Grid& grid) {
  const double pixel_m = std::min(grid.pixel_x, grid.pixel_y) * mask.metres_per_unit;
  const double radius = std::max(0.0, mask.buffer_m) / pixel_m;
  if (!(radius <= kMaxBufferPx)) {
    throw Error({"E4103",
                 "a cloud buffer of " + format_number(mask.buffer_m) + " m is more than " +
                     std::to_string(kMaxBufferPx) + " pixels of " + format_number(pixel_m) + " m",
                 {},
                 "make cloud_buffer_m smaller"});
  }
  return static_cast<int>(std::floor(radius));
}

Grid with_border(Grid grid, std::int64_t radius_px) {
  grid.origin_x -= static_cast<double>(radius_px) * grid.pixel_x;
  grid.origin_y += static_cast<double>(radius_px) * grid.pixel_y;
  grid.cols += 2 * radius_px;
  grid.rows += 2 * radius_px;
  return grid;
}

geo::BandSource source_for(const Scene& scene, const std::string& name, const Grid& grid, const MaskOptions& mask) {
  const SceneBand* band = scene.find(name);
  if (band == nullptr) {
    std::vector<std::string> names;
    for (const SceneBand& one : scene.bands) names.push_back(one.name);
    throw Error({"E4101", "the scene " + scene.id + " has no band " + printable(name), {}, suggestion(name, names)});
  }
  geo::BandSource source = band->source;
  source.layer = band->layer();
  source.layer.name = band->name;
  source.without_rim = true;
  const bool coarser = grid.pixel_x * mask.metres_per_unit >= 1.5 * band->pixel_m;
  source.resampling = mask.resampling.value_or(coarser ? geo::Resampling::average : geo::Resampling::bilinear);
  return source;
}

/// Of an observation that is asked for its reasons alone.
Raster no_bands(const Grid& grid) {
  class Nothing final : public TileReader {
    void read(const Window&, TileView) override {}
  };
  Raster raster;
  raster.grid = grid;
  raster.open = [](const PassRequest& request) {
    std::vector<std::unique_ptr<TileReader>> readers;
    for (int thread = 0; thread < std::max(1, request.threads); ++thread)
      readers.push_back(std::make_unique<Nothing>());
    return readers;
  };
  raster.cost = [](const PassRequest&) { return ReadCost{}; };
  return raster;
}

}  // namespace

Raster scene_raster(const Scene& scene, const std::vector<std::string>& bands, const Grid& grid,
                    const MaskOptions& mask) {
  auto observation = std::make_shared<Observation>();
  std::vector<geo::BandSource> sources;
  sources.reserve(bands.size());
  for (const std::string& name : bands) sources.push_back(source_for(scene, name, grid, mask));
  observation->bands = sources.empty() ? no_bands(grid) : geo::raster_of(std::move(sources), grid);
  observation->grid = grid;
  if (!scene.quality.empty()) {
    observation->radius_px = radius_of(mask, grid);
    std::vector<geo::BandSource> layers;
    for (const SceneQuality& quality : scene.quality) {
      layers.push_back(quality.source);
      if (layers.back().resampling != geo::Resampling::nearest)  // who asks for it wants the classes' own shapes
        layers.back().resampling = geo::Resampling::classes;
      layers.back().classes = class_bits(quality.meaning, mask.masked);
    }
    observation->missing = static_cast<std::uint16_t>(mask.masked & bits_of({Reason::nodata}));
    observation->quality = geo::raster_of(std::move(layers), with_border(grid, observation->radius_px));
    observation->shadows = ShadowMask::of(scene, grid, mask);
  }
  Raster raster;
  raster.grid = grid;
  // the kernels of the warp and grown clouds reach beyond the outline
  const Window extent = extent_on(scene, grid);
  if (!extent.empty()) raster.extent = extent.expanded(observation->radius_px + 4);
  raster.layers = observation->bands.layers;
  raster.layers.push_back(
      {std::string(kReasonsLayer), "bits", "why a pixel is missing: or-ed bits, 0 where it is there", {}, {}});
  raster.open = [observation](const PassRequest& request) { return open_observation(observation, request); };
  raster.cost = [observation](const PassRequest& request) { return cost_of(*observation, request); };
  return raster;
}

}  // namespace greisen::scene
