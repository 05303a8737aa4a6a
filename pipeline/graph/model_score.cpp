// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "evidence/registry.hpp"
#include "pipeline/entries/steps.hpp"
#include "pipeline/graph/model.hpp"

namespace greisen {
namespace {

/// One operator of evidence on tiles.
struct TileOperator {
  std::vector<int> layers;  ///< of its input
  TileFunction apply;
};

TileFunction operator_of(const Step& step, std::map<std::string, Value, std::less<>> arguments, std::size_t inputs) {
  std::vector<Layer> layers(inputs);
  for (std::size_t i = 0; i < inputs; ++i) layers[i].name = "m" + std::to_string(i + 1);
  return step.apply(make_request(step, std::move(arguments), std::move(layers), 1, 0), {});
}

TileFunction family_operator(const EvidenceFamily& family, const std::vector<double>& weights) {
  if (family.combine == "or") return operator_of(evidence::fuzzy_or(), {}, weights.size());
  if (family.combine == "min") return operator_of(evidence::fuzzy_and(), {}, weights.size());
  return operator_of(evidence::weighted_gamma(), {{"weights", weights}, {"gamma", family.gamma}}, weights.size());
}

void run_operator(const TileOperator& one, ConstTileView from, TileView to) {
  Tile inputs(static_cast<int>(one.layers.size()), from.rows, from.cols);
  for (std::size_t i = 0; i < one.layers.size(); ++i)
    for (int row = 0; row < from.rows; ++row)
      std::ranges::copy(from.row(one.layers[i], row), inputs.view().row(static_cast<int>(i), row).begin());
  one.apply({std::as_const(inputs).view(), {0, 0, from.cols, from.rows}}, to);
}

}  // namespace

TileScore score_of_memberships(const DepositModel& model, const std::vector<EvidenceUse>& evidence) {
  std::vector<TileOperator> families;
  std::vector<double> family_weights;
  for (const EvidenceFamily& family : model.families) {
    TileOperator one;
    std::vector<double> weights;
    for (std::size_t i = 0; i < evidence.size(); ++i)
      if (evidence[i].evidence->family == family.id) {
        one.layers.push_back(static_cast<int>(i));
        weights.push_back(evidence[i].evidence->weight);
      }
    if (one.layers.empty()) continue;
    one.apply = family_operator(family, weights);
    family_weights.push_back(family.weight);
    families.push_back(std::move(one));
  }
  TileOperator across;
  for (std::size_t i = 0; i < families.size(); ++i) across.layers.push_back(static_cast<int>(i));
  if (families.size() > 1)
    across.apply =
        operator_of(evidence::weighted_gamma(), {{"weights", family_weights}, {"gamma", model.gamma}}, families.size());
  return [families, across](ConstTileView memberships, TileView score) {
    if (families.size() == 1) return run_operator(families.front(), memberships, score);
    Tile by_family(static_cast<int>(families.size()), memberships.rows, memberships.cols);
    for (std::size_t i = 0; i < families.size(); ++i)
      run_operator(families[i], memberships, by_family.view().layer(static_cast<int>(i)));
    run_operator(across, std::as_const(by_family).view(), score);
  };
}

namespace {

/// The model without one evidence, and the layers it takes.
struct Without {
  TileScore score;
  std::vector<int> layers;
};

std::vector<Without> each_left_out(const DepositModel& model, const std::vector<EvidenceUse>& evidence) {
  std::vector<Without> all;
  for (std::size_t out = 0; out < evidence.size() && evidence.size() > 1; ++out) {
    Without one;
    std::vector<EvidenceUse> kept;
    for (std::size_t i = 0; i < evidence.size(); ++i)
      if (i != out) {
        kept.push_back(evidence[i]);
        one.layers.push_back(static_cast<int>(i));
      }
    one.score = score_of_memberships(model, kept);
    all.push_back(std::move(one));
  }
  return all;
}

/// `out` holds the full score and gets half the range.
void half_range(const std::vector<Without>& without, ConstTileView memberships, TileView out) {
  Tile lowest(1, out.rows, out.cols);
  Tile score(1, out.rows, out.cols);
  for (int row = 0; row < out.rows; ++row) std::ranges::copy(out.row(0, row), lowest.view().row(0, row).begin());
  for (const Without& one : without) {
    run_operator({one.layers, [&one](const TileIn& in, TileView to) { one.score(in.in, to); }}, memberships,
                 score.view());
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col) {
        const float value = score.view().at(0, row, col);
        out.at(0, row, col) = std::max(out.at(0, row, col), value);
        lowest.view().at(0, row, col) = std::min(lowest.view().at(0, row, col), value);
      }
  }
  for (int row = 0; row < out.rows; ++row)
    for (int col = 0; col < out.cols; ++col)
      out.at(0, row, col) = (out.at(0, row, col) - lowest.view().at(0, row, col)) / 2;
}

}  // namespace

std::string key_of_operator(const DepositModel& model, const std::vector<EvidenceUse>& evidence) {
  std::string key = " " + format_number(model.gamma);
  for (const EvidenceFamily& family : model.families)
    key +=
        "|" + family.id + " " + family.combine + " " + format_number(family.gamma) + " " + format_number(family.weight);
  for (const EvidenceUse& one : evidence)
    key += "|" + one.evidence->id + " " + one.evidence->family + " " + format_number(one.evidence->weight);
  return key;
}

Step uncertainty_step(const DepositModel& model, const std::vector<EvidenceUse>& evidence) {
  Step step;
  step.id = "leave_one_out";
  step.summary = "How far a model's score moves when one of its layers is left out";
  step.source = "this project";
  step.shape = [id = model.id, title = model.title](const Request& request) {
    return Shape{
        .kind = Kind::point,
        .outputs = {{"uncertainty_" + id, "1",
                     "Half the range of the favourability of " + title + " when one evidence is left out",
                     "(max - min) / 2 of the scores with all evidence and with each left out", "this project"}},
        .ns_per_pixel = 30.0 * static_cast<double>(request.inputs.size())};
  };
  step.apply = [full = score_of_memberships(model, evidence), without = each_left_out(model, evidence)](
                   const Request& request, const Model&) -> TileFunction {
    return [full, without, last = static_cast<int>(request.inputs.size()) - 1](const TileIn& tile, TileView out) {
      full(tile.in.layer(0, last), out);
      half_range(without, tile.in, out);
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col)
          if (!(tile.in.at(last, row, col) > 0.5F)) out.at(0, row, col) = kMissing;
    };
  };
  return step;
}

Port add_membership(Graph& graph, const Evidence& evidence, const Port& raw) {
  const Membership& membership = evidence.membership;
  const std::string name = "membership of " + evidence.id;
  if (membership.f2_percentile) {
    std::map<std::string, Value, std::less<>> arguments{
        {"type", membership.type}, {"f1", membership.f1}, {"f2_percentile", *membership.f2_percentile}};
    if (membership.f2_least) arguments["midpoint_least"] = *membership.f2_least;
    if (membership.f2_most) arguments["midpoint_most"] = *membership.f2_most;
    if (membership.type == "small")
      arguments["low_percent"] = 0.0;  // the best lie below P2: they must keep their order
    return {graph.add_step(name, evidence::rescaled_membership(), std::move(arguments), {raw}), 0};
  }
  return {graph.add_step(name, find_step("fuzzy_" + membership.type), {{"f1", membership.f1}, {"f2", *membership.f2}},
                         {raw}),
          0};
}

Port add_families(Graph& graph, const DepositModel& model, const ModelUse& use) {
  std::vector<Port> families;
  std::vector<double> family_weights;
  for (const EvidenceFamily& family : model.families) {
    std::vector<Port> ports;
    std::vector<double> weights;
    for (const EvidenceUse& evidence : use.evidence)
      if (evidence.evidence->family == family.id) {
        ports.push_back(evidence.membership);
        weights.push_back(evidence.evidence->weight);
      }
    if (ports.empty()) continue;
    family_weights.push_back(family.weight);
    const std::string name = "family " + family.id;
    if (family.combine == "or")
      families.push_back({graph.add_step(name, evidence::fuzzy_or(), {}, ports), 0});
    else if (family.combine == "min")
      families.push_back({graph.add_step(name, evidence::fuzzy_and(), {}, ports), 0});
    else
      families.push_back(
          {graph.add_step(name, evidence::weighted_gamma(), {{"weights", weights}, {"gamma", family.gamma}}, ports),
           0});
  }
  if (families.size() == 1) return families.front();
  return {graph.add_step("families of " + model.id, evidence::weighted_gamma(),
                         {{"weights", family_weights}, {"gamma", model.gamma}}, families),
          0};
}

}  // namespace greisen
