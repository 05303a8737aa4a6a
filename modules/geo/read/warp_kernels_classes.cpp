// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "geo/read/warp_kernels.hpp"
#include "raster/tile_reader.hpp"

namespace greisen::geo {
namespace {

/// A source pixel that reaches into a target pixel by less than this share of the narrower of both does not count where
/// any share does: positions are only known to a fiftieth of a pixel, and no measurement is that sharp.
constexpr float kSliver = 0.05F;

/// One axis of a footprint: the share of each source pixel that lies inside.
struct Axis {
  std::int32_t first;
  std::int32_t end;
  float first_share;
  float last_share;
  float narrow;  ///< width of the footprint or of a source pixel, whichever is less, in source pixels

  Axis(std::int32_t from, std::int32_t to, float at_first, float at_last)
      : first(from), end(to), first_share(at_first), last_share(at_last) {
    const float width = end - first == 1 ? at_first : at_first + at_last + static_cast<float>(end - first - 2);
    narrow = std::min(1.0F, width);
  }
  [[nodiscard]] float share(std::int32_t at) const {
    return at == first ? first_share : at + 1 == end ? last_share : 1.0F;
  }
  [[nodiscard]] bool sliver(std::int32_t at) const { return share(at) < kSliver * narrow; }
};

}  // namespace

void FootprintTaps::classes(const Patch& patch, std::size_t first, std::size_t count, std::uint16_t any_bits,
                            float* out) const {
  for (std::size_t i = 0; i < count; ++i) {
    const Footprint& f = footprints_[first + i];
    if (f.bottom - f.top == 1 && f.right - f.left == 1) {  // finer than the source, or as fine and in phase
      out[i] = patch.data[(f.top - patch.window.row) * patch.window.cols + f.left - patch.window.col];
      continue;
    }
    const Axis down(f.top, f.bottom, f.first_row, f.last_row);
    const Axis across(f.left, f.right, f.first_col, f.last_col);
    unsigned anywhere = 0;
    unsigned of_most = 0;
    double observed = 0;
    double with_bits = 0;
    for (std::int32_t row = f.top; row < f.bottom; ++row) {
      const float* p = patch.data + (row - patch.window.row) * patch.window.cols + f.left - patch.window.col;
      for (std::int32_t col = f.left; col < f.right; ++col) {
        const float value = p[col - f.left];
        if (std::isnan(value)) continue;
        const auto bits = static_cast<unsigned>(value);
        const double weight = static_cast<double>(down.share(row) * across.share(col));
        observed += weight;
        if (!down.sliver(row) && !across.sliver(col)) anywhere |= bits & any_bits;
        if ((bits & ~static_cast<unsigned>(any_bits)) == 0) continue;
        of_most |= bits & ~static_cast<unsigned>(any_bits);
        with_bits += weight;
      }
    }
    const bool most = with_bits > observed * (0.5 + 1e-6);  // floats sum to a half of a half now and then
    out[i] = observed > 0 ? static_cast<float>(anywhere | (most ? of_most : 0U)) : kMissing;
  }
}

}  // namespace greisen::geo
