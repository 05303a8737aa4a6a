// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/place/area.hpp"
#include "geo/write/cog.hpp"
#include "raster/grid.hpp"

namespace greisen::outputs {

/// A raster of the delivery as the catalogue tells of it.
struct StacRaster {
  std::string href;  ///< below the run's folder
  std::string title;
  std::string description;
  std::string type = "float32";  ///< of the pixels
  std::optional<double> nodata;
  std::vector<std::string> units;               ///< of the bands; "" and "1": none
  std::vector<geo::BandStatistics> statistics;  ///< of the bands; NaN where there is no pixel
  std::string expression;                       ///< formula of a single band; may be empty
  std::vector<geo::RasterClass> classes;
};

struct StacFile {
  std::string href;
  std::string title;
  std::string type;  ///< media type
  std::string role;  ///< "data", "overview", "metadata"
};

struct StacFacts {
  std::string id;
  std::string title;
  std::string description;
  bool synthetic = false;  ///< of ground that was made up
  geo::Area area;          ///< in any CRS
  Grid grid;
  std::string crs_label;  ///< "EPSG:32629"; another one has no code
  double gsd_m = 0;
  std::vector<std::string> dates;  ///< YYYY-MM-DD of the scenes, sorted; may be empty
  std::vector<std::string> scenes;
  std::string version;  ///< of the program
  std::vector<StacRaster> rasters;
  std::vector<StacFile> files;
};

/// stac/collection.json, stac/item.json and stac/items.json below the run's folder: STAC 1.0.0 with projection 1.2.0,
/// raster 1.1.0, processing 1.2.0 and classification 1.1.0. Paths are relative; without dates the item is of no time
/// (null with the span of all time). The same facts give the same bytes. E7001, E7002.
void write_stac(const std::string& folder, const StacFacts& facts);

}  // namespace greisen::outputs
