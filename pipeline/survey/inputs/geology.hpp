// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "geo/vectors/legend.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {

/// The survey's legend in the words of its geological map; read once as long as both files stay what they are.
struct LegendOfMap {
  geo::Legend legend;
  geo::UnitCounts counts;
  geo::MatchedLegend matched;
};
std::shared_ptr<const LegendOfMap> legend_of_map(const Survey& survey);

}  // namespace greisen
