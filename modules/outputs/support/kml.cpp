// SPDX-License-Identifier: Apache-2.0
#include "outputs/support/kml.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/place/area.hpp"
#include "outputs/support/target_columns.hpp"

namespace greisen::outputs {
namespace {

std::string degrees_of(const geo::Point& place) { return degrees_text(place.x) + "," + degrees_text(place.y); }

std::string ring_kml(const geo::Ring& ring) {
  std::string text;
  for (std::size_t i = 0; i <= ring.size(); ++i) text += (i == 0 ? "" : " ") + degrees_of(ring[i % ring.size()]);
  return kml_element("LinearRing", kml_element("coordinates", text));
}

}  // namespace

std::string kml_element(std::string_view name, const std::string& inside) {
  return fmt::format("<{0}>{1}</{0}>", name, inside);
}

std::string kml_colour(const char* opacity, const Colour& colour) {
  return fmt::format("<color>{}{:02x}{:02x}{:02x}</color>", opacity, colour.blue, colour.green, colour.red);
}

std::string kml_polygon(const geo::Polygon& polygon) {
  std::string text = "<tessellate>1</tessellate>";
  for (std::size_t i = 0; i < polygon.rings.size(); ++i)
    text += kml_element(
        i == 0 ? "outerBoundaryIs" : "innerBoundaryIs",
        ring_kml(geo::turned(polygon.rings[i], i == 0 ? geo::Turn::counterclockwise : geo::Turn::clockwise)));
  return kml_element("Polygon", text);
}

std::string kml_point(const geo::Point& place) {
  return kml_element("Point", kml_element("coordinates", degrees_of(place)));
}

std::string kml_data(const std::vector<geo::Column>& columns, const std::vector<geo::Cell>& cells) {
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i)
    text += "<Data name=\"" + escape_xml(columns[i].name) + "\">" +
            kml_element("value", escape_xml(to_text(cells[i]))) + "</Data>";
  return kml_element("ExtendedData", text);
}

}  // namespace greisen::outputs
