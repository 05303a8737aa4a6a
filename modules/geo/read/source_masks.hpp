// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "geo/gdal/gdal_handles.hpp"
#include "geo/read/source_plan.hpp"

namespace greisen::geo {

/// Has the band a mask beside its nodata: a bitmask in the file, a file NAME.msk, nodata that only counts where all
/// bands have it?
bool has_mask(GDALRasterBandH band);

/// What masks a band: its mask, and the file's bands of opacity unless they are data. E3012 for a mask of another size
/// than the band.
std::vector<SourceMask> masks_of(GDALDatasetH dataset, const BandSource& source);

}  // namespace greisen::geo
