// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "geo/read/band_source.hpp"
#include "raster/tile_reader.hpp"

namespace greisen::geo {

/// Pixels looked at of a layer.
struct PixelSample {
  std::vector<float> values;   ///< of those that are measured, in a fixed order
  std::int64_t looked_at = 0;  ///< pixels, missing ones included
  [[nodiscard]] double measured_share() const {
    return looked_at == 0 ? 0 : static_cast<double>(values.size()) / static_cast<double>(looked_at);
  }
};

/// Which pixels are looked at.
struct SamplePlan {
  int block_cols = 256;  ///< whole blocks of the file are read: what they cost is decoding
  int block_rows = 256;
  double seconds = 0.5;  ///< of one core, about: how many blocks
  std::size_t enough =
      100'000;  ///< measured pixels; while fewer are found more blocks are looked at, four times as many at most
};

/// Pixels of layer 0 as they are stored or computed, at full resolution and never from overviews, which blend what is
/// missing with what is measured: all of a raster that is read within `seconds`, else blocks spread evenly over it; of
/// more than about a million pixels every n-th row and column. Always the same pixels. Errors are those of reading.
PixelSample sample_pixels(const Raster& raster, const SamplePlan& plan);

/// The same of a band's stored values (DN), without those that are no measurement: nodata, missing_dn, masked pixels.
/// The band may lie anywhere, or nowhere.
PixelSample sample_dn(const BandSource& band, SamplePlan plan = {});

/// The blocks of a file's band as a plan.
SamplePlan sample_plan(const std::string& path, int band);

}  // namespace greisen::geo
