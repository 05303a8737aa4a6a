// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include <gdal_priv.h>

#include "geo/write/raster_writer.hpp"

namespace greisen::geo {

/// Pixels in the type of a file: what both writers share.
[[nodiscard]] GDALDataType gdal_type(PixelType type);

/// Fills out, a block of out_cols × out_rows in the profile's type, with a layer; beyond the layer's pixels it is
/// padded with nodata, or 0 where there is none. Throws E1060, E1061, E1062.
void encode(ConstTileView pixels, int layer, const RasterProfile& profile, int out_cols, int out_rows,
            std::span<std::byte> out);

/// Grid, names, units, formulas, nodata, scale and metadata.
void describe(GDALDataset& dataset, const RasterProfile& profile);
/// Does the file lie where the profile says? GDAL passes over a CRS in silence where its database of them could not be
/// read at that moment. One that GeoTIFF can only paraphrase is there, though it is not the same.
[[nodiscard]] bool is_placed_as(const std::string& file, const RasterProfile& profile);
/// The items STATISTICS_… of each band; bands without a measured pixel get valid percent only.
void describe_statistics(GDALDataset& dataset, const std::vector<BandStatistics>& statistics);
/// Items of a band: formula, source and meaning, as far as the layer has them.
void describe_layer(GDALRasterBand& band, const Layer& layer);

/// The options as GDAL takes them.
[[nodiscard]] CPLStringList to_list(const CreationOptions& options);
/// Keys compare without case. Nothing where the key is not there.
[[nodiscard]] const std::string* find_option(const CreationOptions& options, std::string_view key);
/// Keeps what is there already.
void default_option(CreationOptions& options, const std::string& key, const std::string& value);

}  // namespace greisen::geo
