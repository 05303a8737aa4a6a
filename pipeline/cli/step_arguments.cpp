// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/step_arguments.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/vectors/table_numbers.hpp"
#include "geo/vectors/text_table.hpp"

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

/// The first row names the columns; an empty cell is NaN.
NumberTable read_number_table(const std::string& path) {
  const geo::TextTable text = geo::read_text_table(path);
  const auto refuse = [&](const std::string& what, std::int64_t line) {
    throw Error(
        {"E2402", what, {path, static_cast<int>(line), 0, {}}, "a first row of names, then rows of as many numbers"});
  };
  if (text.rows.size() < 2) refuse(printable(path) + ": a table without rows", 1);
  NumberTable table;
  table.columns = text.rows.front().cells;
  table.values.resize(table.columns.size());
  std::vector<std::string> all;
  for (std::size_t row = 1; row < text.rows.size(); ++row)
    all.insert(all.end(), text.rows[row].cells.begin(), text.rows[row].cells.end());
  const geo::NumberStyle style = geo::style_of(all);
  for (std::size_t row = 1; row < text.rows.size(); ++row) {
    const std::vector<std::string>& cells = text.rows[row].cells;
    if (cells.size() != table.columns.size())
      refuse(fmt::format("{} cells under {} names", cells.size(), table.columns.size()), text.rows[row].number);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto number = geo::number_of(cells[i], style);
      if (!number && !cells[i].empty()) refuse("'" + printable(cells[i]) + "' is no number", text.rows[row].number);
      table.values[i].push_back(number.value_or(std::nan("")));
    }
  }
  return table;
}

std::optional<Value> numbers_or_name(const Param& param, const std::string& text) {
  auto numbers = numbers_of(text);
  if (!numbers && !param.entry.empty() && text.find(',') == std::string::npos) return std::string(trim(text));
  return numbers;
}

std::optional<Value> parse_value(const Param& param, const std::string& text) {
  switch (param.type) {
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
      return numbers_or_name(param, text);
    case ParamType::words:
      return split(text, ',');
    case ParamType::table:
      return read_number_table(text);
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
    const auto parsed = param == step.params.end() ? Value(value) : parse_value(*param, value);
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

void put_in_entries(const Step& step, const Catalogue& catalogue, const std::vector<Layer>& inputs, bool reflectance,
                    std::map<std::string, Value, std::less<>>& arguments) {
  for (const Param& param : step.params) {
    const auto given = arguments.find(param.name);
    if (param.entry != "spectra" || given == arguments.end() || !std::holds_alternative<std::string>(given->second))
      continue;
    const Spectrum& spectrum = catalogue.find_spectrum(std::get<std::string>(given->second));
    if (!reflectance)
      throw Error({"E3103",
                   "the spectrum " + spectrum.id + " is of reflectance, the inputs are not",
                   {},
                   "give --scale and --offset, or the numbers of the inputs' own unit"});
    std::vector<double> values;
    for (const Layer& layer : inputs) {
      Band band;
      band.centre_nm = layer.wavelength_nm.value_or(0);
      band.width_nm = layer.width_nm.value_or(0);
      if (layer.unit != "1")
        throw Error({"E2415",
                     printable(layer.name) + ": the band is in " + printable(layer.unit) + ", the spectrum " +
                         spectrum.id + " is of reflectance",
                     {},
                     "choose other bands (--bands), or give a number for each band"});
      values.push_back(band.centre_nm > 0 ? resample(spectrum, band) : std::nan(""));
      if (std::isnan(values.back()))
        throw Error(
            {"E2415",
             printable(layer.name) + (band.centre_nm > 0 ? ": the spectrum " + spectrum.id + " does not reach " +
                                                               format_number(band.centre_nm) + " nm"
                                                         : ": the band's wavelength is not known"),
             {},
             "choose other bands (--bands), or give a number for each band"});
    }
    given->second = std::move(values);
  }
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
