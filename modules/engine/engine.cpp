// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <system_error>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "engine/fold_state.hpp"
#include "raster/for_each_tile.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameDigits = 20;  ///< of a store's file on scratch

std::size_t at(int number) { return static_cast<std::size_t>(number); }

bool read_later(const PassPlan& plan, int store) {
  return std::any_of(plan.passes.begin(), plan.passes.end(), [&](const Pass& pass) {
    return std::find(pass.reads.begin(), pass.reads.end(), store) != pass.reads.end();
  });
}

bool read_by_whole_step(const Graph& graph, const PassPlan& plan, int store) {
  for (const Pass& pass : plan.passes)
    for (const int whole : pass.whole)
      for (const Port& input : graph.node(whole).inputs)
        if (plan.stored.at(input).first == store) return true;
  return false;
}

std::string pass_name(const Graph& graph, const Pass& pass) {
  std::string text;
  const auto add = [&](const std::string& word) {
    if (text.size() < 60) text += (text.empty() ? "" : " + ") + word;
  };
  for (const int node : pass.nodes)
    if (graph.node(node).is_source()) add("read " + graph.node(node).name);
  if (!pass.folds.empty()) add("learn " + std::to_string(pass.folds.size()));
  if (!pass.writes.empty()) add("write " + std::to_string(pass.writes.size()));
  return text;
}

class Engine {
 public:
  Engine(const Graph& graph, const std::vector<bool>& wanted, const EngineOptions& options)
      : graph_(graph), options_(options) {
    result_.plan = plan_passes(graph, wanted);
  }

  EngineResult run() {
    open_targets();
    for (const Pass& pass : result_.plan.passes)
      if (!run_one(pass)) return std::move(result_);
    result_.complete = true;
    return std::move(result_);
  }

 private:
  void open_targets() {
    make_scratch(options_.state_folder);
    remove_stale_stores();
    for (int i = 0; i < static_cast<int>(result_.plan.stores.size()); ++i) result_.targets.push_back(open_target(i));
  }

  /// What other runs left on scratch is in nobody's way but the disk's.
  void remove_stale_stores() const {
    std::set<std::string> names;
    for (const Store& store : result_.plan.stores) names.insert(name_of(store));
    std::error_code failed;
    for (fs::directory_iterator at(options_.state_folder, failed), end; !failed && at != end; at.increment(failed)) {
      const std::string name = at->path().filename().string();
      const bool of_store = name.ends_with(".raw") || name.ends_with(".tiles");
      if (of_store && name.size() > kNameDigits && !names.contains(name.substr(0, kNameDigits)))
        fs::remove(at->path(), failed);
    }
  }

  static std::string name_of(const Store& store) {
    return sha256_text(store.name + "\n" + store.key).substr(0, kNameDigits);
  }

  OutputStore open_target(int number) {
    const Store& store = result_.plan.stores[at(number)];
    const bool is_read = read_later(result_.plan, number) || read_by_whole_step(graph_, result_.plan, number);
    const std::string name = options_.state_folder + "/" + name_of(store);
    OutputStore target;
    bool keep = is_read || store.sink < 0;
    if (store.sink >= 0) {
      const Sink& sink = graph_.sinks()[at(store.sink)];
      if (options_.stream && !is_read) target.stream = options_.stream(sink);
      if (options_.tiles) target.tiles = options_.tiles(sink, name);
      keep = keep || options_.keep_scratch(sink) || !(target.stream || target.tiles);
    }
    if (keep)
      target.scratch = std::make_unique<Scratch>(name + ".raw", graph_.grid(), static_cast<int>(store.ports.size()));
    return target;
  }

  bool run_one(const Pass& pass) {
    PassOptions own;
    own.threads = options_.threads;
    own.tile_px = options_.tile_px;
    own.store_bytes = store_bytes_of(options_);
    own.keep_going = options_.keep_going;
    own.on_pixels = options_.on_pixels;
    own.by_rows = options_.by_rows;
    if (options_.resumable) own.state_path = options_.state_folder + "/pass-" + std::to_string(pass.number) + ".state";
    own.watch = [this](int node) { return watch(node); };
    const std::string name = pass_name(graph_, pass);
    begin_step(name, graph_.grid().window().pixels());
    PassResult done = run_pass(graph_, result_.plan, pass, result_.models, so_far_, result_.targets, own);
    end_step();
    const bool complete = done.complete;
    for (std::size_t i = 0; complete && i < pass.folds.size(); ++i)
      take_model(pass.folds[i], std::move(done.models[i]));
    result_.passes.push_back({name, std::move(done)});
    for (const int whole : pass.whole)
      if (!complete || !run_whole(whole)) return false;
    return complete;
  }

  void begin_step(const std::string& name, std::int64_t pixels) {
    end_step();
    options_.on_pass(name, pixels);
    in_step_ = true;
  }
  void end_step() {
    if (in_step_) options_.on_pass_end();
    in_step_ = false;
  }

  static constexpr std::int64_t kParts = 1000;  ///< of a learner's progress

  /// What tells of its progress becomes a step of its own.
  Watch watch(int node) {
    Watch watch;
    watch.keep_going = options_.keep_going;
    watch.progress = [this, node, told = std::int64_t{-1}](double share) mutable {
      if (told < 0) begin_step("learn " + graph_.node(node).name, kParts);
      const auto now = std::clamp<std::int64_t>(std::llround(share * static_cast<double>(kParts)), 0, kParts);
      if (now > std::max<std::int64_t>(told, 0)) options_.on_pixels(now - std::max<std::int64_t>(told, 0));
      told = std::max(now, told);
    };
    return watch;
  }

  void take_model(const Fold& fold, Model model) {
    const bool last = fold.round + 1 == graph_.node(fold.node).shape.folds;
    (last ? result_.models : so_far_)[fold.node] = std::move(model);
  }

  /// False: interrupted; the step begins anew next time.
  bool run_whole(int number) {
    const Node& node = graph_.node(number);
    const auto scratch_of = [&](const Port& port) -> std::pair<Scratch*, int> {
      const auto [store, layer] = result_.plan.stored.at(port);
      return {result_.targets[at(store)].scratch.get(), layer};
    };
    const std::unique_ptr<Scratch>& into = result_.targets[at(result_.plan.stored.at({number, 0}).first)].scratch;
    std::vector<FeatureRow> rows;
    WholeIo io;
    io.grid = graph_.grid();
    io.threads = options_.threads;
    io.keep_going = options_.keep_going;
    io.progress = options_.on_pixels;
    io.read = [&](int input, const Window& window, TileView out) {
      const auto [from, layer] = scratch_of(node.inputs.at(at(input)));
      from->read(window, std::vector<int>{layer}, out);
    };
    io.write = [&](int output, const Window& window, ConstTileView pixels) { into->write(output, window, pixels); };
    io.read_back = [&](int output, const Window& window, TileView out) {
      into->read(window, std::vector<int>{output}, out);
    };
    io.emit = [&](FeatureRow row) { rows.push_back(std::move(row)); };
    const auto model = result_.models.find(number);
    begin_step(node.name, graph_.grid().window().pixels());
    node.step.whole(node.request, model == result_.models.end() ? Model{} : model->second)(io);
    end_step();
    if (!options_.keep_going()) return false;
    into->sync();
    if (node.shape.table) result_.features[number] = std::move(rows);
    return true;
  }

  const Graph& graph_;
  const EngineOptions& options_;
  Models so_far_;
  bool in_step_ = false;  ///< on_pass was called, on_pass_end not yet
  EngineResult result_;
};

/// Nanoseconds of one core to write a float to scratch and read it back.
constexpr double kScratchNs = 1.0;

/// Nanoseconds of one core to compress a float of a file's tile.
constexpr double kTileNs = 50.0;

/// Returns nanoseconds. Sinks may lie on scratch and as tiles, which may not compress at all and have their overviews.
double add_store(const Store& store, PassEstimate& estimate) {
  const std::uint64_t floats = store.ports.size() * static_cast<std::uint64_t>(estimate.pixels);
  estimate.scratch_bytes += floats * sizeof(float);
  if (store.sink >= 0) estimate.scratch_bytes += floats * sizeof(float) * 4 / 3;
  return static_cast<double>(floats) * (store.sink >= 0 ? kScratchNs + kTileNs : kScratchNs);
}

/// In the order in which a pass comes to them.
std::vector<Window> tiles_in_order(const Graph& graph, const StageList& list, const EngineOptions& options) {
  const Units units(graph.grid());
  std::vector<Window> tiles;
  for (const auto& stripe : units.stripes(stripe_width(graph, list, options.by_rows)))
    for (const std::int64_t unit : stripe) {
      const Window window = units.window(unit);
      const std::vector<Window> own = tiles_of(window, options.tile_px);
      tiles.insert(tiles.end(), own.begin(), own.end());
    }
  return tiles;
}

PassEstimate estimate_pass(const Graph& graph, const PassPlan& plan, const Pass& pass, const EngineOptions& options) {
  PassEstimate estimate;
  estimate.name = pass_name(graph, pass);
  const StageList list = make_stages(graph, plan, pass, nullptr);
  const std::vector<Window> tiles = tiles_in_order(graph, list, options);
  for (const Window& tile : tiles) estimate.pixels += tile.pixels();
  double ns = 0;
  const auto pixels = static_cast<double>(estimate.pixels);
  for (const Stage& stage : list.stages) {
    if (stage.from == Stage::From::store) ns += kScratchNs * static_cast<double>(stage.layers.size()) * pixels;
    if (stage.from == Stage::From::step) {
      ns += graph.node(stage.number).shape.ns_per_pixel * pixels;
      estimate.steps.push_back(graph.node(stage.number).name);
    }
    if (stage.from != Stage::From::raster) continue;
    estimate.steps.push_back("read " + graph.node(stage.number).name);
    std::vector<Window> windows;
    windows.reserve(tiles.size());
    for (const Window& tile : tiles) windows.push_back(tile.expanded(stage.grow_px));
    const ReadCost cost = graph.node(stage.number)
                              .raster.cost({windows, stage.layers, options.threads, store_bytes_of(options), nullptr});
    estimate.blocks += cost.blocks;
    estimate.memory_bytes += cost.store_bytes + cost.reader_bytes * static_cast<std::size_t>(options.threads);
    ns += cost.seconds * 1e9;
  }
  for (const Fold& fold : pass.folds) {
    ns += 3 * static_cast<double>(graph.node(fold.node).inputs.size()) * pixels;
    estimate.steps.push_back("learn " + graph.node(fold.node).name);
    estimate.memory_bytes += FoldState::most_bytes(graph.node(fold.node), Units(graph.grid()), options.threads);
  }
  for (const int store : pass.writes) ns += add_store(plan.stores[at(store)], estimate);
  estimate.memory_bytes +=
      worker_floats(graph, list, options.tile_px) * sizeof(float) * static_cast<std::size_t>(options.threads);
  estimate.seconds = ns / 1e9 / options.threads;
  return estimate;
}

/// A whole step works on all pixels of the grid, missing or not, and on one core unless it says otherwise.
PassEstimate estimate_whole(const Graph& graph, const PassPlan& plan, int number, const EngineOptions& options) {
  const Node& node = graph.node(number);
  const Store& into = plan.stores[at(plan.stored.at({number, 0}).first)];
  PassEstimate estimate;
  estimate.name = node.name;
  estimate.steps = {node.name};
  estimate.pixels = graph.grid().window().pixels();
  const double floats = static_cast<double>(node.inputs.size()) * static_cast<double>(estimate.pixels);
  const double ns =
      node.shape.ns_per_pixel * static_cast<double>(estimate.pixels) + kScratchNs * floats + add_store(into, estimate);
  estimate.seconds = ns / 1e9 / (node.shape.whole_threads ? options.threads : 1);
  estimate.memory_bytes = node.shape.scratch_bytes;
  return estimate;
}

}  // namespace

void EngineResult::close_stores(int threads) {
  for_each_tile(
      static_cast<std::int64_t>(targets.size()), threads,
      [&](int, std::int64_t number) { targets[static_cast<std::size_t>(number)] = {}; }, [] { return true; });
}

const OutputStore* EngineResult::sink(int number) const {
  for (std::size_t i = 0; i < plan.stores.size(); ++i)
    if (plan.stores[i].sink == number && i < targets.size()) return &targets[i];
  return nullptr;
}

EngineResult run_graph(const Graph& graph, const std::vector<bool>& wanted, const EngineOptions& options) {
  return Engine(graph, wanted, options).run();
}

std::vector<PassEstimate> estimate_graph(const Graph& graph, const std::vector<bool>& wanted,
                                         const EngineOptions& options) {
  const PassPlan plan = plan_passes(graph, wanted);
  std::vector<PassEstimate> estimates;
  for (const Pass& pass : plan.passes) {
    estimates.push_back(estimate_pass(graph, plan, pass, options));
    for (const int whole : pass.whole) estimates.push_back(estimate_whole(graph, plan, whole, options));
  }
  return estimates;
}

std::size_t store_bytes_of(const EngineOptions& options) {
  return std::clamp<std::size_t>(options.memory_bytes / 4, 64U << 20U, 256U << 20U);
}

}  // namespace greisen
