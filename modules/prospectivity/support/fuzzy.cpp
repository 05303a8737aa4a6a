// SPDX-License-Identifier: Apache-2.0
#include "prospectivity/support/fuzzy.hpp"

#include <algorithm>
#include <utility>

#include "evidence/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::prospectivity {
namespace {

/// An operator of evidence on some layers of a tile.
struct TileOperator {
  std::vector<int> layers;
  TileFunction apply;
};

TileFunction operator_of(const Step& step, std::map<std::string, Value, std::less<>> arguments, std::size_t inputs) {
  std::vector<Layer> layers(inputs);
  for (std::size_t i = 0; i < inputs; ++i) layers[i].name = "m" + std::to_string(i + 1);
  return step.apply(make_request(step, std::move(arguments), std::move(layers), 1, 0), {});
}

TileFunction family_operator(const FuzzyModel::Family& family, const std::vector<double>& weights) {
  if (family.combine == "or") return operator_of(evidence::fuzzy_or(), {}, weights.size());
  if (family.combine == "min") return operator_of(evidence::fuzzy_and(), {}, weights.size());
  return operator_of(evidence::weighted_gamma(), {{"weights", weights}, {"gamma", family.gamma}}, weights.size());
}

void run_operator(const TileOperator& one, ConstTileView from, TileView to) {
  const Tile inputs = layers_of(from, one.layers);
  one.apply({inputs.view(), {0, 0, from.cols, from.rows}}, to);
}

}  // namespace

Tile layers_of(ConstTileView from, const std::vector<int>& layers) {
  Tile tile(static_cast<int>(layers.size()), from.rows, from.cols);
  for (std::size_t i = 0; i < layers.size(); ++i)
    for (int row = 0; row < from.rows; ++row)
      std::ranges::copy(from.row(layers[i], row), tile.view().row(static_cast<int>(i), row).begin());
  return tile;
}

FuzzyModel FuzzyModel::without(std::size_t membership) const {
  FuzzyModel less = *this;
  less.family.erase(less.family.begin() + static_cast<std::ptrdiff_t>(membership));
  less.weights.erase(less.weights.begin() + static_cast<std::ptrdiff_t>(membership));
  return less;
}

TileScore score_of(const FuzzyModel& model) {
  std::vector<TileOperator> families;
  std::vector<double> family_weights;
  for (const FuzzyModel::Family& family : model.families) {
    TileOperator one;
    std::vector<double> weights;
    for (std::size_t i = 0; i < model.family.size(); ++i)
      if (model.family[i] == family.id) {
        one.layers.push_back(static_cast<int>(i));
        weights.push_back(model.weights[i]);
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

std::vector<Param> fuzzy_params() {
  return {{"family", ParamType::words, "of each membership: the family it belongs to"},
          {"weights", ParamType::numbers, "of each membership, within its family", {}, 0, 1e6},
          {"families", ParamType::words, "the families, in order"},
          {"combine", ParamType::words, "of each family: or, min or weighted_gamma"},
          {"family_gamma", ParamType::numbers, "of each family, where it combines by weighted_gamma", {}, 0, 1},
          {"family_weights", ParamType::numbers, "of each family, among the families", {}, 0, 1e6},
          {"gamma", ParamType::number, "across the families", Value{0.9}, 0, 1},
          {"uncertainty", ParamType::boolean,
           "as second output, half the range of the score when one layer is left out", Value{false}}};
}

std::map<std::string, Value, std::less<>> fuzzy_arguments(const FuzzyModel& model) {
  std::vector<std::string> ids;
  std::vector<std::string> combine;
  std::vector<double> gammas;
  std::vector<double> weights;
  for (const FuzzyModel::Family& family : model.families) {
    ids.push_back(family.id);
    combine.push_back(family.combine);
    gammas.push_back(family.gamma);
    weights.push_back(family.weight);
  }
  return {{"family", model.family}, {"weights", model.weights},  {"families", ids},     {"combine", combine},
          {"family_gamma", gammas}, {"family_weights", weights}, {"gamma", model.gamma}};
}

FuzzyModel fuzzy_model_in(const Request& request, std::string_view step, std::size_t memberships) {
  FuzzyModel model;
  model.family = request.words("family");
  model.weights = request.numbers("weights");
  model.gamma = request.number("gamma");
  const auto& ids = request.words("families");
  const auto& combine = request.words("combine");
  const auto& gammas = request.numbers("family_gamma");
  const auto& weights = request.numbers("family_weights");
  if (model.family.size() != memberships || model.weights.size() != memberships)
    refuse(step, "family",
           std::to_string(model.family.size()) + " families and " + std::to_string(model.weights.size()) +
               " weights for " + std::to_string(memberships) + " memberships",
           "give a family and a weight for each input");
  if (combine.size() != ids.size() || gammas.size() != ids.size() || weights.size() != ids.size())
    refuse(step, "families", "other lists are of other lengths", "give combine, gamma and weight for each family");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (combine[i] != "or" && combine[i] != "min" && combine[i] != "weighted_gamma")
      refuse(step, "combine", "'" + combine[i] + "' is none of: or, min, weighted_gamma", "give one of them");
    model.families.push_back({ids[i], combine[i], gammas[i], weights[i]});
  }
  for (const std::string& family : model.family)
    if (std::ranges::find(ids, family) == ids.end())
      refuse(step, "family", "'" + family + "' is none of the families", "name it among families");
  return model;
}

}  // namespace greisen::prospectivity
