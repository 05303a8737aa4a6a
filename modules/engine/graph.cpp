// SPDX-License-Identifier: Apache-2.0
#include "engine/graph.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "geo/place/grid_of.hpp"

namespace greisen {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string grid_text(const Grid& grid) {
  std::string text = grid.crs;
  for (const double number : {grid.origin_x, grid.origin_y, grid.pixel_x, grid.pixel_y})
    text += "|" + format_number(number);
  return text + "|" + std::to_string(grid.cols) + "x" + std::to_string(grid.rows);
}

}  // namespace

std::string to_text(const Value& value) {
  return std::visit(Overloaded{[](bool v) { return std::string(v ? "true" : "false"); },
                               [](std::int64_t v) { return std::to_string(v); },
                               [](double v) { return format_number(v); }, [](const std::string& v) { return v; },
                               [](const std::vector<double>& v) {
                                 std::string text;
                                 for (const double number : v)
                                   text += (text.empty() ? "" : ", ") + format_number(number);
                                 return text;
                               },
                               [](const std::vector<std::string>& v) {
                                 std::string text;
                                 for (const auto& word : v) text += (text.empty() ? "" : ", ") + word;
                                 return text;
                               },
                               [](const NumberTable& v) {
                                 std::string text;
                                 for (std::size_t i = 0; i < v.columns.size(); ++i)
                                   text += (i == 0 ? "" : "; ") + v.columns[i] + ": " + to_text(Value(v.values.at(i)));
                                 return text;
                               }},
                    value);
}

Graph::Graph(Grid grid, std::uint64_t seed)
    : grid_(std::move(grid)), pixel_m_(geo::pixel_metres(grid_)), pixel_sizes_(geo::pixel_sizes(grid_)), seed_(seed) {}

int Graph::add_source(std::string name, Raster raster, std::string_view key) {
  if (!same_grid(raster.grid, grid_))
    throw Error({"E1001", "the source '" + name + "' lies on another grid than the run"});
  Node node;
  node.name = std::move(name);
  node.shape.outputs = raster.layers;
  node.raster = std::move(raster);
  node.key = sha256_text("source\n" GREISEN_VERSION "\n" + grid_text(grid_) + "\n" + std::string(key));
  nodes_.push_back(std::move(node));
  return static_cast<int>(nodes_.size()) - 1;
}

int Graph::add_step(std::string name, Step step, std::map<std::string, Value, std::less<>> arguments,
                    std::vector<Port> inputs) {
  Node node;
  std::vector<Layer> layers;
  std::string text = "step\n" GREISEN_VERSION "\n" + std::string(step.id) + "\n" + std::to_string(seed_) + "\n";
  for (const Port& port : inputs) {
    layers.push_back(layer(port));
    text += port_key(port) + "\n";
  }
  node.request = make_request(step, std::move(arguments), std::move(layers), pixel_m_, seed_);
  node.request.pixel_sizes = pixel_sizes_;
  for (const auto& [key, value] : node.request.arguments) text += key + "=" + to_text(value) + "\n";
  node.name = std::move(name);
  node.shape = step.shape(node.request);
  if (node.shape.sample_px > kMostSample || node.shape.fold_halo_px > 1)
    throw Error({"E1001", "the step " + std::string(step.id) + " asks for more than the engine gives its learner"});
  node.step = std::move(step);
  node.inputs = std::move(inputs);
  node.key = sha256_text(text);
  nodes_.push_back(std::move(node));
  return static_cast<int>(nodes_.size()) - 1;
}

void Graph::add_sink(std::string name, std::vector<Port> ports) {
  std::string text = "sink\n";
  for (const Port& port : ports) {
    const Layer& one = layer(port);  // its words stand in the file
    text += port_key(port) + ":" + one.name + "|" + one.unit + "|" + one.description + "|" + one.formula + "|" +
            one.source + "\n";
  }
  sinks_.push_back({std::move(name), std::move(ports), sha256_text(text)});
}

std::string Graph::port_key(const Port& port) const {
  const Node& from = node(port.node);
  return from.port_keys.empty() ? from.key + ":" + std::to_string(port.layer)
                                : from.port_keys.at(static_cast<std::size_t>(port.layer));
}

const Layer& Graph::layer(const Port& port) const {
  return node(port.node).shape.outputs.at(static_cast<std::size_t>(port.layer));
}

std::vector<Port> Graph::all_ports(int number) const {
  std::vector<Port> ports;
  for (int layer = 0; layer < static_cast<int>(node(number).shape.outputs.size()); ++layer)
    ports.push_back({number, layer});
  return ports;
}

}  // namespace greisen
