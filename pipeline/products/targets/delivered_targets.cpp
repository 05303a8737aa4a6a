// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/delivered_targets.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json_size.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/vectors/features.hpp"

namespace greisen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostBytes = std::size_t{512} << 20U;

std::vector<geo::Feature> ground_features(const std::string& folder, const geo::Crs& crs) {
  geo::FeatureRequest request;
  request.file.path = folder + "/targets.gpkg";
  if (!geo::is_file(request.file.path)) return {};
  request.file.layer = "targets";
  request.shapes = geo::ShapeType::multi_polygon;
  return geo::read_features(request, crs);
}

std::vector<geo::Ring> rings_of(const Json& geometry) {
  std::vector<geo::Ring> rings;
  const auto add = [&](const Json& ring) {
    rings.emplace_back();
    for (const Json& point : ring) rings.back().push_back({point.at(0).get<double>(), point.at(1).get<double>()});
  };
  if (!geometry.contains("coordinates")) return rings;
  const bool many = geometry.value("type", "") == "MultiPolygon";
  for (const Json& part : geometry.at("coordinates")) {
    if (!many) add(part);
    for (const Json& ring : many ? part : Json::array()) add(ring);
  }
  return rings;
}

Error not_ours(const std::string& path) {
  return Error({"E4257", "this is no list of targets as a run writes it", {path, 0, 0, {}}, "run the survey again"});
}

DeliveredTargets::Target target_of(Json& feature) {
  DeliveredTargets::Target target;
  target.properties = std::make_shared<const Json>(std::move(feature.at("properties")));
  target.model = target.properties->value("model", "");
  target.label = target.properties->value("label", "");
  target.rank = target.properties->value("rank", 0);
  target.rings = rings_of(feature.at("geometry"));
  return target;
}

}  // namespace

TargetGrounds DeliveredTargets::grounds() const {
  TargetGrounds grounds;
  for (const Target& target : all) {
    std::vector<geo::Polygon>& ground = grounds[target.model];
    ground.insert(ground.end(), target.polygons.begin(), target.polygons.end());
  }
  return grounds;
}

std::vector<const std::vector<geo::Polygon>*> DeliveredTargets::each_ground() const {
  std::vector<const std::vector<geo::Polygon>*> grounds;
  for (const Target& target : all) grounds.push_back(&target.polygons);
  return grounds;
}

DeliveredTargets delivered_targets(const std::string& folder, const geo::Crs& crs) {
  const std::string path = folder + "/targets.geojson";
  DeliveredTargets targets;
  if (!geo::is_file(path)) return targets;
  const std::string text = read_text_file(path, kMostBytes);
  try {
    if (json_larger(text, kMostJsonLevels, kMostBytes)) throw not_ours(path);
    Json whole = Json::parse(text);
    for (Json& feature : whole.at("features")) targets.all.push_back(target_of(feature));
  } catch (const Json::exception&) {  // the folder may be anyone's
    throw not_ours(path);
  }
  const std::vector<geo::Feature> shapes = ground_features(folder, crs);
  for (std::size_t i = 0; i < std::min(shapes.size(), targets.all.size()); ++i)
    if (const auto* polygons = std::get_if<std::vector<geo::Polygon>>(&shapes[i].shape))
      targets.all[i].polygons = *polygons;
  return targets;
}

}  // namespace greisen
