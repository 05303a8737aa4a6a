// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/place/shapes.hpp"

namespace greisen::geo {

/// Is the box wider than any survey: more than 5° or 500 km?
bool spans_much(const Bounds& box, bool geographic, double metres_per_unit);

/// The boxes that four numbers mean in the orders that other programs write them, where that is a box of at most 5° or
/// 500 km: [min x, max x, min y, max y], [min y, max y, min x, max x], [min y, min x, max y, max x], corners of any
/// diagonal. `written` holds them as [min x, min y, max x, max y]; that order is not among them.
std::vector<Bounds> other_orders(const Bounds& written, bool geographic, double metres_per_unit);

/// "[-6.87, 40.96, -6.81, 41]", as a survey writes it.
std::string box_text(const Bounds& box);

}  // namespace greisen::geo
