// SPDX-License-Identifier: Apache-2.0
#include "support/run_step.hpp"

#include <algorithm>
#include <utility>

namespace greisen::test {
namespace {

constexpr int kCellPx = 128;

/// The window of a picture with what lies outside missing; rows are longer than they need be, as in the engine's
/// buffers.
struct Cut {
  Cut(const Picture& from, const Window& window)
      : rows(static_cast<int>(window.rows)), cols(static_cast<int>(window.cols)), tile(from.layers, rows, cols + 3) {
    tile.fill(kMissing);
    const TileView to = tile.view();
    for (int layer = 0; layer < from.layers; ++layer)
      for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col) {
          const auto y = window.row + row;
          const auto x = window.col + col;
          if (y >= 0 && x >= 0 && y < from.rows && x < from.cols)
            to.at(layer, row, col) = from.at(layer, static_cast<int>(y), static_cast<int>(x));
        }
  }
  [[nodiscard]] ConstTileView view() const { return tile.view().part(0, 0, rows, cols); }

  int rows;
  int cols;
  Tile tile;
};

std::vector<Window> windows_of(const Picture& picture, int side) {
  const Window all{0, 0, picture.cols, picture.rows};
  if (side == 0) return {all};
  std::vector<Window> windows;
  for (int row = 0; row < picture.rows; row += side)
    for (int col = 0; col < picture.cols; col += side) windows.push_back(Window{col, row, side, side}.intersected(all));
  return windows;
}

void paste(ConstTileView from, const Window& window, Picture& to) {
  for (int layer = 0; layer < from.layers; ++layer)
    for (int row = 0; row < from.rows; ++row)
      for (int col = 0; col < from.cols; ++col)
        to.at(layer, static_cast<int>(window.row) + row, static_cast<int>(window.col) + col) = from.at(layer, row, col);
}

Picture run_whole(const Step& step, const Request& request, const Picture& in, int outputs) {
  Picture out(outputs, in.rows, in.cols, -12345);
  step.whole(request, learn(step, request, in))(whole_io(in, out));
  return out;
}

void read_window(const Picture& from, int layer, const Window& window, TileView to) {
  const Cut cut(from, window);
  for (int row = 0; row < to.rows; ++row) std::ranges::copy(cut.view().row(layer, row), to.row(0, row).begin());
}

}  // namespace

std::vector<Layer> layers_of(int count) {
  std::vector<Layer> layers;
  for (int i = 0; i < count; ++i) layers.push_back({std::string(1, static_cast<char>('a' + i))});
  return layers;
}

Request request_of(const Step& step, Arguments arguments, int layers, double pixel_m) {
  return make_request(step, std::move(arguments), layers_of(layers), pixel_m, 42);
}

Model learn(const Step& step, const Request& request, const Picture& in) {
  if (!step.learner) return {};
  const StepShape shape = step.shape(request);
  if (shape.folds == 0) return {};
  const Learner learner = step.learner(request);
  std::vector<Window> cells = windows_of(in, kCellPx);
  if (learner.exact) std::ranges::reverse(cells);
  Model model;
  for (int round = 0; round < learner.folds; ++round) {
    Partial total = learner.start(round, model);
    for (const Window& cell : cells) {
      const Cut cut(in, cell);
      Partial partial = learner.start(round, model);
      learner.fold(round, model, {cut.view(), cell}, partial);
      learner.merge(total, partial);
    }
    model = model_from_json(model_to_json(learner.finish(round, model, total, {})));
  }
  return model;
}

WholeIo whole_io(const Picture& in, Picture& out) {
  WholeIo io;
  io.grid.cols = in.cols;
  io.grid.rows = in.rows;
  io.read = [&in](int input, const Window& window, TileView to) { read_window(in, input, window, to); };
  io.read_back = [&out](int output, const Window& window, TileView to) { read_window(out, output, window, to); };
  io.write = [&out](int output, const Window& window, ConstTileView pixels) {
    for (int row = 0; row < pixels.rows; ++row)
      for (int col = 0; col < pixels.cols; ++col)
        out.at(output, static_cast<int>(window.row) + row, static_cast<int>(window.col) + col) = pixels.at(0, row, col);
  };
  return io;
}

std::vector<FeatureRow> emitted(const Step& step, const Request& request, const Picture& in) {
  Picture out(static_cast<int>(step.shape(request).outputs.size()), in.rows, in.cols);
  std::vector<FeatureRow> rows;
  WholeIo io = whole_io(in, out);
  io.emit = [&rows](FeatureRow row) { rows.push_back(std::move(row)); };
  step.whole(request, learn(step, request, in))(io);
  return rows;
}

Picture run_step(const Step& step, const Request& request, const Picture& in, int tile_px) {
  const StepShape shape = step.shape(request);
  const int outputs = static_cast<int>(shape.outputs.size());
  if (shape.kind == StepKind::whole) return run_whole(step, request, in, outputs);
  const TileFunction apply = step.apply(request, learn(step, request, in));
  Picture out(outputs, in.rows, in.cols, -12345);
  for (const Window& window : windows_of(in, tile_px)) {
    const Cut cut(in, window.expanded(shape.halo_px));
    Tile tile(outputs, static_cast<int>(window.rows), static_cast<int>(window.cols) + 5);
    tile.fill(-12345);
    const TileView view = tile.view().part(0, 0, static_cast<int>(window.rows), static_cast<int>(window.cols));
    apply({cut.view(), window}, view);
    paste(view, window, out);
  }
  return out;
}

Picture run_step(const Step& step, Arguments arguments, const Picture& in, int tile_px) {
  return run_step(step, request_of(step, std::move(arguments), in.layers), in, tile_px);
}

}  // namespace greisen::test
