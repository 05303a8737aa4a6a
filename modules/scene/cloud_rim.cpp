// SPDX-License-Identifier: Apache-2.0
#include "scene/cloud_rim.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "base/text.hpp"
#include "scene/dates.hpp"

namespace greisen::scene {
namespace {

constexpr std::uint16_t kClouds = bits_of({Reason::cloud, Reason::cirrus});

/// The reasons of each date, once with clouds as they are masked and once grown as far as is asked.
struct Rims {
  Dates masked;
  Dates near;
  bool newest_only = false;
};

class RimReader final : public TileReader {
 public:
  using Readers = std::vector<std::unique_ptr<TileReader>>;
  RimReader(std::shared_ptr<const Rims> rims, std::shared_ptr<const DatesRequest> request, Readers masked, Readers near)
      : rims_(std::move(rims)), request_(std::move(request)), masked_(std::move(masked)), near_(std::move(near)) {}

  void read(const Window& window, TileView out) override {
    seen_.reshape(1, out.rows, out.cols);
    masked_bits_.reshape(1, out.rows, out.cols);
    near_bits_.reshape(1, out.rows, out.cols);
    for (int r = 0; r < out.rows; ++r) {
      std::ranges::fill(seen_.view().row(0, r), 0.0F);
      std::ranges::fill(out.row(0, r), 0.0F);
    }
    for (std::size_t date = 0; date < masked_.size(); ++date) {
      if (!rims_->masked.reaches(date, window)) continue;
      masked_[date]->read(window, masked_bits_.view());
      near_[date]->read(window, near_bits_.view());
      add(out);
    }
    for (int r = 0; r < out.rows; ++r)
      for (int c = 0; c < out.cols; ++c) {
        const float seen = seen_.view().at(0, r, c);
        out.at(0, r, c) = seen > 0 ? out.at(0, r, c) / seen : kMissing;
      }
  }

 private:
  void add(TileView out) {
    for (int r = 0; r < out.rows; ++r)
      for (int c = 0; c < out.cols; ++c) {
        float& seen = seen_.view().at(0, r, c);
        if (reason_bits(masked_bits_.view().at(0, r, c)) != 0 || (rims_->newest_only && seen > 0)) continue;
        seen += 1;
        out.at(0, r, c) += (reason_bits(near_bits_.view().at(0, r, c)) & kClouds) != 0 ? 1.0F : 0.0F;
      }
  }

  std::shared_ptr<const Rims> rims_;
  std::shared_ptr<const DatesRequest> request_;  ///< its windows
  Readers masked_;
  Readers near_;
  Tile seen_;
  Tile masked_bits_;
  Tile near_bits_;
};

std::vector<std::unique_ptr<TileReader>> open_rims(const std::shared_ptr<const Rims>& rims,
                                                   const PassRequest& request) {
  PassRequest half = request;
  half.store_bytes /= 2;
  const auto of_dates = dates_request(rims->masked, half, HoldDates::one);
  auto masked = open_dates(rims->masked, *of_dates);
  auto near = open_dates(rims->near, *of_dates);
  std::vector<std::unique_ptr<TileReader>> readers;
  for (std::size_t worker = 0; worker < masked.size(); ++worker)
    readers.push_back(std::make_unique<RimReader>(rims, of_dates, std::move(masked[worker]), std::move(near[worker])));
  return readers;
}

ReadCost cost_of_rims(const Rims& rims, const PassRequest& request) {
  ReadCost cost = cost_of(rims.masked, request, HoldDates::one);
  const ReadCost near = cost_of(rims.near, request, HoldDates::one);
  cost.blocks += near.blocks;
  cost.decoded_bytes += near.decoded_bytes;
  cost.reader_bytes += near.reader_bytes;
  cost.store_bytes += near.store_bytes;
  cost.block_cols = std::max(cost.block_cols, near.block_cols);
  cost.seconds += near.seconds;
  return cost;
}

}  // namespace

bool tells_clouds(std::span<const Scene> scenes) {
  return std::ranges::any_of(scenes, [](const Scene& scene) {
    return std::ranges::any_of(scene.quality, [](const SceneQuality& quality) {
      return std::ranges::any_of(quality.meaning.codes, [](const QualityCode& code) {
        return (static_cast<std::uint16_t>(code.reason) & kClouds) != 0;
      });
    });
  });
}

Raster cloud_rim(const std::vector<Scene>& newest_first, const Grid& grid, const MaskOptions& mask, double near_m,
                 bool newest_only) {
  MaskOptions masked = mask;
  masked.masked = static_cast<std::uint16_t>(mask.masked & (kClouds | bits_of({Reason::nodata})));
  masked.shadow_geometry = false;
  MaskOptions near = masked;
  near.masked = kClouds;
  near.buffer_m = near_m;
  const auto rims = std::make_shared<Rims>();
  rims->newest_only = newest_only;
  for (const Scene& scene : newest_first) {
    rims->masked.rasters.push_back(scene_raster(scene, {}, grid, masked));
    rims->near.rasters.push_back(scene_raster(scene, {}, grid, near));
  }
  check_dates(rims->masked.rasters);
  Raster raster;
  raster.grid = grid;
  raster.layers = {
      {std::string(kCloudRimLayer),
       "1",
       "share of the dates that give the pixel on which a masked cloud lies within " + format_number(near_m) + " m",
       {},
       "this project"}};
  raster.open = [rims](const PassRequest& request) { return open_rims(rims, request); };
  raster.cost = [rims](const PassRequest& request) { return cost_of_rims(*rims, request); };
  return raster;
}

}  // namespace greisen::scene
