// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "catalogue/formula/formula_parser.hpp"

namespace greisen {
namespace {

constexpr std::array kFunctions = {
    FormulaFunction{"sqrt", Op::square_root, 1, 1, "sqrt(x)"},
    FormulaFunction{"abs", Op::absolute, 1, 1, "abs(x)"},
    FormulaFunction{"min", Op::minimum, 2, 16, "min(a, b, …)"},
    FormulaFunction{"max", Op::maximum, 2, 16, "max(a, b, …)"},
    FormulaFunction{"exp", Op::exponential, 1, 1, "exp(x)"},
    FormulaFunction{"ln", Op::logarithm, 1, 1, "ln(x)"},
    FormulaFunction{"log10", Op::logarithm10, 1, 1, "log10(x)"},
    FormulaFunction{"pow", Op::power, 2, 2, "pow(a, b)"},
    FormulaFunction{"clamp", Op::number, 3, 3, "clamp(x, low, high)"},
    FormulaFunction{"if", Op::choose, 3, 3, "if(condition, a, b)"},
    FormulaFunction{"depth", Op::depth, 3, 3, "depth(centre, left, right), wavelengths in nm"},
    FormulaFunction{"wavelength", Op::wavelength, 2, 4,
                    "wavelength(from, to) or wavelength(from, to, left, right), in nm"},
};

std::string function_names() {
  std::string names;
  for (const FormulaFunction& f : kFunctions) names += (names.empty() ? "" : ", ") + std::string(f.name);
  return names;
}

/// Widest range in nm that wavelength() searches: a single absorption is narrower.
constexpr double kWidestFeatureNm = 400;

}  // namespace

const FormulaFunction* find_formula_function(std::string_view name) {
  const auto* found =
      std::find_if(kFunctions.begin(), kFunctions.end(), [&](const FormulaFunction& f) { return f.name == name; });
  return found == kFunctions.end() ? nullptr : found;
}

int FormulaParser::parse_call(std::string_view name, std::size_t at) {
  const FormulaFunction* function = find_formula_function(name);
  if (function == nullptr)
    fail("E2302", at, fmt::format("unknown function '{}'", name), "there are " + function_names());
  expect('(', "after a function's name");
  std::vector<int> arguments;
  if (!take(")")) {
    do {
      arguments.push_back(parse_or());
    } while (take(","));
    expect(')', fmt::format("or ',' in the arguments of {}", name));
  }
  if (arguments.size() < function->least || arguments.size() > function->most) {
    fail("E2302", at, fmt::format("{} arguments for {}", arguments.size(), name), std::string(function->usage));
  }
  return make_call(name, at, arguments);
}

int FormulaParser::make_call(std::string_view name, std::size_t at, const std::vector<int>& arguments) {
  const FormulaFunction* function = find_formula_function(name);
  if (name == "clamp") {
    const int low = add(Op::maximum, at, {arguments[0], arguments[1]});
    return add(Op::minimum, at, {low, arguments[2]});
  }
  if (function->op == Op::depth || function->op == Op::wavelength) return make_feature(function->op, at, arguments);
  if (function->op == Op::minimum || function->op == Op::maximum) {
    int left = arguments[0];
    for (std::size_t i = 1; i < arguments.size(); ++i) left = add(function->op, at, {left, arguments[i]});
    return left;
  }
  if (arguments.size() == 1) return add(function->op, at, {arguments[0]});
  if (arguments.size() == 2) return add(function->op, at, {arguments[0], arguments[1]});
  return add(function->op, at, {arguments[0], arguments[1], arguments[2]});
}

int FormulaParser::make_feature(Op op, std::size_t at, const std::vector<int>& arguments) {
  std::vector<double> nm;
  for (const int argument : arguments) {
    const FormulaNode& node = formula_.nodes_[static_cast<std::size_t>(argument)];
    if (node.op != Op::number || !(node.value >= 300 && node.value <= 20000)) {
      fail("E2302", static_cast<std::size_t>(node.column - 1), "a wavelength must be a plain number of nm, 300-20000");
    }
    nm.push_back(node.value);
  }
  if (op == Op::depth) {
    if (!(nm[1] < nm[0] && nm[0] < nm[2])) fail("E2302", at, "depth(centre, left, right) needs left < centre < right");
    return add(op, at, {arguments[0], arguments[1], arguments[2]});
  }
  const bool continuum = nm.size() == 4;
  if (nm.size() == 3 || !(nm[0] < nm[1]) || nm[1] - nm[0] > kWidestFeatureNm || (continuum && !(nm[2] < nm[3]))) {
    fail("E2302", at,
         fmt::format("wavelength(from, to[, left, right]) needs from < to, left < right, and at most {} nm",
                     kWidestFeatureNm));
  }
  if (continuum) return add(op, at, {arguments[0], arguments[1], arguments[2], arguments[3]});
  return add(op, at, {arguments[0], arguments[1]});
}

}  // namespace greisen
