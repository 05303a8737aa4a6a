// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/learnt.hpp"

#include <cmath>
#include <span>
#include <vector>

#include "base/text.hpp"

namespace greisen {
namespace {

bool by_rows(std::string_view name, std::size_t size, std::size_t inputs) {
  return (name == "covariance" || name == "loadings") && inputs > 0 && size > 0 && size % inputs == 0;
}

std::string values_json(std::string_view name, const std::vector<double>& values, std::size_t inputs) {
  if (!by_rows(name, values.size(), inputs)) return numbers_json(values);
  std::string rows;
  for (std::size_t at = 0; at < values.size(); at += inputs)
    rows += (rows.empty() ? "" : ",") + numbers_json(std::span(values).subspan(at, inputs));
  return "[" + rows + "]";
}

}  // namespace

std::string numbers_json(std::span<const double> numbers) {
  std::string text;
  for (const double number : numbers)
    text += (text.empty() ? "" : ",") + (std::isfinite(number) ? format_number(number) : std::string("null"));
  return "[" + text + "]";
}

std::string model_values_json(const Model& model, std::size_t inputs) {
  std::string text;
  for (const auto& [name, values] : model.values)
    text += (text.empty() ? "" : ",") + json_string(name) + ":" + values_json(name, values, inputs);
  return "{" + text + "}";
}

std::string learnt_json(const Node& node, const Graph& graph, const Model& model) {
  std::string inputs;
  for (const Port& port : node.inputs) inputs += (inputs.empty() ? "" : ",") + json_string(graph.layer(port).name);
  std::string outputs;
  for (const Layer& layer : node.shape.outputs) outputs += (outputs.empty() ? "" : ",") + json_string(layer.name);
  std::string arguments;
  for (const auto& [name, value] : node.request.arguments)
    arguments += (arguments.empty() ? "" : ",") + json_string(name) + ":" + json_string(to_text(value));
  return "{\"step\":" + json_string(node.step.id) + ",\"inputs\":[" + inputs + "],\"outputs\":[" + outputs +
         "],\"arguments\":{" + arguments + "},\"learnt\":" + model_values_json(model, node.inputs.size()) + "}";
}

}  // namespace greisen
