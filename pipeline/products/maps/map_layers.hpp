// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/vectors/vectors.hpp"
#include "outputs/map_layer.hpp"
#include "outputs/raster_styles.hpp"
#include "pipeline/graph/loaded_survey.hpp"

namespace greisen {

/// All that a run leaves as layers of a map, top first: each raster and table for which the catalogue has a style.
/// Known before a pixel is read; what the files must be looked at for, measure() adds.
std::vector<outputs::MapLayer> map_layers(const LoadedSurvey& loaded);

/// Files and tables of a run without a style: not drawn, and a fault of the catalogue.
std::vector<std::string> without_style(const LoadedSurvey& loaded);

/// Adds what only the file tells: the ramp's ends where they are percentiles, the combinations of reasons. Gives the
/// counts of a raster of classes.
outputs::Counts measure(outputs::MapLayer& layer, const std::string& folder);

/// A layer that measure() has seen.
struct MeasuredLayer {
  outputs::MapLayer layer;
  outputs::Counts counts = {};
};
/// map_layers, measured.
std::vector<MeasuredLayer> measured_layers(const LoadedSurvey& loaded, const std::string& folder, int threads);

/// Adds hectares to the names of classes, for the legend; classes that do not occur are left out of it.
void tell_shares(outputs::MapLayer& layer, const outputs::Counts& counts, const LoadedSurvey& loaded);

/// The styles of one GeoPackage of the run, for its table `layer_styles`.
std::vector<geo::LayerStyle> styles_of(const LoadedSurvey& loaded, const std::string& file);

/// Tables of the run's GeoPackages, as FILE.gpkg/TABLE.
std::vector<std::string> map_tables(const LoadedSurvey& loaded);

}  // namespace greisen
