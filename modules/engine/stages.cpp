// SPDX-License-Identifier: Apache-2.0
#include "engine/stages.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace greisen {
namespace {

std::size_t at(int number) { return static_cast<std::size_t>(number); }

class StageMaker {
 public:
  StageMaker(const Graph& graph, const PassPlan& plan, const Pass& pass, const Models* models)
      : graph_(graph), plan_(plan), pass_(pass), models_(models) {}

  StageList run() {
    find_sources();
    for (std::size_t i = 0; i < pass_.nodes.size(); ++i)
      if (!graph_.node(pass_.nodes[i]).is_source()) add_step(pass_.nodes[i], pass_.grow_px[i]);
    for (const int store : pass_.writes) list_.writes.push_back(locate_all(plan_.stores[at(store)].ports));
    for (const Fold& fold : pass_.folds) list_.folds.push_back(locate_all(graph_.node(fold.node).inputs));
    return std::move(list_);
  }

 private:
  [[nodiscard]] bool computed(int node) const {
    return std::find(pass_.nodes.begin(), pass_.nodes.end(), node) != pass_.nodes.end();
  }
  [[nodiscard]] const std::pair<int, int>* stored(const Port& port) const {
    const auto found = plan_.stored.find(port);
    const bool earlier = found != plan_.stored.end() && plan_.stores[at(found->second.first)].pass < pass_.number;
    return earlier ? &found->second : nullptr;
  }

  /// Notes that `port` is needed `grow` px beyond the window, if it is read rather than computed.
  void want(const Port& port, int grow) {
    if (const auto* place = stored(port)) {
      auto& [layers, reach] = from_store_[place->first];
      layers.insert(place->second);
      reach = std::max(reach, grow);
    } else if (graph_.node(port.node).is_source()) {
      auto& [layers, reach] = from_raster_[port.node];
      layers.insert(port.layer);
      reach = std::max(reach, grow);
    }
  }

  void find_sources() {
    for (std::size_t i = 0; i < pass_.nodes.size(); ++i)
      for (const Port& input : graph_.node(pass_.nodes[i]).inputs)
        want(input, pass_.grow_px[i] + graph_.node(pass_.nodes[i]).shape.halo_px);
    for (const int store : pass_.writes)
      for (const Port& port : plan_.stores[at(store)].ports) want(port, 0);
    for (const Fold& fold : pass_.folds)
      for (const Port& port : graph_.node(fold.node).inputs) want(port, graph_.node(fold.node).shape.fold_halo_px);
    int reader = 0;
    for (const auto& [node, use] : from_raster_) add_read(Stage::From::raster, node, use, reader++);
    for (const auto& [store, use] : from_store_) add_read(Stage::From::store, store, use, -1);
  }

  struct Use {
    std::set<int> layers;
    int grow_px = 0;
  };

  void add_read(Stage::From from, int number, const Use& use, int reader) {
    Stage stage;
    stage.from = from;
    stage.number = number;
    stage.layers.assign(use.layers.begin(), use.layers.end());
    stage.grow_px = use.grow_px;
    stage.reader = reader;
    list_.stages.push_back(std::move(stage));
  }

  void add_step(int number, int grow) {
    const Node& node = graph_.node(number);
    Stage stage;
    stage.number = number;
    stage.grow_px = grow;
    for (int layer = 0; layer < static_cast<int>(node.shape.outputs.size()); ++layer) stage.layers.push_back(layer);
    stage.inputs = locate_all(node.inputs);
    if (models_) {
      const auto model = models_->find(number);
      stage.apply = node.step.apply(node.request, model == models_->end() ? Model{} : model->second);
    }
    list_.stages.push_back(std::move(stage));
  }

  [[nodiscard]] std::vector<std::pair<int, int>> locate_all(const std::vector<Port>& ports) const {
    std::vector<std::pair<int, int>> places;
    for (const Port& port : ports) places.push_back(locate(port));
    return places;
  }

  [[nodiscard]] std::pair<int, int> locate(const Port& port) const {
    const auto* place = stored(port);
    const Stage::From from = place                                ? Stage::From::store
                             : graph_.node(port.node).is_source() ? Stage::From::raster
                                                                  : Stage::From::step;
    const int number = place ? place->first : port.node;
    const int layer = place ? place->second : port.layer;
    for (std::size_t i = 0; i < list_.stages.size(); ++i) {
      const Stage& stage = list_.stages[i];
      if (stage.from != from || stage.number != number) continue;
      const auto found = std::find(stage.layers.begin(), stage.layers.end(), layer);
      return {static_cast<int>(i), static_cast<int>(found - stage.layers.begin())};
    }
    return {-1, -1};
  }

  const Graph& graph_;
  const PassPlan& plan_;
  const Pass& pass_;
  const Models* models_;
  std::map<int, Use> from_raster_;
  std::map<int, Use> from_store_;
  StageList list_;
};

}  // namespace

StageList make_stages(const Graph& graph, const PassPlan& plan, const Pass& pass, const Models* models) {
  return StageMaker(graph, plan, pass, models).run();
}

std::int64_t stripe_width(const Graph& graph, const StageList& list, bool by_rows) {
  constexpr double kBlocksAcross = 8;
  const Units units(graph.grid());
  if (by_rows) return units.across;
  const std::vector<Window> middle = {units.window(units.down / 2 * units.across + units.across / 2)};
  double block_cols = 0;
  for (const Stage& stage : list.stages)
    if (stage.from == Stage::From::raster)
      block_cols =
          std::max(block_cols, graph.node(stage.number).raster.cost({middle, stage.layers, 1, 0, nullptr}).block_cols);
  return std::max<std::int64_t>(8, std::llround(std::ceil(kBlocksAcross * block_cols / kUnitPx)));
}

std::size_t worker_floats(const Graph& graph, const StageList& list, int tile_px) {
  std::size_t floats = 0;
  for (const Stage& stage : list.stages) {
    const auto side = static_cast<std::size_t>(tile_px + 2 * stage.grow_px);
    floats += stage.layers.size() * side * side;
    if (stage.from != Stage::From::step) continue;
    const auto wide = side + 2 * static_cast<std::size_t>(graph.node(stage.number).shape.halo_px);
    floats += stage.inputs.size() * wide * wide + graph.node(stage.number).shape.scratch_bytes / sizeof(float);
  }
  for (const auto& ports : list.writes) floats += ports.size() * kUnitPx * kUnitPx;
  return floats;
}

}  // namespace greisen
