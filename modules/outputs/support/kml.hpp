// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/palette.hpp"
#include "geo/place/shapes.hpp"
#include "geo/vectors/vectors.hpp"

namespace greisen::outputs {

/// `inside` as it is: texts are escaped by who gives them.
std::string kml_element(std::string_view name, const std::string& inside);
/// `opacity` in hexadecimal: KML writes opacity, blue, green, red.
std::string kml_colour(const char* opacity, const Colour& colour);
/// In degrees: shells counterclockwise, draped over the ground.
std::string kml_polygon(const geo::Polygon& polygon);
std::string kml_point(const geo::Point& place);
std::string kml_data(const std::vector<geo::Column>& columns, const std::vector<geo::Cell>& cells);

}  // namespace greisen::outputs
