// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "outputs/map_layer.hpp"
#include "outputs/sheet.hpp"
#include "pipeline/products/delivery.hpp"
#include "pipeline/products/words.hpp"

namespace greisen {

/// What the parts of the map sheet are made from: the survey on its data, and the files of a finished run.
struct SheetSource {
  const LoadedSurvey& loaded;
  std::string folder;  ///< of the run
  Words words;
  Delivery& delivery;

  [[nodiscard]] const outputs::MapLayer* layer(const std::string& file, const std::string& table = "") const;
};

/// The colour a style names, or the first of its palette.
Colour colour_of(const outputs::MapLayer& layer);
/// prospectivity_file, classes_file … of the first model; empty where there is no model.
std::string first_model(const LoadedSurvey& loaded, std::string (*file)(const std::string& model));
/// Of the classes of favourability, the first that is drawn: all, or the best fifth over a picture of the ground.
int first_class_shown(const LoadedSurvey& loaded, bool over_picture);

// Each adds its part to a sheet that has its layout.

/// Pictures of ground and classes, and where nothing was judged, thinned to the page's resolution.
void add_pictures(const SheetSource& source, outputs::Sheet& sheet);
/// Area, faults, known occurrences.
void add_shapes(const SheetSource& source, outputs::Sheet& sheet);
/// Targets and the table of the best.
void add_targets(const SheetSource& source, outputs::Sheet& sheet);
/// The country about a place (degrees, WGS 84): at least 1800 km, and three times the ground.
outputs::SheetLocator locator_of(const geo::Point& middle, double ground_km);
/// The country around the sheet's ground.
void add_locator(const SheetSource& source, outputs::Sheet& sheet);
/// Legend and texts; after the others.
void add_texts(const SheetSource& source, outputs::Sheet& sheet);

}  // namespace greisen
