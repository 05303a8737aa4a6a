// SPDX-License-Identifier: Apache-2.0
#include "sample_data/geojson.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "geo/vectors/vectors.hpp"
#include "sample_data/sentinel2_product.hpp"

namespace greisen::sample {
namespace {

std::string pairs(const std::vector<geo::Point>& lon_lat) {
  std::vector<std::string> points;
  points.reserve(lon_lat.size());
  for (const geo::Point& point : lon_lat) points.push_back(fmt::format("[{:.7f},{:.7f}]", point.x, point.y));
  return join(points, ",");
}

}  // namespace

geo::Ring lon_lat_ring(const geo::Ring& places, const geo::PointTransform& to_lon_lat) {
  geo::Ring placed;
  placed.reserve(places.size());
  for (const geo::Point& local : places) {
    const geo::Point point = to_lon_lat.apply({kWestMetres + local.x, south_m() + local.y});
    placed.push_back({std::round(point.x * 1e7) / 1e7, std::round(point.y * 1e7) / 1e7});
  }
  return placed;
}

std::string polygon_feature(const std::string& properties, const geo::Ring& outline,
                            const geo::PointTransform& to_lon_lat) {
  geo::Ring ring = geo::turned(lon_lat_ring(outline, to_lon_lat), geo::Turn::counterclockwise);
  ring.push_back(ring.front());
  return fmt::format(R"({{"type":"Feature","properties":{{{}}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}})",
                     properties, pairs(ring));
}

std::string line_feature(const std::vector<geo::Point>& line, const geo::PointTransform& to_lon_lat) {
  return fmt::format(R"({{"type":"Feature","properties":{{}},"geometry":{{"type":"LineString","coordinates":[{}]}}}})",
                     pairs(lon_lat_ring(line, to_lon_lat)));
}

void write_features(const std::string& path, const std::vector<std::string>& features) {
  write_file_atomically(path, "{\"type\":\"FeatureCollection\",\"features\":[\n" + join(features, ",\n") + "\n]}\n");
}

}  // namespace greisen::sample
