// SPDX-License-Identifier: Apache-2.0
#include "geo/read/source_masks.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::geo {
namespace {

/// Missing where the stored number is 0.
SourceMask mask_from(SourcePlane plane) {
  const StoredType type = plane.blocks.type;
  return {std::move(plane), ValueRule(type, 1, 0, {0})};
}

}  // namespace

bool has_mask(GDALRasterBandH band) {
  const int flags = GDALGetMaskFlags(band);
  if ((flags & (GMF_ALL_VALID | GMF_ALPHA)) != 0) return false;
  return (flags & GMF_NODATA) == 0 || (flags & GMF_PER_DATASET) != 0;
}

std::vector<SourceMask> masks_of(GDALDatasetH dataset, const BandSource& source) {
  std::vector<SourceMask> masks;
  GDALRasterBandH band = GDALGetRasterBand(dataset, source.band);
  if (has_mask(band)) {
    GDALRasterBandH mask = GDALGetMaskBand(band);
    if (GDALGetRasterBandXSize(mask) != GDALGetRasterBandXSize(band) ||
        GDALGetRasterBandYSize(mask) != GDALGetRasterBandYSize(band))
      throw Error({"E3012",
                   fmt::format("'{}' has {} x {} pixels and its mask {} x {}", printable(source.path),
                               GDALGetRasterBandXSize(band), GDALGetRasterBandYSize(band), GDALGetRasterBandXSize(mask),
                               GDALGetRasterBandYSize(mask)),
                   {source.path, 0, 0, {}},
                   "the mask belongs to another raster: take the .msk file away, or make it anew"});
    const bool of_all = (GDALGetMaskFlags(band) & GMF_PER_DATASET) != 0;
    masks.push_back(mask_from(plane_of(dataset, source, of_all ? 1 : source.band, true)));
  }
  for (int number = 1; !source.alpha_is_data && number <= GDALGetRasterCount(dataset); ++number) {
    GDALRasterBandH alpha = GDALGetRasterBand(dataset, number);
    if (number == source.band || GDALGetRasterColorInterpretation(alpha) != GCI_AlphaBand) continue;
    masks.push_back(mask_from(plane_of(dataset, source, number, false)));
  }
  return masks;
}

}  // namespace greisen::geo
