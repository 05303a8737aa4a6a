// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace greisen::scene {

/// One asset of a STAC item that may be a band.
struct StacAsset {
  std::string path;                ///< as GDAL opens it: /vsicurl/, /vsis3/, or below the item's folder
  std::vector<std::string> names;  ///< what the band may be called, best first: asset key, band name, common name
  std::optional<double> scale;     ///< of the raster extension
  std::optional<double> offset;
};

/// What a STAC item (1.0 and 1.1) tells of a scene.
struct StacItem {
  std::string id;
  std::string collection;
  std::string date;                    ///< YYYY-MM-DD
  std::string time;                    ///< hh:mm:ss
  std::string spacecraft;              ///< platform and constellation, lower case
  std::string baseline;                ///< "05.09"
  std::optional<bool> offset_applied;  ///< earthsearch:boa_offset_applied
  std::optional<double> cloud_percent;
  std::optional<double> sun_elevation_deg;
  std::optional<double> sun_azimuth_deg;
  std::vector<StacAsset> assets;
  std::vector<std::string> files;  ///< names of the files of all its assets, pictures and metadata too
};

/// The items of an item, an item collection or a feature collection, in the file's order. E3105 where it is no STAC or
/// lies beyond the limits (64 MiB, 10 000 items, 500 assets each, depth 40); E3106 for an asset that leaves its folder.
std::vector<StacItem> read_stac(const std::string& path);

/// "https://…" → "/vsicurl/https://…", "s3://bucket/key" → "/vsis3/bucket/key", others below the item's folder.
std::string stac_asset_path(const std::string& href, const std::string& item_path);

/// The name of the file at an address, without the signature behind '?'.
std::string stac_file_name(const std::string& href);

}  // namespace greisen::scene
