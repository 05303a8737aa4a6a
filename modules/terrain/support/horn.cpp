// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/horn.hpp"

#include <string>
#include <utility>

#include "step/arguments.hpp"

namespace greisen::terrain {
namespace {

/// `row` and `col` are the window's upper left pixel in `in`.
Gradient gradient_at(ConstTileView in, int row, int col, const PixelSize& pixel) {
  const auto z = [&](int r, int c) { return static_cast<double>(in.at(0, row + r, col + c)); };
  const double centre = z(1, 1) - z(1, 1);  // missing where the pixel itself is
  const double east = (z(0, 2) + 2 * z(1, 2) + z(2, 2)) - (z(0, 0) + 2 * z(1, 0) + z(2, 0)) + centre;
  const double north = (z(0, 0) + 2 * z(0, 1) + z(0, 2)) - (z(2, 0) + 2 * z(2, 1) + z(2, 2)) + centre;
  if (!(pixel.width_m > 0)) return {};  // at a pole
  return {static_cast<float>(east / (8 * pixel.width_m)), static_cast<float>(north / (8 * pixel.height_m))};
}

}  // namespace

Step step_of_gradient(std::string_view id, std::string_view summary, std::vector<Param> params, Layer layer,
                      OfGradient of) {
  Step step;
  step.id = id;
  step.summary = summary;
  step.source = "Horn 1981";
  step.params = std::move(params);
  step.takes_heights = true;
  layer.source = step.source;
  step.shape = [id = std::string(id), layer](const Request& request) {
    need_layers(request, id, 1, 1);
    return StepShape{
        .kind = StepKind::window, .outputs = {layer}, .halo_px = 1, .missing = MissingRule::own, .ns_per_pixel = 12};
  };
  step.apply = [of = std::move(of)](const Request& request, const Model&) -> TileFunction {
    return [value = of(request), request](const TileIn& tile, TileView out) {
      for (int row = 0; row < out.rows; ++row) {
        const PixelSize pixel = request.pixel_at(tile.window.row + row);
        for (int col = 0; col < out.cols; ++col) out.at(0, row, col) = value(gradient_at(tile.in, row, col, pixel));
      }
    };
  };
  return step;
}

}  // namespace greisen::terrain
