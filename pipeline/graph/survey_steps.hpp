// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "catalogue/deposit_model.hpp"
#include "catalogue/lookalike.hpp"
#include "catalogue/palette.hpp"
#include "geo/write/cog.hpp"
#include "step/step.hpp"

namespace greisen {

/// Where the five classes part, with the targets' own threshold last: 50, 80, 95, 99 and 100 − top_area_percent.
std::vector<double> class_percents(double top_area_percent);
/// The classes with their shares of the area in words, in even steps of the palette; 0 is transparent.
std::vector<geo::RasterClass> area_class_table(double top_area_percent, const Palette& palette);
/// 1 where the sign is, transparent elsewhere.
std::vector<geo::RasterClass> sign_table(const Lookalike& lookalike, const Palette& palette);
/// The targets' threshold, from the model that the classes learnt.
double target_threshold(const Model& classes, double top_area_percent);

}  // namespace greisen
