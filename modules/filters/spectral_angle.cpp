// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "filters/registry.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

constexpr std::size_t kBlock = 256;
double length_of(const std::vector<double>& spectrum) {
  double sum = 0;
  for (const double x : spectrum) sum += x * x;
  return std::sqrt(sum);
}

StepShape shape(const Request& request) {
  need_layers(request, "spectral_angle", 2);
  const auto& reference = request.numbers("reference");
  if (reference.size() != request.inputs.size())
    refuse("spectral_angle", "reference",
           std::to_string(reference.size()) + " values for " + std::to_string(request.inputs.size()) + " bands",
           "give one value per band, in the order of the bands");
  if (!(length_of(reference) > 0))
    refuse("spectral_angle", "reference", "a spectrum of zeros has no direction",
           "give reflectances, at least one above 0");
  StepShape shape;
  shape.outputs = {
      {"spectral_angle", "rad", "angle to the reference spectrum; small is alike", {}, "Kruse et al. 1993"}};
  shape.ns_per_pixel = 12 + static_cast<double>(reference.size());
  return shape;
}

/// Sums of one block: x·t and x·x.
struct Sums {
  std::array<double, kBlock> product;
  std::array<double, kBlock> square;
};

void angles(ConstTileView in, int row, std::size_t first, std::size_t n, const std::vector<double>& unit, float* out) {
  Sums sums;
  std::fill_n(sums.product.begin(), n, 0.0);
  std::fill_n(sums.square.begin(), n, 0.0);
  for (std::size_t band = 0; band < unit.size(); ++band) {
    const float* x = in.row(static_cast<int>(band), row).data() + first;
    for (std::size_t i = 0; i < n; ++i) {
      const double value = static_cast<double>(x[i]);
      sums.product[i] += value * unit[band];
      sums.square[i] += value * value;
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double length = std::sqrt(sums.square[i]);
    const double angle = std::acos(std::clamp(sums.product[i] / length, -1.0, 1.0));
    out[i] = length > 0 ? static_cast<float>(angle) : kMissing;  // also where a band is missing
  }
}

TileFunction apply(const Request& request, const Model&) {
  std::vector<double> unit = request.numbers("reference");
  const double length = length_of(unit);
  for (double& x : unit) x /= length;
  return [unit](const TileIn& tile, TileView out) {
    const auto cols = static_cast<std::size_t>(out.cols);
    for (int row = 0; row < out.rows; ++row)
      for (std::size_t first = 0; first < cols; first += kBlock)
        angles(tile.in, row, first, std::min(kBlock, cols - first), unit, out.row(0, row).data() + first);
  };
}

}  // namespace

Step spectral_angle() {
  return {.id = "spectral_angle",
          .summary = "angle between each pixel's spectrum and a reference: its likeness whatever the brightness",
          .source = "Kruse et al. 1993, doi:10.1016/0034-4257(93)90013-N",
          .params = {{.name = "reference",
                      .type = ParamType::numbers,
                      .text = "reflectance of the reference, one value per input band",
                      .entry = "spectra"}},
          .shape = shape,
          .apply = apply};
}

}  // namespace greisen::filters
