// SPDX-License-Identifier: Apache-2.0
#include "filters/expression.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalogue/formula/formula.hpp"
#include "filters/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

constexpr std::size_t kMostOutputs = 1000;

struct Named {
  std::string name;
  Formula formula;
  BoundFormula bound;
};

bool is_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-'; };
  return !text.empty() && letter(text.front()) && std::ranges::all_of(text, inner);
}

BoundFormula bound(const Formula& formula, const std::vector<Layer>& layers) {
  const auto resolve = [&](std::string_view name) -> Resolved {
    for (std::size_t i = 0; i < layers.size(); ++i)
      if (layers[i].name == name) return static_cast<int>(i);
    std::vector<std::string> names;
    for (const Layer& layer : layers) names.push_back(layer.name);
    return "no input layer is named '" + std::string(name) + "': " + suggestion(name, names);
  };
  BoundFormula result = bind_formula(formula, resolve);
  if (!result.available())
    throw Error({"E2412", "expression: " + formula.text() + ": " + result.reason, {}, "name layers of the input"});
  return result;
}

/// "NAME=FORMULA"; a formula by itself is named as the step.
Named named_formula(const std::string& text, bool with_name, const std::vector<Layer>& layers) {
  std::string name = "expression";
  std::string_view formula = text;
  if (with_name) {
    const std::size_t sign = text.find('=');
    name = std::string(trim(std::string_view(text).substr(0, sign)));
    if (sign == std::string::npos || !is_name(name))
      refuse("expression", "exprs", "'" + printable(text) + "' is not NAME=FORMULA", "write it as clay=swir1 / swir2");
    formula = std::string_view(text).substr(sign + 1);
  }
  Formula parsed = Formula::parse(formula);
  BoundFormula tree = bound(parsed, layers);
  return {std::move(name), std::move(parsed), std::move(tree)};
}

std::vector<Named> formulas_of(const Request& request) {
  const std::string& one = request.text("expr");
  const auto& many = request.words("exprs");
  if (one.empty() == many.empty())
    refuse("expression", "expr", one.empty() ? "no formula is given" : "is given beside exprs", "give one of the two");
  if (many.size() > kMostOutputs)
    refuse("expression", "exprs", std::to_string(many.size()) + " formulas", "at most " + std::to_string(kMostOutputs));
  std::vector<Named> formulas;
  if (!one.empty()) formulas.push_back(named_formula(one, false, request.inputs));
  for (const std::string& text : many) {
    formulas.push_back(named_formula(text, true, request.inputs));
    const auto same = [&](const Named& other) { return other.name == formulas.back().name; };
    if (std::ranges::count_if(formulas, same) > 1)
      refuse("expression", "exprs", "two formulas are named '" + formulas.back().name + "'", "give each its own name");
  }
  return formulas;
}

Program program_of(const std::vector<Named>& formulas) {
  std::vector<BoundFormula> trees;
  for (const Named& one : formulas) trees.push_back(one.bound);
  return Program::compile(trees);
}

StepShape shape_of(const Program& program, std::vector<Layer> layers) {
  StepShape shape;
  shape.outputs = std::move(layers);
  shape.scratch_bytes = program.workspace_bytes();
  shape.ns_per_pixel = 2 + 1.2 * program.instructions();
  return shape;
}

TileFunction evaluated(std::shared_ptr<const Program> program) {
  return [program = std::move(program)](const TileIn& tile, TileView out) {
    thread_local Program::Workspace work;
    std::vector<const float*> inputs(static_cast<std::size_t>(tile.in.layers));
    std::vector<float*> outputs(static_cast<std::size_t>(out.layers));
    for (int row = 0; row < out.rows; ++row) {
      for (int layer = 0; layer < tile.in.layers; ++layer)
        inputs[static_cast<std::size_t>(layer)] = tile.in.row(layer, row).data();
      for (int layer = 0; layer < out.layers; ++layer)
        outputs[static_cast<std::size_t>(layer)] = out.row(layer, row).data();
      program->run(inputs, outputs, static_cast<std::size_t>(out.cols), work);
    }
  };
}

StepShape shape(const Request& request) {
  need_layers(request, "expression", 1);
  const std::vector<Named> formulas = formulas_of(request);
  std::vector<Layer> layers;
  bool of_all = true;
  for (const Named& one : formulas) {
    layers.push_back({one.name, "1", one.formula.to_text(), one.formula.text(), {}});
    of_all = of_all && one.formula.variables().size() == request.inputs.size();
  }
  StepShape shape = shape_of(program_of(formulas), std::move(layers));
  if (!of_all) shape.missing = MissingRule::own;  // of its own names
  return shape;
}

TileFunction apply(const Request& request, const Model&) {
  return evaluated(std::make_shared<const Program>(program_of(formulas_of(request))));
}

}  // namespace

Step expression_of(std::span<const BoundFormula> formulas, std::vector<Layer> layers) {
  const auto program = std::make_shared<const Program>(Program::compile(formulas));
  Step step = expression();
  step.shape = [program, layers = std::move(layers)](const Request&) { return shape_of(*program, layers); };
  step.apply = [program](const Request&, const Model&) { return evaluated(program); };
  return step;
}

Step expression() {
  return {.id = "expression",
          .summary = "a formula of the input layers, or several computed together",
          .source = "user's formula",
          .params = {{"expr", ParamType::text, "one formula, such as swir1 / swir2", Value{std::string()}},
                     {"exprs", ParamType::words, "several, each NAME=FORMULA", Value{std::vector<std::string>{}}}},
          .shape = shape,
          .apply = apply};
}

}  // namespace greisen::filters
