// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "base/text.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/targets_files.hpp"

namespace greisen::outputs {

namespace {

// colours are alpha, blue, green, red
constexpr const char* kHead = R"(<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>targets</name>
<Style id="target">
<IconStyle><color>ff005ed5</color><scale>0.8</scale></IconStyle>
<LineStyle><color>ff005ed5</color><width>2</width></LineStyle>
<PolyStyle><color>40005ed5</color></PolyStyle>
</Style>
)";

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
  return "<Placemark><name>" + escape_xml(label_of(target)) + "</name><styleUrl>#target</styleUrl>" + table(target) +
         shape + "</Placemark>\n";
}

}  // namespace

void write_targets_kml(const std::string& path, const std::vector<targets::Target>& targets, const geo::Crs& crs) {
  std::string text = kHead;
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
