// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/input_shifts.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace greisen {

std::vector<InputShift> input_shifts(const SurveyGraph& graph) {
  std::vector<InputShift> shifts = graph.data.shifts;
  for (const SensorUse& use : graph.sensors)
    for (const scene::Scene& scene : use.scenes) {
      if (scene.crs.empty()) continue;
      if (auto shift = geo::datum_shift(geo::parse_crs(scene.crs), graph.area.crs))
        shifts.push_back({scene.id, std::move(*shift)});
    }
  return shifts;
}

std::string json_of(const std::vector<InputShift>& shifts) {
  std::string text;
  for (const InputShift& one : shifts)
    text += fmt::format("{}{{\"input\":{},\"crs\":{},\"operation\":{},\"accuracy_m\":{}}}", text.empty() ? "" : ",",
                        json_string(one.input), json_string(one.shift.from), json_string(one.shift.operation),
                        std::isnan(one.shift.accuracy_m) ? "null" : format_number(one.shift.accuracy_m));
  return "[" + text + "]";
}

}  // namespace greisen
