// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "geo/place/crs.hpp"
#include "geo/place/shapes.hpp"
#include "geo/vectors/vector_file.hpp"
#include "geo/vectors/vectors.hpp"

namespace greisen::geo {

inline constexpr std::size_t kMostFeatureVertices = 20'000'000;

/// Which features of a vector file.
struct FeatureRequest {
  VectorFile file = {};
  std::string field = {};                    ///< whose value is told as text; empty: none
  ShapeType shapes = ShapeType::multi_line;  ///< point, multi_line or multi_polygon; others are passed over
};

struct Feature {
  std::string value;  ///< of the field
  Geometry shape;     ///< in the target's CRS
};

/// Features of one layer in the order of the file. Vertices that the transformation cannot reach are left out. E3201
/// (does not open), E3202 (no such shapes), E3203 (no CRS), E3204 (too many vertices), E3206 (no such layer or field),
/// E3207 (several layers of such shapes), E4012 (no exact transformation). A layer that is named may hold none.
std::vector<Feature> read_features(const FeatureRequest& request, const Crs& target);

/// All lines and polygons of one layer, read once for all that is made of them.
struct VectorMap {
  Crs crs;                           ///< of the file
  std::vector<Feature> features;     ///< in its order; a row that holds both kinds is two. Unreached vertices are NaN
  std::vector<std::string> notes{};  ///< what was guessed
};
/// A layer of the request's shapes; of lines, one of polygons where there is none of lines. Throws what read_features
/// does, E3202 also where a layer that is named holds none.
VectorMap read_map(const FeatureRequest& request, const Crs& target);

/// Those of a kind whose boxes meet a box, without vertices that are nowhere.
std::vector<Feature> features_within(std::vector<Feature> features, ShapeType shapes, const Bounds& within);

}  // namespace greisen::geo
