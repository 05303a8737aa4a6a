// SPDX-License-Identifier: Apache-2.0
#include "step/step.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "base/error.hpp"

namespace greisen {
namespace {

template <class T>
const T& argument(const Request& request, std::string_view name) {
  const auto found = request.arguments.find(name);
  if (found == request.arguments.end() || !std::holds_alternative<T>(found->second))
    throw Error({"E1001", "the step asks for a parameter it does not declare: " + std::string(name)});
  return std::get<T>(found->second);
}

bool fits(ParamType type, const Value& value) {
  switch (type) {
    case ParamType::boolean:
      return std::holds_alternative<bool>(value);
    case ParamType::integer:
      return std::holds_alternative<std::int64_t>(value);
    case ParamType::number:
      return std::holds_alternative<double>(value) || std::holds_alternative<std::int64_t>(value);
    case ParamType::word:
    case ParamType::text:
      return std::holds_alternative<std::string>(value);
    case ParamType::numbers:
      return std::holds_alternative<std::vector<double>>(value);
    case ParamType::words:
      return std::holds_alternative<std::vector<std::string>>(value);
    case ParamType::table:
      return std::holds_alternative<NumberTable>(value);
  }
  return false;
}

std::string_view name_of(ParamType type) {
  switch (type) {
    case ParamType::boolean:
      return "true or false";
    case ParamType::integer:
      return "a whole number";
    case ParamType::number:
      return "a number";
    case ParamType::word:
      return "a word";
    case ParamType::text:
      return "text";
    case ParamType::numbers:
      return "a list of numbers";
    case ParamType::words:
      return "a list of words";
    case ParamType::table:
      return "a table of numbers";
  }
  return "";
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

std::string shown(double number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return {buffer, end};
}

/// The range or the closed set that the value leaves, in words; empty when it keeps both.
std::string broken_limit(const Param& param, const Value& value) {
  const auto outside = [&](double number) {
    return !std::isfinite(number) || (param.minimum && number < *param.minimum) ||
           (param.maximum && number > *param.maximum);
  };
  std::vector<double> numbers;
  if (const auto* one = std::get_if<double>(&value)) numbers = {*one};
  if (const auto* one = std::get_if<std::int64_t>(&value)) numbers = {static_cast<double>(*one)};
  if (const auto* list = std::get_if<std::vector<double>>(&value)) numbers = *list;
  for (const double number : numbers)
    if (outside(number))
      return shown(number) + " is outside " + (param.minimum ? shown(*param.minimum) : "-infinity") + " to " +
             (param.maximum ? shown(*param.maximum) : "infinity");
  const auto* word = std::get_if<std::string>(&value);
  if (word && !param.choices.empty() &&
      std::find(param.choices.begin(), param.choices.end(), *word) == param.choices.end())
    return "'" + *word + "' is none of: " + listed(param.choices);
  return {};
}

void take(const Step& step, const Param& param, std::map<std::string, Value, std::less<>>& given, Request& request,
          std::vector<Problem>& problems) {
  const std::string place = std::string(step.id) + ", parameter " + std::string(param.name);
  const auto found = given.find(param.name);
  if (found == given.end()) {
    if (param.fallback)
      request.arguments.emplace(param.name, *param.fallback);
    else
      problems.push_back({"E2401", place + ": is required", {}, std::string(param.text)});
    return;
  }
  Value value = std::move(found->second);
  given.erase(found);
  if (!fits(param.type, value)) {
    problems.push_back({"E2402", place + ": must be " + std::string(name_of(param.type)), {}, std::string(param.text)});
    return;
  }
  if (const auto* whole = std::get_if<std::int64_t>(&value); whole && param.type == ParamType::number)
    value = static_cast<double>(*whole);
  if (const std::string limit = broken_limit(param, value); !limit.empty()) {
    problems.push_back({"E2403", place + ": " + limit, {}, std::string(param.text)});
    return;
  }
  request.arguments.emplace(param.name, std::move(value));
}

double as_number(const Value& value) {
  if (const auto* const whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  const auto* const number = std::get_if<double>(&value);
  return number == nullptr ? 0 : *number;
}

/// What the length must be at least, in m; none where it is long enough.
std::optional<double> least_metres(const LeastLength& length, double pixel_m, double given_m) {
  const double least = length.pixels * pixel_m;
  return given_m > 0 && given_m < least * (1 - 1e-9) ? std::optional(least) : std::nullopt;
}

void check_lengths(const Step& step, const Request& request, std::vector<Problem>& problems) {
  for (const LeastLength& length : step.least_lengths) {
    const auto given = request.arguments.find(length.param);
    if (given == request.arguments.end()) continue;
    const double metres = as_number(given->second);
    const auto least = least_metres(length, request.pixel_m, metres);
    if (!least) continue;
    const std::string name(length.param);
    problems.push_back({"E2413",
                        std::string(step.id) + ", parameter " + name + ": " + shown(metres) +
                            " m is finer than the pixels, which are " + shown(request.pixel_m) + " m",
                        {},
                        "give " + name + "=" + shown(std::ceil(*least)) + " or more (" + shown(length.pixels) +
                            " pixels), or an input of finer pixels"});
  }
}

}  // namespace

double Request::number(std::string_view name) const { return argument<double>(*this, name); }
std::int64_t Request::integer(std::string_view name) const { return argument<std::int64_t>(*this, name); }
bool Request::boolean(std::string_view name) const { return argument<bool>(*this, name); }
const std::string& Request::text(std::string_view name) const { return argument<std::string>(*this, name); }
const std::vector<double>& Request::numbers(std::string_view name) const {
  return argument<std::vector<double>>(*this, name);
}
const std::vector<std::string>& Request::words(std::string_view name) const {
  return argument<std::vector<std::string>>(*this, name);
}
const NumberTable& Request::table(std::string_view name) const { return argument<NumberTable>(*this, name); }
PixelSize Request::pixel_at(std::int64_t row) const {
  return pixel_sizes ? pixel_sizes(row) : PixelSize{pixel_m, pixel_m};
}
bool Request::has_square_pixels() const {
  const PixelSize first = pixel_at(0);
  return std::abs(first.width_m - first.height_m) <= 1e-3 * first.height_m;
}
bool Request::has(std::string_view name) const { return arguments.find(name) != arguments.end(); }

const std::vector<double>& Model::at(std::string_view name) const {
  const auto found = values.find(name);
  if (found == values.end()) throw Error({"E1001", "a model lacks the list '" + std::string(name) + "'"});
  return found->second;
}

Request make_request(const Step& step, std::map<std::string, Value, std::less<>> given, std::vector<Layer> inputs,
                     double pixel_m, std::uint64_t seed) {
  Request request{{}, std::move(inputs), pixel_m, seed, {}};
  std::vector<Problem> problems;
  for (const Param& param : step.params) take(step, param, given, request, problems);
  std::vector<std::string_view> names;
  for (const Param& param : step.params) names.push_back(param.name);
  for (const auto& [name, value] : given)
    problems.push_back({"E2404",
                        std::string(step.id) + " has no parameter '" + name + "'",
                        {},
                        names.empty() ? "it takes none" : "it takes: " + listed(names)});
  check_lengths(step, request, problems);
  if (!problems.empty()) throw Error(std::move(problems));
  return request;
}

std::string widen_to_pixels(const Step& step, double pixel_m, std::map<std::string, Value, std::less<>>& given) {
  std::string done;
  for (const LeastLength& length : step.least_lengths) {
    const auto param = std::ranges::find(step.params, length.param, &Param::name);
    const auto own = given.find(length.param);
    if (own == given.end() && !param->fallback) continue;
    const double metres = as_number(own == given.end() ? *param->fallback : own->second);
    const auto least = least_metres(length, pixel_m, metres);
    if (!least) continue;
    given[std::string(length.param)] = std::ceil(*least);
    done += (done.empty() ? "" : ", ") + std::string(length.param) + " from " + shown(metres) + " to " +
            shown(std::ceil(*least)) + " m";
  }
  return done;
}

std::string model_to_json(const Model& model) {
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [name, numbers] : model.values) {
    auto& list = json[name] = nlohmann::json::array();
    for (const double number : numbers) {
      char buffer[40];
      const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::hex).ptr;
      list.push_back(std::string(buffer, end));
    }
  }
  for (const auto& [name, bytes] : model.bytes)
    json[name] = base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return json.dump(1);
}

Model model_from_json(std::string_view text) {
  Model model;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) throw Error({"E1001", "a stored model does not parse"});
  for (const auto& [name, list] : json.items()) {
    if (list.is_string()) {
      const auto bytes = base64_decoded(list.get<std::string>());
      if (!bytes) throw Error({"E1001", "a stored model does not parse: bytes '" + name + "'"});
      model.bytes[name].assign(bytes->begin(), bytes->end());
      continue;
    }
    auto& numbers = model.values[name];
    for (const auto& item : list) {
      const std::string hex = item.is_string() ? item.get<std::string>() : "";
      double number = 0;
      const auto parsed = std::from_chars(hex.data(), hex.data() + hex.size(), number, std::chars_format::hex);
      if (hex.empty() || parsed.ec != std::errc() || parsed.ptr != hex.data() + hex.size())
        throw Error({"E1001", "a stored model does not parse: list '" + name + "'"});
      numbers.push_back(number);
    }
  }
  return model;
}

}  // namespace greisen
