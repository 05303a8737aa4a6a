// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "base/text.hpp"
#include "outputs/support/kml.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/targets_files.hpp"

namespace greisen::outputs {

namespace {

constexpr const char* kHead = R"(<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>targets</name>
)";

std::string style(const Colour& colour) {
  return "<Style id=\"target\">\n<IconStyle>" + kml_colour("ff", colour) +
         "<scale>0.8</scale></IconStyle>\n<LineStyle>" + kml_colour("ff", colour) +
         "<width>2</width></LineStyle>\n<PolyStyle>" + kml_colour("40", colour) + "</PolyStyle>\n</Style>\n";
}

std::string ground(const targets::Target& target, const geo::Crs& crs) {
  std::string text;
  for (const geo::Polygon& polygon : lon_lat_polygons(target, crs)) text += kml_polygon(polygon);
  return kml_element("MultiGeometry", text);
}

std::string placemark(const targets::Target& target, const std::string& shape) {
  return "<Placemark>" + kml_element("name", escape_xml(target.label)) + "<styleUrl>#target</styleUrl>" +
         kml_data(target_columns(), cells_of(target)) + shape + "</Placemark>\n";
}

}  // namespace

void write_targets_kml(const std::string& path, const std::vector<targets::Target>& targets, const geo::Crs& crs,
                       const Colour& colour) {
  std::string text = kHead + style(colour);
  text += "<Folder><name>targets</name>\n";
  for (const targets::Target& target : targets) text += placemark(target, ground(target, crs));
  text += "</Folder>\n<Folder><name>centroids</name>\n";
  for (const targets::Target& target : targets) text += placemark(target, kml_point(place_of(target)));
  write_file_atomically(path, text + "</Folder>\n</Document>\n</kml>\n");
}

}  // namespace greisen::outputs
