// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "evidence/registry.hpp"
#include "pipeline/survey_model.hpp"

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

std::function<void(ConstTileView evidence, TileView score)> score_of_memberships(
    const DepositModel& model, const std::vector<EvidenceUse>& evidence) {
  std::vector<TileOperator> families;
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
    families.push_back(std::move(one));
  }
  TileOperator across;
  for (std::size_t i = 0; i < families.size(); ++i) across.layers.push_back(static_cast<int>(i));
  if (families.size() > 1)
    across.apply =
        operator_of(evidence::weighted_gamma(),
                    {{"weights", std::vector<double>(families.size(), 1.0)}, {"gamma", model.gamma}}, families.size());
  return [families, across](ConstTileView memberships, TileView score) {
    if (families.size() == 1) return run_operator(families.front(), memberships, score);
    Tile by_family(static_cast<int>(families.size()), memberships.rows, memberships.cols);
    for (std::size_t i = 0; i < families.size(); ++i)
      run_operator(families[i], memberships, by_family.view().layer(static_cast<int>(i)));
    run_operator(across, std::as_const(by_family).view(), score);
  };
}

}  // namespace greisen
