// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "raster/tile.hpp"
#include "step/step.hpp"

namespace greisen::evidence {

// Membership functions of science.md 4.13 (An et al. 1991; Bonham-Carter 1994). NaN gives NaN, all else 0–1.

/// Rises from `zero` to `one`; falls where one < zero.
struct Linear {
  double zero = 0;
  double one = 1;
  [[nodiscard]] double operator()(double x) const {
    const double u = (x - zero) / (one - zero);
    return u <= 0 ? 0 : (u > 1 ? 1 : u);
  }
};

/// (x / midpoint)^spread for x >= 0, infinite where it grows beyond all bounds; x < 0 counts as 0.
struct Odds {
  double spread = 5;    ///< f1 > 0
  double midpoint = 1;  ///< f2 > 0, in the layer's unit: membership 0.5
  [[nodiscard]] double operator()(double x) const {
    const double ratio = x < 0 ? 0 : x / midpoint;
    if (spread != 5) return std::pow(ratio, spread);
    const double square = ratio * ratio;
    return square * square * ratio;
  }
};

struct Small {
  Odds odds;
  [[nodiscard]] double operator()(double x) const { return 1 / (1 + odds(x)); }
};

/// 1 − small, written so that nothing is lost near 0.
struct Large {
  Odds odds;
  [[nodiscard]] double operator()(double x) const {
    const double value = odds(x);
    return std::isinf(value) ? 1 : value / (1 + value);
  }
};

struct Gaussian {
  double spread = 0.1;  ///< f1, per squared unit of the layer: 1 / (2 σ²)
  double centre = 0;    ///< f2
  [[nodiscard]] double operator()(double x) const { return std::exp(-spread * (x - centre) * (x - centre)); }
};

struct Near {
  double spread = 0.1;  ///< f1, per squared unit of the layer
  double centre = 0;    ///< f2
  [[nodiscard]] double operator()(double x) const { return 1 / (1 + spread * (x - centre) * (x - centre)); }
};

/// From 1 at x <= a·mean, falling by b·std.
struct MsSmall {
  double mean = 0;       ///< a · mean
  double deviation = 1;  ///< b · std
  [[nodiscard]] double operator()(double x) const { return x <= mean ? 1 : deviation / (x - mean + deviation); }
};

/// 0 at x <= a·mean, then 1 − MsSmall.
struct MsLarge {
  double mean = 0;
  double deviation = 1;
  [[nodiscard]] double operator()(double x) const { return x <= mean ? 0 : (x - mean) / (x - mean + deviation); }
};

/// One output per input, of its name, unit "1".
StepShape membership_shape(const Request& request, std::string_view step, std::string_view source);

/// The first layers of `out`, from `layer` on, are function(in) of the same layers.
template <class Function>
void map_layer(ConstTileView in, int layer, const Function& function, TileView out) {
  for (int row = 0; row < out.rows; ++row) {
    const auto from = in.row(layer, row);
    const auto to = out.row(layer, row);
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = static_cast<float>(function(static_cast<double>(from[i])));
  }
}

template <class Function>
TileFunction map_layers(Function function) {
  return [function](const TileIn& tile, TileView out) {
    for (int layer = 0; layer < out.layers; ++layer) map_layer(tile.in, layer, function, out);
  };
}

// Parameters that several memberships share.
Param spread_param(double fallback, double minimum, double maximum);
Param midpoint_param();
Param centre_param();

/// Parameters of the two memberships on mean and standard deviation, and what they have in common.
std::vector<Param> ms_params();
StepShape ms_shape(const Request& request, std::string_view step);
Learner ms_learner(const Request& request);
/// a·mean and b·std of each layer, learnt or given.
struct MeanAndDeviation {
  double mean = 0;
  double deviation = 1;
};
std::vector<MeanAndDeviation> ms_values(const Request& request, const Model& model);

template <class Function>
TileFunction ms_apply(const Request& request, const Model& model) {
  return [values = ms_values(request, model)](const TileIn& tile, TileView out) {
    for (int layer = 0; layer < out.layers; ++layer) {
      const MeanAndDeviation& own = values[static_cast<std::size_t>(layer)];
      map_layer(tile.in, layer, Function{own.mean, own.deviation}, out);
    }
  };
}

}  // namespace greisen::evidence
