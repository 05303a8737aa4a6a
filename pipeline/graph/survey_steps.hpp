// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "catalogue/palette.hpp"
#include "geo/write/cog.hpp"
#include "step/step.hpp"

namespace greisen {

/// Where the five classes part, with the targets' own threshold last: 50, 80, 95, 99 and 100 − top_area_percent.
std::vector<double> class_percents(double top_area_percent);
/// The classes that a layer tells, in even steps of the palette; 0 is transparent, and named where the layer does not.
std::vector<geo::RasterClass> class_table(const Layer& layer, const Palette& palette);
/// The targets' threshold, from the model that the classes learnt.
double target_threshold(const Model& classes, double top_area_percent);

}  // namespace greisen
