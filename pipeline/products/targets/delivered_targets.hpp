// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"

namespace greisen {

/// Ground of a model's targets, in the grid's CRS.
using TargetGrounds = std::map<std::string, std::vector<geo::Polygon>, std::less<>>;

/// The targets of a run as its files tell them, in the order of targets.geojson.
struct DeliveredTargets {
  struct Target {
    std::string model;
    std::string label;
    int rank = 0;
    std::shared_ptr<const nlohmann::ordered_json> properties;  ///< all of its columns
    std::vector<geo::Ring> rings;                              ///< degrees
    std::vector<geo::Polygon> polygons;                        ///< in the grid's CRS
  };
  std::vector<Target> all;

  [[nodiscard]] TargetGrounds grounds() const;
  /// One a target.
  [[nodiscard]] std::vector<const std::vector<geo::Polygon>*> each_ground() const;
};

/// Reads targets.geojson and the grounds in targets.gpkg; nothing where they are not there.
DeliveredTargets delivered_targets(const std::string& folder, const geo::Crs& crs);

}  // namespace greisen
