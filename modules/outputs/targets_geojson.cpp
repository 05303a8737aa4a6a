// SPDX-License-Identifier: Apache-2.0
#include <variant>

#include "base/file.hpp"
#include "base/text.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/targets_files.hpp"

namespace greisen::outputs {

namespace {

std::string ring_json(const geo::Ring& ring) {
  std::string text = "[";
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const geo::Point p = ring[i % ring.size()];  // RFC 7946 repeats the first point
    text += (i == 0 ? "[" : ",[") + degrees_text(p.x) + "," + degrees_text(p.y) + "]";
  }
  return text + "]";
}

std::string geometry_json(const std::vector<geo::Polygon>& polygons) {
  if (polygons.empty()) return "null";
  std::string text = R"({"type":"MultiPolygon","coordinates":[)";
  for (std::size_t k = 0; k < polygons.size(); ++k) {
    text += k == 0 ? "[" : ",[";
    for (std::size_t i = 0; i < polygons[k].rings.size(); ++i) {
      const auto turn = i == 0 ? geo::Turn::counterclockwise : geo::Turn::clockwise;
      text += (i == 0 ? "" : ",") + ring_json(geo::turned(polygons[k].rings[i], turn));
    }
    text += "]";
  }
  return text + "]}";
}

std::string properties_json(const targets::Target& target) {
  const auto& columns = target_columns();
  const auto cells = cells_of(target);
  std::string text = "{";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool is_null = std::holds_alternative<std::monostate>(cells[i]);
    const bool is_text = std::holds_alternative<std::string>(cells[i]);
    const std::string value = is_null ? "null" : is_text ? json_string(to_text(cells[i])) : to_text(cells[i]);
    text += (i == 0 ? "" : ",") + json_string(columns[i].name) + ":" + value;
  }
  return text + "}";
}

}  // namespace

void write_targets_geojson(const std::string& path, const std::vector<targets::Target>& targets, const geo::Crs& crs) {
  std::string text = "{\"type\":\"FeatureCollection\",\"features\":[";
  for (std::size_t i = 0; i < targets.size(); ++i) {
    text += i == 0 ? "\n" : ",\n";
    text += R"({"type":"Feature","id":)" + std::to_string(i + 1) + R"(,"properties":)" + properties_json(targets[i]) +
            R"(,"geometry":)" + geometry_json(lon_lat_polygons(targets[i], crs)) + "}";
  }
  write_file_atomically(path, text + "\n]}\n");
}

}  // namespace greisen::outputs
