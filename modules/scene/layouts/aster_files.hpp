// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/read/band_source.hpp"
#include "scene/layouts/aster_metadata.hpp"

namespace greisen::scene {

/// Files of one acquisition: of AST_07 two, a second apart.
struct AsterGroup {
  AsterName name;
  std::vector<std::string> paths;
};
/// By product and time; files in a format that GDAL cannot read where they lie are refused when a group is opened.
std::vector<AsterGroup> aster_groups(std::vector<std::string> paths);
/// E3110 for HDF4 inside archives or over the network.
void refuse_archives(const AsterGroup& group);

/// One raster of a product: a subdataset, or a band of a GeoTIFF.
struct AsterPart {
  std::string path;
  int band = 1;
  std::string name;  ///< as the sensor knows it: "ImageData3N", "Band4", "B10"
};
/// The subdatasets of an HDF file, or the bands of a GeoTIFF of `part`: called as `bands` has it where that lists as
/// many, else in the product's order (E3108 where they are not as many).
std::vector<AsterPart> aster_parts(const geo::FileInfo& info, const std::string& part,
                                   const std::vector<std::string>& bands);

/// Reflectance = DN * scale + offset.
struct ReflectanceTerms {
  double scale = 1;
  double offset = 0;
};
/// What a GeoTIFF says of a band's reflectance: a scale of its own, or items REFLECTANCE_GAIN and REFLECTANCE_BIAS of
/// the band or the file: one number, one for each band, or keys that end in the band's name or number. None: nothing.
std::optional<ReflectanceTerms> aster_reflectance_terms(const geo::FileInfo& info, int file_band,
                                                        const std::string& name);

}  // namespace greisen::scene
