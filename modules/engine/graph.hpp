// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "raster/tile_reader.hpp"
#include "step/step.hpp"

namespace greisen {

/// One layer of one node.
struct Port {
  int node = 0;
  int layer = 0;
  auto operator<=>(const Port&) const = default;  // NOLINT(modernize-use-nullptr): a false find of clang-tidy 14
};

/// One box of the graph: either pixels from outside (`raster`) or a step of the catalogue with its arguments.
struct Node {
  std::string name;
  Step step;  ///< id empty: a source
  Request request;
  StepShape shape;
  Raster raster;             ///< sources only
  std::vector<Port> inputs;  ///< always nodes with lower numbers
  bool anchor = false;       ///< dear to make: kept on scratch where more than one pass needs it
  std::string key;           ///< hash of all that decides its pixels

  std::vector<std::string> port_keys = {};  ///< per output, where outputs do not all depend on the same; else empty

  [[nodiscard]] bool is_source() const { return step.id.empty(); }
};

/// Layers that are to stand in one raster when all is done.
struct Sink {
  std::string name;  ///< relative path without suffix; unique
  std::vector<Port> ports;
  std::string key;  ///< hash of the ports' keys
};

/// The checked, ordered list of nodes and what is wanted of them. Nodes are only added, never changed.
class Graph {
 public:
  Graph(Grid grid, std::uint64_t seed);
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

  /// `key` tells these pixels from any other: files, sizes, times, bands, decisions.
  int add_source(std::string name, Raster raster, std::string_view key);
  /// Throws Error (E24xx) when the arguments do not fit the step or its inputs.
  int add_step(std::string name, Step step, std::map<std::string, Value, std::less<>> arguments,
               std::vector<Port> inputs);
  void set_anchor(int node) { nodes_[static_cast<std::size_t>(node)].anchor = true; }
  /// Says what decides each output of a node by itself, so that a change to one leaves the others as they are.
  void set_port_keys(int node, std::vector<std::string> keys) {
    nodes_[static_cast<std::size_t>(node)].port_keys = std::move(keys);
  }
  [[nodiscard]] std::string port_key(const Port& port) const;
  void add_sink(std::string name, std::vector<Port> ports);

  [[nodiscard]] const Grid& grid() const { return grid_; }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Node& node(int number) const { return nodes_[static_cast<std::size_t>(number)]; }
  [[nodiscard]] const std::vector<Sink>& sinks() const { return sinks_; }
  [[nodiscard]] const Layer& layer(const Port& port) const;
  [[nodiscard]] std::vector<Port> all_ports(int node) const;

 private:
  Grid grid_;
  double pixel_m_;
  PixelSizes pixel_sizes_;
  std::uint64_t seed_;
  std::vector<Node> nodes_;
  std::vector<Sink> sinks_;
};

/// A value as canonical text: equal values, equal text.
std::string to_text(const Value& value);

}  // namespace greisen
