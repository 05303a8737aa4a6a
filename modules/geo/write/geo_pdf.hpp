// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"

namespace greisen::geo {

/// Where the map frame of a page lies, on it and on the ground.
struct GeoPdf {
  double width_pt = 0;  ///< of the page
  double height_pt = 0;
  Bounds frame_pt;  ///< from the lower left corner of the page
  Bounds ground;    ///< of the frame, in the CRS
  Crs crs;
  std::string title;
};

/// A PDF of one page with its georeferencing (ISO 32000), as phones and GIS read it; pixels and texts stay as they are.
/// The same page gives the same bytes. E7002 where GDAL cannot make it.
std::string georeferenced_pdf(const std::string& pdf, const GeoPdf& facts);

}  // namespace greisen::geo
