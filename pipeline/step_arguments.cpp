// SPDX-License-Identifier: Apache-2.0
#include "pipeline/step_arguments.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen {
namespace {

std::pair<std::string, std::string> name_and_value(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error(
        {"E2402", "--param " + printable(text) + ": there is no name=value", {}, "write it as --param radius_px=3"});
  return {std::string(trim(text.substr(0, equals))), text.substr(equals + 1)};
}

std::optional<Value> numbers_of(const std::string& text) {
  std::vector<double> numbers;
  for (const std::string& piece : split(text, ',')) {
    const auto number = parse_double(trim(piece));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

template <class T>
std::optional<Value> wrapped(const std::optional<T>& value) {
  if (!value) return std::nullopt;
  return Value(*value);
}

std::optional<Value> parse_value(ParamType type, const std::string& text) {
  switch (type) {
    case ParamType::boolean:
      if (text == "true") return true;
      if (text == "false") return false;
      return std::nullopt;
    case ParamType::integer:
      return wrapped(parse_int64(text));
    case ParamType::number:
      return wrapped(parse_double(text));
    case ParamType::word:
    case ParamType::text:
      return text;
    case ParamType::numbers:
      return numbers_of(text);
    case ParamType::words:
      return split(text, ',');
  }
  return std::nullopt;
}

}  // namespace

std::map<std::string, Value, std::less<>> parse_arguments(const Step& step, const std::vector<std::string>& texts) {
  std::map<std::string, Value, std::less<>> arguments;
  std::vector<Problem> problems;
  for (const std::string& text : texts) {
    const auto [name, value] = name_and_value(text);
    const auto param = std::find_if(step.params.begin(), step.params.end(),
                                    [&name = name](const Param& one) { return one.name == name; });
    const auto parsed = param == step.params.end() ? Value(value) : parse_value(param->type, value);
    if (!parsed)
      problems.push_back({"E2402",
                          "--param " + name + ": '" + printable(value) + "' is not what it takes",
                          {},
                          std::string(param->text)});
    else if (!arguments.emplace(name, *parsed).second)
      problems.push_back({"E2402", "--param " + name + " is given twice", {}, "give it once"});
  }
  if (!problems.empty()) throw Error(std::move(problems));
  return arguments;
}

namespace {

/// Where a name and = stand before a formula: not the = of a comparison.
std::optional<std::size_t> end_of_name(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || text.substr(equals + 1).starts_with('=')) return {};
  const std::string_view name = trim(std::string_view(text).substr(0, equals));
  return name.empty() || name != safe_file_name(name) ? std::nullopt : std::optional(equals);
}

/// At the commas that stand in no parentheses and no quotes.
std::vector<std::string> split_formulas(const std::string& text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  char quote = 0;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '`' || c == '\'') {
      quote = c;
    } else if (c == '(' || c == ')') {
      depth += c == '(' ? 1 : -1;
    } else if (c == ',' && depth == 0) {
      parts.emplace_back();
      continue;
    }
    parts.back() += c;
  }
  return parts;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> formulas_in(const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::string>> formulas;
  const auto add = [&](const std::string& name, const std::string& formula) {
    for (const auto& [other, text] : formulas)
      if (lower(other) == lower(name))
        throw Error({"E2402", "two formulas are named '" + name + "'", {}, "write each as NAME=FORMULA"});
    formulas.emplace_back(name, formula);
  };
  for (const std::string& text : texts) {
    const auto [param, value] = name_and_value(text);
    if (param != "expr" && param != "exprs")
      throw Error({"E2404", "expression has no parameter '" + printable(param) + "'", {}, "it takes: expr, exprs"});
    for (const std::string& one : param == "expr" ? std::vector{value} : split_formulas(value)) {
      const auto equals = end_of_name(one);
      if (!equals && param == "exprs")
        throw Error({"E2402",
                     "--param exprs: '" + printable(one) + "' is not NAME=FORMULA",
                     {},
                     "write it as --param exprs=clay=swir1/swir2,iron=red/blue"});
      add(equals ? std::string(trim(one.substr(0, *equals))) : "expression", equals ? one.substr(*equals + 1) : one);
    }
  }
  if (formulas.empty())
    throw Error({"E2401", "expression, parameter expr: is required", {}, "write it as --param expr=swir1/swir2"});
  return formulas;
}

}  // namespace greisen
