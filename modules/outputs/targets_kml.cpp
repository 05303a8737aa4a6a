// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/targets_files.hpp"

namespace greisen::outputs {

namespace {

constexpr const char* kHead = R"(<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>targets</name>
)";

/// KML writes alpha, blue, green, red.
std::string kml_colour(const char* alpha, const Colour& colour) {
  return fmt::format("<color>{}{:02x}{:02x}{:02x}</color>", alpha, colour.blue, colour.green, colour.red);
}

std::string style(const Colour& colour) {
  return "<Style id=\"target\">\n<IconStyle>" + kml_colour("ff", colour) +
         "<scale>0.8</scale></IconStyle>\n<LineStyle>" + kml_colour("ff", colour) +
         "<width>2</width></LineStyle>\n<PolyStyle>" + kml_colour("40", colour) + "</PolyStyle>\n</Style>\n";
}

std::string coordinates(const geo::Ring& ring) {
  std::string text = "<LinearRing><coordinates>";
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const geo::Point p = ring[i % ring.size()];
    text += (i == 0 ? "" : " ") + degrees_text(p.x) + "," + degrees_text(p.y);
  }
  return text + "</coordinates></LinearRing>";
}

std::string geometry(const std::vector<geo::Polygon>& polygons) {
  std::string text = "<MultiGeometry>";
  for (const geo::Polygon& polygon : polygons) {
    text += "<Polygon><tessellate>1</tessellate>";
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
      const std::string side = i == 0 ? "outerBoundaryIs" : "innerBoundaryIs";
      const auto turn = i == 0 ? geo::Turn::counterclockwise : geo::Turn::clockwise;
      text += "<" + side + ">" + coordinates(geo::turned(polygon.rings[i], turn)) + "</" + side + ">";
    }
    text += "</Polygon>";
  }
  return text + "</MultiGeometry>";
}

std::string table(const targets::Target& target) {
  const auto& columns = target_columns();
  const auto cells = cells_of(target);
  std::string text = "<ExtendedData>";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    text += "<Data name=\"" + columns[i].name + "\"><value>" + escape_xml(to_text(cells[i])) + "</value></Data>";
  }
  return text + "</ExtendedData>";
}

std::string placemark(const targets::Target& target, const std::string& shape) {
  return "<Placemark><name>" + escape_xml(target.label) + "</name><styleUrl>#target</styleUrl>" + table(target) +
         shape + "</Placemark>\n";
}

}  // namespace

void write_targets_kml(const std::string& path, const std::vector<targets::Target>& targets, const geo::Crs& crs,
                       const Colour& colour) {
  std::string text = kHead + style(colour);
  text += "<Folder><name>targets</name>\n";
  for (const targets::Target& target : targets) text += placemark(target, geometry(lon_lat_polygons(target, crs)));
  text += "</Folder>\n<Folder><name>centroids</name>\n";
  for (const targets::Target& target : targets) {
    const geo::Point p = place_of(target);
    text += placemark(target,
                      "<Point><coordinates>" + degrees_text(p.x) + "," + degrees_text(p.y) + "</coordinates></Point>");
  }
  write_file_atomically(path, text + "</Folder>\n</Document>\n</kml>\n");
}

}  // namespace greisen::outputs
