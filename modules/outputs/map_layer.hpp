// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "catalogue/palette.hpp"
#include "catalogue/style.hpp"
#include "geo/write/cog.hpp"

namespace greisen::outputs {

/// One value of a field of a vector layer, with its own colour.
struct Category {
  std::string value;
  std::string label;
  Colour colour;
};

/// Values of a band that are drawn as black and as full brightness.
struct Stretch {
  int band = 1;  ///< from 1
  double low = 0;
  double high = 1;
};

/// An output of a run as it is to be drawn: a raster, or a table of a GeoPackage.
struct MapLayer {
  std::string file;  ///< below the run's folder, parts joined by '/'
  std::string table = {};
  Style style = {};
  Palette palette = {};  ///< of the style
  Palette marks = {};    ///< the palette `marks`: halo and text
  std::string title = {};
  std::vector<std::string> group = {};
  bool shown = false;
  std::string about = {};  ///< formula, source …; shown when the pointer rests on the layer's name
  // of rasters
  double low = 0;  ///< values of the ramp's ends
  double high = 1;
  std::string unit = {};                       ///< "1" and "": none
  std::vector<geo::RasterClass> classes = {};  ///< of Render::classes, with their names
  std::array<Stretch, 3> composite = {};       ///< of Render::composite: red, green, blue
  // of vectors
  std::vector<Category> categories = {};  ///< where the style goes by a field

  [[nodiscard]] bool is_vector() const { return !table.empty(); }
};

/// What QGIS (3.22 and later) takes as the style of the layer: FILE.qml beside FILE.tif, or a row of `layer_styles`.
std::string qml_of(const MapLayer& layer);

/// The path of the style beside a raster: "layers/aster/al.tif" gives "layers/aster/al.qml".
std::string qml_path(const std::string& raster);

}  // namespace greisen::outputs
