// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/nine.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "step/arguments.hpp"

namespace greisen::terrain {
namespace {

constexpr int kRoomForOutputs = 8;

void apply_row(const TileIn& tile, int row, const PixelSize& pixel, const OfNine& of, TileView out) {
  std::array<float, kRoomForOutputs> values;
  Nine z;
  for (int col = 0; col < out.cols; ++col) {
    double sum = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
      z[i] = static_cast<double>(tile.in.at(0, row + static_cast<int>(i / 3), col + static_cast<int>(i % 3)));
      sum += z[i];
    }
    values.fill(kMissing);
    if (!std::isnan(sum) && pixel.width_m > 0) of(z, pixel, values.data());
    for (int layer = 0; layer < out.layers; ++layer) out.at(layer, row, col) = values[static_cast<std::size_t>(layer)];
  }
}

}  // namespace

Step step_of_nine(std::string_view id, std::string_view summary, std::string_view source, std::vector<Param> params,
                  std::vector<Layer> outputs, std::function<OfNine(const Request&)> of) {
  Step step;
  step.id = id;
  step.summary = summary;
  step.source = source;
  step.params = std::move(params);
  step.takes_heights = true;
  for (Layer& layer : outputs) layer.source = source;
  step.shape = [id = std::string(id), outputs = std::move(outputs)](const Request& request) {
    need_layers(request, id, 1, 1);
    return StepShape{
        .kind = StepKind::window, .outputs = outputs, .halo_px = 1, .missing = MissingRule::own, .ns_per_pixel = 15};
  };
  step.apply = [of = std::move(of)](const Request& request, const Model&) -> TileFunction {
    return [value = of(request), request](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row)
        apply_row(tile, row, request.pixel_at(tile.window.row + row), value, out);
    };
  };
  return step;
}

}  // namespace greisen::terrain
