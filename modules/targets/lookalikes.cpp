// SPDX-License-Identifier: Apache-2.0
#include "targets/lookalikes.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace greisen::targets {
namespace {

constexpr double kSquareMetresPerHectare = 10000;

bool has_form(const LookalikeForm& form, const Target& target) {
  const double elongation = target.length_m / target.width_m;
  const double bend = target.length_m * target.width_m / (target.area_ha * kSquareMetresPerHectare);
  const auto below = [](double value, const std::optional<double>& limit) { return !limit || value < *limit; };
  const auto above = [](double value, const std::optional<double>& limit) { return !limit || value > *limit; };
  return below(elongation, form.elongation_below) && above(bend, form.bend_above) &&
         above(target.length_m, form.length_above_m) && below(target.area_ha, form.area_below_ha);
}

}  // namespace

bool looks_like(const Lookalike& lookalike, const Target& target, double marked_share) {
  if (!std::isnan(marked_share) && marked_share >= lookalike.share) return true;
  return lookalike.form && has_form(*lookalike.form, target);
}

double add_flags(std::span<const LookalikeSign> lookalikes, Target& target) {
  std::vector<const Lookalike*> found;
  std::size_t mark = 0;
  for (const LookalikeSign& use : lookalikes) {
    double share = std::nan("");
    if (use.marked && mark < target.marks.size()) share = target.marks[mark];
    if (use.marked) ++mark;
    const auto& models = use.lookalike->models;
    const bool meant = models.empty() || std::ranges::find(models, target.model) != models.end();
    if (meant && looks_like(*use.lookalike, target, share)) found.push_back(use.lookalike);
  }
  std::ranges::stable_sort(found, [](const Lookalike* a, const Lookalike* b) { return a->risk > b->risk; });
  for (const Lookalike* lookalike : found) target.flags.push_back(lookalike->id);
  return found.empty() ? 0 : found.front()->risk;
}

std::string key_of(std::span<const LookalikeSign> lookalikes) {
  std::string key;
  for (const LookalikeSign& use : lookalikes) {
    const Lookalike& one = *use.lookalike;
    key += "\n" + one.id + " " + format_number(one.risk) + " " + format_number(one.share) + (use.marked ? " seen" : "");
    if (!one.form) continue;
    for (const auto& limit :
         {one.form->elongation_below, one.form->bend_above, one.form->length_above_m, one.form->area_below_ha})
      key += " " + (limit ? format_number(*limit) : "-");
  }
  return key;
}

}  // namespace greisen::targets
