// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "geo/place/shapes.hpp"

namespace greisen::geo {

/// How often polygons' edges meet elsewhere than in corners that they share: in the middle of both, or with a corner of
/// one on the other, lines that run on each other included. A ring that comes back to one of its own corners counts
/// once for each time. Counts no further than `most` + 1, which it also gives where so many edges lie beside each other
/// (over kMostEdgePairs pairs whose boxes meet) that no library could look at them in sensible time. Rounded
/// coordinates may count a near miss: it is a measure of what mending will cost, not a proof.
inline constexpr std::size_t kMostEdgePairs = 200'000'000;
std::size_t edge_crossings(std::span<const Polygon> polygons, std::size_t most);

}  // namespace greisen::geo
