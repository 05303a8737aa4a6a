// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "raster/grid.hpp"
#include "raster/tile_reader.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

struct MaskOptions;

/// One observation on square cells, [row][col].
struct CloudPicture {
  int rows = 0;
  int cols = 0;
  std::vector<std::uint8_t> cloud;  ///< kCloud, kThinCloud, kUnseen or 0
  std::vector<float> brightness;    ///< of a band in which shadows are dark; NaN: not seen, or not of dark_squares
  static constexpr std::uint8_t kCloud = 1;
  static constexpr std::uint8_t kThinCloud = 2;  ///< throws a shadow, but none that can be matched
  static constexpr std::uint8_t kUnseen = 4;     ///< no measurement: a cloud may be there

  [[nodiscard]] std::size_t at(int row, int col) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col);
  }
};

/// The way from a cloud to its shadow: this many cells along columns and rows for one cell of length, up to so many.
struct ShadowWay {
  double cols = 0;
  double rows = 0;
  int most = 0;
};

/// On the way of light that a cloud can stop; one that hangs beyond the picture as well.
inline constexpr std::uint8_t kShadowPossible = 1;
inline constexpr std::uint8_t kShadowMatched = 2;  ///< the shape of a cloud fits the dark ground there

/// For each cell what geometry says of cloud shadows, after the object matching of Zhu & Woodcock (2012): each cloud is
/// moved away from the sun as if it hung from 0 to the height behind `way.most`, and the place where most of the ground
/// it would cover is dark (below kDarkShare of the median of its neighbourhood) has its shadow, if that share is at
/// least kLeastSimilarity. All numbers here are this project's.
inline constexpr double kDarkShare = 0.65;
inline constexpr double kLeastSimilarity = 0.5;
/// Only of these squares of the picture, row by row, need the brightness be known: a cloud may throw its shadow there.
std::vector<Window> dark_squares(const CloudPicture& picture, const ShadowWay& way);
std::vector<std::uint8_t> cast_shadows(const CloudPicture& picture, const ShadowWay& way);

/// Geometry's word on the shadows of one scene, made when first asked; one for all threads of a pass.
class ShadowMask {
 public:
  static constexpr double kHighestCloudMetres = 12'000;
  static constexpr double kMostReachMetres = 15'000;

  /// Can geometry tell of this scene's shadows? It tells sun and clouds, and has a band in which shadows are dark.
  static bool applies(const Scene& scene, const MaskOptions& mask);
  /// None where it does not apply: the scene tells no sun, no clouds, or has no band in which shadows are dark.
  static std::shared_ptr<ShadowMask> of(const Scene& scene, const Grid& grid, const MaskOptions& mask);

  /// Reads clouds and dark ground, where that has not been done; the blocks it decodes count as the pass's own.
  void prepare(ReadCounters* counters);
  /// After prepare(). Adds the bit `shadow` to pixels where a cloud's shape fits, and takes it from those no cloud can
  /// darken. The pixels lie on the grid from (row, col) on along a row.
  void mend(std::int64_t row, std::int64_t col, std::span<std::uint16_t> flags) const;
  [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(coarse_.cols * coarse_.rows); }

 private:
  ShadowMask(Scene scene, std::string band, const Grid& grid, double cell, double metres_per_unit);
  void make(ReadCounters* counters);
  void read(const Raster& raster, std::span<const Window> windows, ReadCounters* counters,
            const std::function<void(const Window&, ConstTileView)>& take) const;
  [[nodiscard]] ShadowWay way() const;

  Scene scene_;
  std::string band_;  ///< that tells dark ground
  Grid grid_;
  Grid coarse_;
  double cell_m_ = 0;
  double reach_m_ = 0;
  std::once_flag made_;
  std::vector<std::uint8_t> cells_;
};

}  // namespace greisen::scene
