// SPDX-License-Identifier: Apache-2.0
#include "pipeline/entries/steps.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "evidence/registry.hpp"
#include "filters/registry.hpp"
#include "prospectivity/registry.hpp"
#include "terrain/registry.hpp"

namespace greisen {

const std::vector<Step>& all_steps() {
  static const std::vector<Step> steps = [] {
    std::vector<Step> all = filters::steps();
    for (Step& step : terrain::steps()) all.push_back(std::move(step));
    for (Step& step : evidence::steps()) all.push_back(std::move(step));
    for (Step& step : prospectivity::steps()) all.push_back(std::move(step));
    std::sort(all.begin(), all.end(), [](const Step& a, const Step& b) { return a.id < b.id; });
    return all;
  }();
  return steps;
}

std::vector<std::string> step_ids() {
  std::vector<std::string> ids;
  for (const Step& step : all_steps()) ids.emplace_back(step.id);
  return ids;
}

const Step& find_step(std::string_view id) {
  const std::vector<Step>& steps = all_steps();
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.id == id; });
  if (found == steps.end())
    throw Error(
        {"E2406", "there is no step " + printable(id), {}, suggestion(id, step_ids()) + " (greisen list steps)"});
  return *found;
}

}  // namespace greisen
