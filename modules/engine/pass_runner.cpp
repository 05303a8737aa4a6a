// SPDX-License-Identifier: Apache-2.0
#include "engine/pass_runner.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <set>

#include "base/error.hpp"
#include "engine/fold_state.hpp"
#include "engine/gate.hpp"
#include "engine/tile_worker.hpp"
#include "engine/unit_copy.hpp"
#include "raster/for_each_tile.hpp"

namespace greisen {
namespace {

using Clock = std::chrono::steady_clock;
/// Beyond what a source needs at once, against the order in which workers come.
constexpr std::size_t kSpareStoreBytes = 32U << 20U;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }
std::size_t at(std::int64_t number) { return static_cast<std::size_t>(number); }

class PassRunner {
 public:
  PassRunner(const Graph& graph, const PassPlan& plan, const Pass& pass, const Models& finished, const Models& so_far,
             std::vector<OutputStore>& targets, const PassOptions& options)
      : graph_(graph),
        plan_(plan),
        pass_(pass),
        targets_(targets),
        options_(options),
        list_(make_stages(graph, plan, pass, &finished)),
        units_(graph.grid()),
        folds_(graph, pass, so_far) {
    for (std::size_t i = 0; i < pass.writes.size(); ++i) {
      if (target(i).stream) streams_.push_back(i);
      if (target(i).is_kept()) kept_.push_back(i);
    }
  }

  PassResult run() {
    const auto start = Clock::now();
    load();
    choose_units();
    folds_.prepare(state_, todo_);
    make_workers();
    open_streams();
    last_save_ = Clock::now();
    std::int64_t begun = 0;
    for (const auto& [first, last] : stripes_) begun += do_stripe(first, last);
    result_.complete = begun == static_cast<std::int64_t>(todo_.size());
    if (result_.complete) {
      collect();
      for (std::size_t fold = 0; fold < folds_.folds(); ++fold)
        result_.models.push_back(folds_.finish(fold, state_, options_.watch(pass_.folds[fold].node)));
      if (folds_.folds() > 0) result_.complete = options_.keep_going();  // else it may have ended anyhow
    }
    if (!options_.state_path.empty() && !state_.complete) {
      state_.complete = result_.complete;
      save(true);
    }
    result_.blocks_decoded = counters_.blocks_decoded;
    result_.blocks_touched = counters_.blocks_touched;
    result_.seconds = seconds_since(start);
    return std::move(result_);
  }

 private:
  struct Worker {
    std::unique_ptr<TileWorker> tiles;
    std::vector<std::vector<float>> units;  ///< per store kept: the unit in the order of a scratch file
    Tile unit;                              ///< room for one of them by rows
    FoldState::Page page;
    Tile room;  ///< for inputs of folds that do not lie side by side
  };

  [[nodiscard]] OutputStore& target(std::size_t write) { return targets_[at(pass_.writes[write])]; }
  void load() {
    state_.key = pass_key(graph_, plan_, pass_);
    if (!options_.state_path.empty()) {
      if (auto old = load_state(options_.state_path, state_.key, folds_.folds())) state_ = std::move(*old);
      if (!proven()) {
        state_ = {};
        state_.key = pass_key(graph_, plan_, pass_);
      }
    }
    std::set<std::int64_t> done;
    for (const auto& [unit, hashes] : state_.done) done.insert(unit);
    for (const std::size_t write : kept_) target(write).resume(done);
  }

  /// Does every unit that the journal names stand on disk as it was written, also where the pass is done: what it wrote
  /// may be wanted elsewhere now, or be gone?
  [[nodiscard]] bool proven() {
    using Done = std::pair<std::int64_t, std::vector<std::uint64_t>>;
    const std::vector<Done> all(state_.done.begin(), state_.done.end());
    std::atomic<bool> holds = true;
    for_each_tile(
        static_cast<std::int64_t>(all.size()), options_.threads,
        [&](int, std::int64_t number) {
          const auto& [unit, hashes] = all[at(number)];
          try {
            if (unit < 0 || unit >= units_.count() || hashes_of(unit) != hashes) holds = false;
          } catch (const Error&) {
            holds = false;  // shorter than the journal says: done again
          }
        },
        [&] { return holds.load(); });
    return holds;
  }
  [[nodiscard]] std::vector<std::uint64_t> hashes_of(std::int64_t unit) {
    std::vector<std::uint64_t> hashes;
    for (const std::size_t write : kept_) target(write).add_hashes(unit, hashes);
    return hashes;
  }

  void choose_units() {
    for (const std::vector<std::int64_t>& stripe : units_.stripes(stripe_width(graph_, list_, options_.by_rows))) {
      const auto first = static_cast<std::int64_t>(todo_.size());
      for (const std::int64_t unit : stripe) choose_unit(unit);
      stripes_.emplace_back(first, static_cast<std::int64_t>(todo_.size()));
    }
  }

  void choose_unit(std::int64_t unit) {
    const Window window = units_.window(unit);
    ++result_.units;
    if (state_.done.contains(unit)) {
      ++result_.units_kept;
      options_.on_pixels(window.pixels());
    } else {
      todo_.push_back(unit);
    }
  }

  void make_workers() {
    for (int i = 0; i < options_.threads; ++i) {
      Worker& worker = workers_.emplace_back();
      for (const std::size_t write : kept_) worker.units.emplace_back(Scratch::floats(list_.writes[write].size()));
      worker.page = folds_.new_page();
    }
  }

  /// Works on the units todo_[first … last) with readers of their own: what a stripe has decoded goes with it.
  std::int64_t do_stripe(std::int64_t first, std::int64_t last) {
    if (first == last) return 0;
    open_readers(first, last);
    return for_each_tile(
        last - first, options_.threads, [&](int worker, std::int64_t number) { do_unit(worker, first + number); },
        options_.keep_going);
  }

  void open_readers(std::int64_t first, std::int64_t last) {
    for (Worker& worker : workers_) worker.tiles.reset();
    windows_.clear();
    std::vector<std::vector<std::unique_ptr<TileReader>>> readers(at(options_.threads));
    std::vector<const Scratch*> stores(plan_.stores.size(), nullptr);
    for (const int store : pass_.reads) stores[at(store)] = targets_[at(store)].scratch.get();
    for (const Stage& stage : list_.stages) {
      if (stage.from != Stage::From::raster) continue;
      auto& windows = windows_.emplace_back();
      for (std::int64_t turn = first; turn < last; ++turn)
        for (const Window& tile : tiles_of(units_.window(todo_[at(turn)]), options_.tile_px))
          windows.push_back(tile.expanded(stage.grow_px));
      const Raster& raster = graph_.node(stage.number).raster;
      PassRequest request{windows, stage.layers, options_.threads, 0, &counters_};
      request.store_bytes = std::min(options_.store_bytes, raster.cost(request).store_bytes + kSpareStoreBytes);
      auto opened = raster.open(request);
      for (std::size_t i = 0; i < readers.size(); ++i) readers[i].push_back(std::move(opened[i]));
    }
    for (std::size_t i = 0; i < readers.size(); ++i)
      workers_[i].tiles = std::make_unique<TileWorker>(graph_, list_, std::move(readers[i]), stores);
  }

  void open_streams() {
    for (const std::size_t write : streams_)
      writers_.push_back(
          std::make_unique<OrderedWriter>(options_.threads + 2, [this, write](std::int64_t number, const Tile& tile) {
            target(write).stream(units_.window(todo_[at(number)]), tile.view());
          }));
  }

  void do_unit(int number, std::int64_t turn) {
    const std::int64_t unit = todo_[at(turn)];
    gate_.enter();
    try {
      compute_unit(workers_[at(number)], unit, turn);
    } catch (...) {
      gate_.leave();
      for (const auto& writer : writers_) writer->abandon();
      throw;
    }
    gate_.leave();
    options_.on_pixels(units_.window(unit).pixels());
    if (!options_.state_path.empty() && save_is_due()) gate_.alone([&] { save(false); });
  }

  void compute_unit(Worker& worker, std::int64_t unit, std::int64_t turn) {
    const Window window = units_.window(unit);
    std::vector<Tile*> streamed;
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      Tile* tile = writers_[i]->begin(turn);
      if (!tile) return;
      tile->reshape(static_cast<int>(list_.writes[streams_[i]].size()), static_cast<int>(window.rows),
                    static_cast<int>(window.cols));
      streamed.push_back(tile);
    }
    for (auto& pixels : worker.units) std::ranges::fill(pixels, kMissing);
    folds_.begin_unit(worker.page);
    for (const Window& tile : tiles_of(window, options_.tile_px)) {
      worker.tiles->compute(tile);
      for (std::size_t i = 0; i < streams_.size(); ++i)
        copy_streamed(*worker.tiles, list_.writes[streams_[i]], window, tile, *streamed[i]);
      for (std::size_t i = 0; i < kept_.size(); ++i)
        copy_cells(*worker.tiles, list_.writes[kept_[i]], window, tile, worker.units[i]);
      for (std::size_t fold = 0; fold < folds_.folds(); ++fold)
        folds_.add(worker.page, fold, window, tile,
                   worker.tiles->gather(list_.folds[fold], folds_.reach_px(fold), worker.room));
    }
    for (const auto& writer : writers_) writer->end(turn);
    note_done(worker, unit);
  }

  void note_done(Worker& worker, std::int64_t unit) {
    std::vector<std::uint64_t> hashes;
    for (std::size_t i = 0; i < kept_.size(); ++i)
      target(kept_[i]).write(unit, units_.window(unit), worker.units[i], worker.unit, hashes);
    std::vector<Partial> merged = folds_.end_unit(worker.page);
    const std::lock_guard lock(state_guard_);
    state_.done[unit] = std::move(hashes);
    folds_.add_unit(unit, std::move(merged), worker.page, state_);
  }

  /// Moves what the workers have counted since the last time into the state. No worker may be inside a unit.
  void collect() {
    for (Worker& worker : workers_) folds_.collect(worker.page, state_);
  }

  /// Often enough that a kill costs little, seldom enough that the journal costs under 3 % of the time, but where
  /// samples are so large that it would be written once in minutes.
  [[nodiscard]] bool save_is_due() {
    const std::lock_guard lock(state_guard_);
    return seconds_since(last_save_) > std::clamp(30 * save_cost_, 0.25, 60.0);
  }

  void save(bool to_disk) {
    const auto start = Clock::now();
    collect();
    const std::lock_guard lock(state_guard_);
    to_disk = to_disk || seconds_since(last_sync_) > std::max(8.0, 30 * sync_cost_);
    double sync_cost = 0;  // what a power cut asks for must not make the journal of a killed process rarer
    if (to_disk) {
      const auto sync = Clock::now();
      for (const std::size_t write : kept_) target(write).sync();
      last_sync_ = Clock::now();
      sync_cost = sync_cost_ = seconds_since(sync);
    }
    save_state(options_.state_path, state_, to_disk);
    last_save_ = Clock::now();
    save_cost_ = seconds_since(start) - sync_cost;
  }

  const Graph& graph_;
  const PassPlan& plan_;
  const Pass& pass_;
  std::vector<OutputStore>& targets_;
  const PassOptions& options_;
  StageList list_;
  Units units_;
  FoldState folds_;
  std::vector<std::size_t> streams_;  ///< of pass_.writes
  std::vector<std::size_t> kept_;     ///< of pass_.writes: on scratch, as tiles, or both
  std::vector<std::int64_t> todo_;
  std::vector<std::pair<std::int64_t, std::int64_t>> stripes_;  ///< parts of todo_
  std::vector<std::vector<Window>> windows_;                    ///< per source: of the stripe at work
  std::vector<Worker> workers_;
  std::vector<std::unique_ptr<OrderedWriter>> writers_;
  ReadCounters counters_;
  PassState state_;
  std::mutex state_guard_;
  Gate gate_;
  Clock::time_point last_save_;
  Clock::time_point last_sync_ = Clock::now();
  double save_cost_ = 0;
  double sync_cost_ = 0;
  PassResult result_;
};

}  // namespace

PassResult run_pass(const Graph& graph, const PassPlan& plan, const Pass& pass, const Models& finished,
                    const Models& so_far, std::vector<OutputStore>& targets, const PassOptions& options) {
  return PassRunner(graph, plan, pass, finished, so_far, targets, options).run();
}

}  // namespace greisen
