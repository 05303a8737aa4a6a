// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "geo/place/shapes.hpp"

namespace greisen::targets {

/// Cluster worth a visit and why: one row of targets.gpkg and targets.csv (contract.md, section 3). Numbers that are
/// not known are NaN; files then have an empty cell.
struct Target {
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

  std::string label;  ///< of target_label(): its name in every file, map and page
  int rank = 0;       ///< from 1, within the model
  std::string model;
  double score = kUnknown;  ///< favourability 0–1, with its interval
  double score_low = kUnknown;
  double score_high = kUnknown;
  double area_ha = kUnknown;
  double length_m = kUnknown;
  double width_m = kUnknown;
  double strike_deg = kUnknown;  ///< [0, 180), clockwise from grid north
  double lon = kUnknown;         ///< centroid, WGS 84
  double lat = kUnknown;
  double x = kUnknown;  ///< centroid, grid CRS
  double y = kUnknown;
  double strength = kUnknown;  ///< score x mean of the layer that ranks x root of the pixels (of lines, along them)
  std::string branch;          ///< of the model's tree
  /// Mean of each evidence on its ground, in the model's order; evidence without a pixel there is left out.
  struct Membership {
    std::string evidence;
    double mean = kUnknown;  ///< 0-1
  };
  std::vector<Membership> memberships;
  std::vector<std::string> raised_by;  ///< evidence, strongest first
  std::vector<std::string> lowered_by;
  std::vector<std::string> families;  ///< independent families that support it
  double judged_share = kUnknown;     ///< 0–1 of its ground that was seen
  std::vector<std::string> flags;
  std::string known;  ///< known occurrences inside; empty: none
  std::optional<double> nearest_known_m;
  std::vector<std::string> land_use;
  std::vector<std::string> sensor_dates;       ///< such as "sentinel2 2023-07-14"
  double rank_in_area_percent = kUnknown;      ///< of the area's judged ground scores as much or more
  double rank_with_margin_percent = kUnknown;  ///< the same of the area with its margin (context_km)
  double elevation_m = kUnknown;               ///< mean of its ground
  double slope_deg = kUnknown;                 ///< likewise
  std::vector<double> marks;                   ///< share of its ground with each of ExtractRequest::marks; not a column
  std::vector<geo::Polygon> polygons;          ///< grid CRS; not a column
};

}  // namespace greisen::targets
