// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/lookalike_flags.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace greisen {
namespace {

constexpr double kSquareMetresPerHectare = 10000;

bool has_form(const LookalikeForm& form, const targets::Target& target) {
  const double elongation = target.length_m / target.width_m;
  const double bend = target.length_m * target.width_m / (target.area_ha * kSquareMetresPerHectare);
  const auto below = [](double value, const std::optional<double>& limit) { return !limit || value < *limit; };
  const auto above = [](double value, const std::optional<double>& limit) { return !limit || value > *limit; };
  return below(elongation, form.elongation_below) && above(bend, form.bend_above) &&
         above(target.length_m, form.length_above_m) && below(target.area_ha, form.area_below_ha);
}

}  // namespace

std::vector<const LookalikeUse*> marked(const std::vector<LookalikeUse>& lookalikes) {
  std::vector<const LookalikeUse*> list;
  for (const LookalikeUse& use : lookalikes)
    if (use.sign) list.push_back(&use);
  return list;
}

bool looks_like(const Lookalike& lookalike, const targets::Target& target, double marked_share) {
  if (!std::isnan(marked_share) && marked_share >= lookalike.share) return true;
  return lookalike.form && has_form(*lookalike.form, target);
}

double add_flags(const std::vector<LookalikeUse>& lookalikes, targets::Target& target) {
  std::vector<const Lookalike*> found;
  std::size_t mark = 0;
  for (const LookalikeUse& use : lookalikes) {
    double share = std::nan("");
    if (use.sign && mark < target.marks.size()) share = target.marks[mark];
    if (use.sign) ++mark;
    const auto& models = use.lookalike->models;
    const bool meant = models.empty() || std::ranges::find(models, target.model) != models.end();
    if (meant && looks_like(*use.lookalike, target, share)) found.push_back(use.lookalike);
  }
  std::ranges::stable_sort(found, [](const Lookalike* a, const Lookalike* b) { return a->risk > b->risk; });
  for (const Lookalike* lookalike : found) target.flags.push_back(lookalike->id);
  return found.empty() ? 0 : found.front()->risk;
}

std::string key_of(const std::vector<LookalikeUse>& lookalikes) {
  std::string key;
  for (const LookalikeUse& use : lookalikes) {
    const Lookalike& one = *use.lookalike;
    key += "\n" + one.id + " " + format_number(one.risk) + " " + format_number(one.share) + (use.sign ? " seen" : "");
    if (!one.form) continue;
    for (const auto& limit :
         {one.form->elongation_below, one.form->bend_above, one.form->length_above_m, one.form->area_below_ha})
      key += " " + (limit ? format_number(*limit) : "-");
  }
  return key;
}

}  // namespace greisen
