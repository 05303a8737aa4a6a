// SPDX-License-Identifier: Apache-2.0
#include "catalogue/index_entry.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace greisen {
namespace {

/// Relative, and absolute below 1.
constexpr double kCheckTolerance = 1e-5;

template <class Map>
const typename Map::mapped_type* by_sensor(const Map& map, const Sensor& sensor) {
  for (const std::string& key : {sensor.id, sensor.family, std::string(sensor.contiguous() ? "hyperspectral" : "")}) {
    const auto found = map.find(key);
    if (found != map.end()) return &found->second;
  }
  return nullptr;
}

std::string meant_for(const IndexEntry& entry) {
  std::string text;
  for (const auto& [sensor, formula] : entry.formulas) text += (text.empty() ? "" : ", ") + sensor;
  return text;
}

const Formula* formula_of(const IndexEntry& entry, const IndexCheck& check) {
  const auto own = entry.formulas.find(check.on);
  if (own != entry.formulas.end()) return &own->second;
  return entry.formula ? &*entry.formula : nullptr;
}

/// The inputs of a check as layers: named values, and those called by wavelength as a spectrometer's bands.
double value_of(const Formula& formula, const IndexCheck& check, std::string& reason) {
  std::vector<double> layers;
  std::vector<SpectralLayer> spectrum;
  std::map<std::string, int, std::less<>> index;
  for (const auto& [name, value] : check.inputs) {
    index[name] = static_cast<int>(layers.size());
    if (const auto nm = wavelength_of(name)) spectrum.push_back({static_cast<int>(layers.size()), *nm});
    layers.push_back(value);
  }
  std::sort(spectrum.begin(), spectrum.end(), [](const auto& a, const auto& b) { return a.centre_nm < b.centre_nm; });
  const auto resolve = [&](std::string_view name) -> Resolved {
    const auto found = index.find(name);
    if (found == index.end()) return fmt::format("the check gives no value for '{}'", name);
    return found->second;
  };
  const BoundFormula bound = bind_formula(formula, resolve, spectrum);
  reason = bound.reason;
  return bound.available() ? evaluate(bound, layers) : 0;
}

bool same(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::abs(a - b) <= kCheckTolerance * std::abs(b) + 1e-12;
}

std::string spell(double value) { return std::isnan(value) ? "missing" : fmt::format("{:.9g}", value); }

bool has_missing_input(const IndexCheck& check) {
  return std::any_of(check.inputs.begin(), check.inputs.end(), [](const auto& i) { return std::isnan(i.second); });
}

/// Divides by something that can be 0: not only by numbers.
bool divides_by_measurement(const Formula& formula) {
  const auto& nodes = formula.nodes();
  return std::any_of(nodes.begin(), nodes.end(), [&](const FormulaNode& n) {
    if (n.op != Op::divide) return false;
    std::vector<int> open = {n.child[1]};
    while (!open.empty()) {
      const FormulaNode& inner = nodes[static_cast<std::size_t>(open.back())];
      open.pop_back();
      if (inner.op == Op::input || inner.op == Op::depth || inner.op == Op::wavelength) return true;
      std::copy_if(inner.child.begin(), inner.child.end(), std::back_inserter(open), [](int c) { return c >= 0; });
    }
    return false;
  });
}

}  // namespace

const Formula* IndexEntry::formula_for(const Sensor& sensor) const {
  if (const Formula* own = by_sensor(formulas, sensor)) return own;
  return formula && by_sensor(not_on, sensor) == nullptr ? &*formula : nullptr;
}

Invariance IndexEntry::invariance() const {
  Invariance all{true, true};
  const auto take = [&](const Formula& one) {
    const Invariance own = invariance_of(one);
    all = {all.scale && own.scale, all.offset && own.offset};
  };
  if (formula) take(*formula);
  for (const auto& [sensor, own] : formulas) take(own);
  return all;
}

std::string IndexEntry::rank_group_on(const Sensor& sensor) const {
  const std::string* group_here = by_sensor(rank_group, sensor);
  // a spectrometer evaluates the role formulas, whose groups are those of the sensors they were written for
  for (const std::string_view like : {"sentinel2", "aster"}) {
    const auto found = rank_group.find(like);
    if (group_here == nullptr && sensor.contiguous() && found != rank_group.end()) group_here = &found->second;
  }
  if (group_here == nullptr) return id;
  return group_here->starts_with('-') ? group_here->substr(1) : *group_here;
}

std::string_view to_word(IndexStatus status) {
  switch (status) {
    case IndexStatus::established:
      return "established";
    case IndexStatus::reported:
      return "reported";
    case IndexStatus::from_memory:
      return "from_memory";
    case IndexStatus::project:
      return "project";
    case IndexStatus::low:
      return "low";
  }
  return "reported";
}

BoundFormula bind_formula(const Formula& formula, const Sensor& sensor) {
  std::vector<SpectralLayer> spectrum;
  if (sensor.contiguous()) {
    for (std::size_t i = 0; i < sensor.bands.size(); ++i) {
      const double nm = sensor.bands[i].centre_nm;
      const auto inside = [&](const NmRange& r) { return nm >= r.from_nm && nm <= r.to_nm; };
      if (std::none_of(sensor.blind.begin(), sensor.blind.end(), inside)) spectrum.push_back({static_cast<int>(i), nm});
    }
    std::sort(spectrum.begin(), spectrum.end(), [](const auto& a, const auto& b) { return a.centre_nm < b.centre_nm; });
  }
  std::map<int, std::string> taken;  // by wavelength: two of them in one broad band would measure nothing
  const auto resolve = [&](std::string_view name) -> Resolved {
    const auto band = sensor.find(name);
    if (!band) return sensor.why_missing(name);
    if (!wavelength_of(name)) return *band;
    const auto [other, fresh] = taken.try_emplace(*band, name);
    if (!fresh) return fmt::format("{} and {} lie in the same band of {}", other->second, name, sensor.name);
    return *band;
  };
  BoundFormula bound = bind_formula(formula, resolve, spectrum);
  if (formula.needs_spectrometer() && !sensor.contiguous()) {
    bound.reason = fmt::format("needs a spectrometer; {} has no contiguous bands", sensor.name);
  }
  return bound;
}

BoundFormula bind_index(const IndexEntry& entry, const Sensor& sensor) {
  if (const Formula* formula = entry.formula_for(sensor)) return bind_formula(*formula, sensor);
  BoundFormula none;
  const std::string* why = by_sensor(entry.not_on, sensor);
  none.reason = why != nullptr ? *why : fmt::format("defined for {} only", meant_for(entry));
  return none;
}

std::vector<Problem> find_failed_checks(const IndexEntry& entry) {
  std::vector<Problem> problems;
  const auto fail = [&](const Where& where, std::string what, std::string fix) {
    problems.push_back({"E2204", entry.id + ": " + std::move(what), where, std::move(fix)});
  };
  bool missing = false;
  bool zero = false;
  bool divides = entry.formula && divides_by_measurement(*entry.formula);
  for (const auto& [sensor, formula] : entry.formulas) divides = divides || divides_by_measurement(formula);
  for (const IndexCheck& check : entry.checks) {
    missing = missing || has_missing_input(check);
    zero = zero || (std::isnan(check.value) && !has_missing_input(check));
    const Formula* formula = formula_of(entry, check);
    std::string reason = formula == nullptr ? "there is no formula for this check" : "";
    const double value = formula == nullptr ? 0 : value_of(*formula, check, reason);
    if (!reason.empty()) {
      fail(check.where, reason, "name the inputs as the formula does");
    } else if (!same(value, check.value)) {
      fail(check.where, fmt::format("the formula gives {}, the check wants {}", spell(value), spell(check.value)),
           "correct the formula or the check");
    }
  }
  if (entry.checks.size() < 2)
    fail(entry.where, fmt::format("{} checks, at least 2 are needed", entry.checks.size()), "add worked examples");
  if (!missing)
    fail(entry.where, "no check with a missing input", "add one, such as {red: missing, …, value: missing}");
  if (divides && !zero) fail(entry.where, "no check with a zero denominator", "add one whose value is missing");
  return problems;
}

}  // namespace greisen
