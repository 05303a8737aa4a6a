// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "catalogue/formula/formula.hpp"
#include "catalogue/formula/formula_graph.hpp"
#include "catalogue/formula/formula_near_zero.hpp"

namespace greisen {
namespace {

/// A wavelength of depth() or wavelength() is served by the nearest band within this.
constexpr double kSpectralToleranceNm = 12;
constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

/// What the minimum search carries along the bands: the least value, its neighbours, and where the three lie.
struct Lowest {
  int before, at, after;
  int nm_before, nm_at, nm_after;
};

class Binder {
 public:
  Binder(const Formula& formula, const Resolver& resolver, std::span<const SpectralLayer> spectrum)
      : formula_(formula), resolver_(resolver), spectrum_(spectrum) {}

  BoundFormula bind() {
    BoundFormula bound;
    resolve();
    if (reason_.empty()) {
      int root = lower(formula_.root());
      if (chooses()) {
        for (const int layer : layers_) root = graph_.make(Op::both_known, root, graph_.input(layer));
      }
      // the result comes last: what follows the root in the graph is not of its making
      bound.nodes.assign(graph_.nodes().begin(), graph_.nodes().begin() + root + 1);
    }
    if (!reason_.empty()) bound = {{}, reason_};
    return bound;
  }

 private:
  void resolve() {
    if (formula_.needs_spectrometer() && spectrum_.empty()) reason_ = "needs a spectrometer (contiguous bands)";
    for (const std::string& name : formula_.variables()) {
      const Resolved resolved = resolver_(name);
      if (const auto* why = std::get_if<std::string>(&resolved)) {
        if (reason_.empty()) reason_ = *why;
        layers_.push_back(-1);
      } else {
        layers_.push_back(std::get<int>(resolved));
      }
    }
  }

  bool chooses() const {
    return std::any_of(formula_.nodes().begin(), formula_.nodes().end(),
                       [](const FormulaNode& n) { return n.op == Op::choose; });
  }

  int lower(int index) {
    const FormulaNode& node = formula_.nodes()[static_cast<std::size_t>(index)];
    switch (node.op) {
      case Op::number:
        return graph_.number(node.value);
      case Op::input:
        return graph_.input(layers_[static_cast<std::size_t>(node.name)]);
      case Op::depth:
        return lower_depth(nm(node, 0), nm(node, 1), nm(node, 2));
      case Op::wavelength:
        return lower_wavelength(node);
      default:
        break;
    }
    const auto child = [&](std::size_t i) { return node.child[i] < 0 ? -1 : lower(node.child[i]); };
    const int a = child(0);
    const int b = child(1);
    if (node.op == Op::divide) return divide(graph_, a, b);
    if (node.op == Op::power) return raise(graph_, a, b);
    return graph_.make(node.op, a, b, child(2));
  }

  double nm(const FormulaNode& node, std::size_t i) const {
    return formula_.nodes()[static_cast<std::size_t>(node.child[i])].value;
  }

  std::optional<SpectralLayer> nearest(double wanted) {
    std::optional<SpectralLayer> best;
    for (const SpectralLayer& band : spectrum_) {
      if (!best || std::abs(band.centre_nm - wanted) < std::abs(best->centre_nm - wanted)) best = band;
    }
    if (best && std::abs(best->centre_nm - wanted) <= kSpectralToleranceNm) return best;
    if (reason_.empty()) reason_ = fmt::format("no usable band within {} nm of {} nm", kSpectralToleranceNm, wanted);
    return std::nullopt;
  }

  /// The straight line between two bands, at a wavelength.
  int continuum(const SpectralLayer& left, const SpectralLayer& right, double at) {
    const double share = (at - left.centre_nm) / (right.centre_nm - left.centre_nm);
    const int rise = graph_.make(Op::subtract, graph_.input(right.layer), graph_.input(left.layer));
    return graph_.make(Op::add, graph_.input(left.layer), graph_.make(Op::multiply, rise, graph_.number(share)));
  }

  /// D = 1 - R_c / continuum (Clark & Roush 1984), with the bands' own centres; a continuum <= 0 has no depth.
  int lower_depth(double centre_nm, double left_nm, double right_nm) {
    const auto centre = nearest(centre_nm);
    const auto left = nearest(left_nm);
    const auto right = nearest(right_nm);
    if (!centre || !left || !right) return graph_.number(kNoValue);
    if (!(left->centre_nm < centre->centre_nm && centre->centre_nm < right->centre_nm)) {
      if (reason_.empty()) reason_ = fmt::format("the bands are too coarse for a feature at {} nm", centre_nm);
      return graph_.number(kNoValue);
    }
    const int line = continuum(*left, *right, centre->centre_nm);
    const int depth = graph_.make(Op::subtract, graph_.number(1), divide(graph_, graph_.input(centre->layer), line));
    return graph_.make(Op::choose, graph_.make(Op::greater, line, graph_.number(0)), depth, graph_.number(kNoValue));
  }

  int lower_wavelength(const FormulaNode& node) {
    std::vector<SpectralLayer> inside;
    for (const SpectralLayer& band : spectrum_) {
      if (band.centre_nm >= nm(node, 0) && band.centre_nm <= nm(node, 1)) inside.push_back(band);
    }
    if (inside.size() < 3) {
      if (reason_.empty())
        reason_ = fmt::format("fewer than 3 usable bands between {} and {} nm", nm(node, 0), nm(node, 1));
      return graph_.number(kNoValue);
    }
    std::optional<SpectralLayer> left;
    std::optional<SpectralLayer> right;
    if (node.child[2] >= 0) {
      left = nearest(nm(node, 2));
      right = nearest(nm(node, 3));
      if (!left || !right) return graph_.number(kNoValue);
    }
    std::vector<int> values;
    for (const SpectralLayer& band : inside) {
      const int value = graph_.input(band.layer);
      values.push_back(left ? divide(graph_, value, continuum(*left, *right, band.centre_nm)) : value);
    }
    return vertex(lowest(inside, values));
  }

  Lowest lowest(const std::vector<SpectralLayer>& bands, const std::vector<int>& values) {
    const int none = graph_.number(kNoValue);
    const auto nm_of = [&](std::size_t i) { return i < bands.size() ? graph_.number(bands[i].centre_nm) : none; };
    Lowest low = {none, values[0], values[1], none, nm_of(0), nm_of(1)};
    for (std::size_t i = 1; i < values.size(); ++i) {
      const int lower_here = graph_.make(Op::less, values[i], low.at);
      const auto pick = [&](int now, int before) { return graph_.make(Op::choose, lower_here, now, before); };
      low = {pick(values[i - 1], low.before),
             pick(values[i], low.at),
             pick(i + 1 < values.size() ? values[i + 1] : none, low.after),
             pick(nm_of(i - 1), low.nm_before),
             pick(nm_of(i), low.nm_at),
             pick(nm_of(i + 1), low.nm_after)};
    }
    return low;
  }

  /// Vertex of the parabola through three points; missing where the least value is the first or last of the range.
  int vertex(const Lowest& low) {
    const auto op = [&](Op o, int a, int b) { return graph_.make(o, a, b); };
    const int a = op(Op::subtract, low.nm_at, low.nm_before);
    const int b = op(Op::subtract, low.nm_at, low.nm_after);
    const int fa = op(Op::multiply, a, op(Op::subtract, low.at, low.after));
    const int fb = op(Op::multiply, b, op(Op::subtract, low.at, low.before));
    const int over = op(Op::subtract, op(Op::multiply, a, fa), op(Op::multiply, b, fb));
    const int under = op(Op::multiply, graph_.number(2), op(Op::subtract, fa, fb));
    return op(Op::subtract, low.nm_at, divide(graph_, over, under));
  }

  const Formula& formula_;
  const Resolver& resolver_;
  std::span<const SpectralLayer> spectrum_;
  std::vector<int> layers_;
  std::string reason_;
  FormulaGraph graph_;
};

}  // namespace

BoundFormula bind_formula(const Formula& formula, const Resolver& resolver, std::span<const SpectralLayer> spectrum) {
  return Binder(formula, resolver, spectrum).bind();
}

double evaluate(const BoundFormula& formula, std::span<const double> layers) {
  std::vector<double> values;
  values.reserve(formula.nodes.size());
  const auto value = [&](int i) { return i < 0 ? 0 : values[static_cast<std::size_t>(i)]; };
  for (const BoundNode& node : formula.nodes) {
    if (node.op == Op::number) {
      values.push_back(node.value);
    } else if (node.op == Op::input) {
      const double read = layers[static_cast<std::size_t>(node.layer)];
      values.push_back(std::isfinite(read) ? read : kNoValue);
    } else {
      values.push_back(apply(node.op, value(node.child[0]), value(node.child[1]), value(node.child[2])));
    }
  }
  const double result = values.empty() ? kNoValue : values.back();
  return std::isfinite(result) && std::abs(result) <= static_cast<double>(std::numeric_limits<float>::max()) ? result
                                                                                                             : kNoValue;
}

}  // namespace greisen
