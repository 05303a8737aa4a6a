// SPDX-License-Identifier: Apache-2.0
#include "geo/read/warp_kernels.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "raster/tile_reader.hpp"

namespace greisen::geo {
namespace {

using Float4 = float __attribute__((vector_size(16)));

/// Rounding noise of positions: what lies this little beyond an edge of a pixel lies on it (gdalwarp's figure).
constexpr double kEdgePx = 1e-10;
constexpr float kLeastWeight = 1e-5F;

Float4 load4(const float* from) {
  Float4 four;
  std::memcpy(&four, from, sizeof four);
  return four;
}

/// Of the pixels −1, 0, 1, 2 at distance t (0…1) from pixel 0.
void cubic_weights(float t, float* w) {
  const float half = 0.5F * t;
  w[0] = half * (-1 + t * (2 - t));
  w[1] = 1 + half * t * (-5 + 3 * t);
  w[2] = half * (1 + t * (4 - 3 * t));
  w[3] = half * t * (t - 1);
}

}  // namespace

void CentreTaps::set(const double* x, const double* y, std::size_t count, std::int64_t source_cols,
                     std::int64_t source_rows, double rim) {
  col_.resize(count);
  row_.resize(count);
  fx_.resize(count);
  fy_.resize(count);
  right_.resize(count);
  lower_.resize(count);
  const auto cols = static_cast<double>(source_cols);
  const auto rows = static_cast<double>(source_rows);
  const double least = rim > 0 ? rim - kEdgePx : 0;
  constexpr std::int32_t kFar = std::numeric_limits<std::int32_t>::max();
  std::int32_t left = kFar;
  std::int32_t top = kFar;
  std::int32_t right = -kFar;
  std::int32_t bottom = -kFar;
  for (std::size_t i = 0; i < count; ++i) {
    const bool inside =
        x[i] >= least && y[i] >= least && x[i] + least + kEdgePx <= cols && y[i] + least + kEdgePx <= rows;
    const double px = inside ? x[i] : 0;
    const double py = inside ? y[i] : 0;
    const auto col = static_cast<std::int32_t>(px + 0.5) - 1;
    const auto row = static_cast<std::int32_t>(py + 0.5) - 1;
    const auto near_col = std::min(static_cast<std::int32_t>(px + kEdgePx), static_cast<std::int32_t>(source_cols) - 1);
    const auto near_row = std::min(static_cast<std::int32_t>(py + kEdgePx), static_cast<std::int32_t>(source_rows) - 1);
    col_[i] = col;
    row_[i] = row;
    right_[i] = static_cast<std::uint8_t>(near_col > col);
    lower_[i] = static_cast<std::uint8_t>(near_row > row);
    fx_[i] = inside ? static_cast<float>(px - 0.5 - col) : kMissing;
    fy_[i] = inside ? static_cast<float>(py - 0.5 - row) : kMissing;
    left = std::min(left, inside ? col : kFar);
    top = std::min(top, inside ? row : kFar);
    right = std::max(right, inside ? col : -kFar);
    bottom = std::max(bottom, inside ? row : -kFar);
  }
  box_ = {};
  if (left <= right) box_ = {left - 1, top - 1, std::int64_t{right} - left + 4, std::int64_t{bottom} - top + 4};
}

void CentreTaps::aim_at(const Window& patch, bool for_cubic) {
  const std::size_t count = col_.size();
  offset_.resize(count);
  const auto stride = static_cast<std::int32_t>(patch.cols);
  const auto left = static_cast<std::int32_t>(patch.col);
  const auto top = static_cast<std::int32_t>(patch.row);
  const std::int32_t anywhere = stride + 1;  // where a missing pixel's kernel reads: inside the patch, to no effect
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t offset = (row_[i] - top) * stride + col_[i] - left;
    offset_[i] = std::isnan(fx_[i]) ? anywhere : offset;
  }
  if (!for_cubic) return;
  weights_.resize(8 * count);
  for (std::size_t i = 0; i < count; ++i) {
    cubic_weights(fx_[i], &weights_[8 * i]);
    cubic_weights(fy_[i], &weights_[8 * i + 4]);
  }
}

void CentreTaps::nearest(const Patch& patch, std::size_t first, std::size_t count, float* out) const {
  const auto stride = static_cast<std::int32_t>(patch.window.cols);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t k = first + i;
    const std::int32_t offset = offset_[k] + right_[k] + lower_[k] * stride;
    out[i] = std::isnan(fx_[k]) ? kMissing : patch.data[offset];
  }
}

float CentreTaps::bilinear_of_valid(const Patch& patch, std::size_t pixel) const {
  if (std::isnan(fx_[pixel])) return kMissing;
  const float* p = patch.data + offset_[pixel];
  if (std::isnan(p[right_[pixel] + lower_[pixel] * patch.window.cols])) return kMissing;
  const float fx = fx_[pixel];
  const float fy = fy_[pixel];
  const float values[4] = {p[0], p[1], p[patch.window.cols], p[patch.window.cols + 1]};
  const float weights[4] = {(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy};
  float sum = 0;
  float weight = 0;
  for (int k = 0; k < 4; ++k) {
    if (std::isnan(values[k])) continue;
    sum += weights[k] * values[k];
    weight += weights[k];
  }
  return weight < kLeastWeight ? kMissing : sum / weight;
}

void CentreTaps::bilinear(const Patch& patch, std::size_t first, std::size_t count, float* out) const {
  const std::int64_t stride = patch.window.cols;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t k = first + i;
    const float* p = patch.data + offset_[k];
    const float fx = fx_[k];
    const float upper = p[0] * (1 - fx) + p[1] * fx;
    const float lower = p[stride] * (1 - fx) + p[stride + 1] * fx;
    const float value = upper * (1 - fy_[k]) + lower * fy_[k];
    out[i] = std::isnan(value) ? bilinear_of_valid(patch, k) : value;
  }
}

void CentreTaps::cubic(const Patch& patch, std::size_t first, std::size_t count, float* out) const {
  const std::int64_t stride = patch.window.cols;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t k = first + i;
    const float* w = &weights_[8 * k];
    const float* p = patch.data + offset_[k] - stride - 1;
    // all products are summed even where a weight is 0: a missing pixel makes the sum NaN
    const Float4 column =
        load4(p) * w[4] + load4(p + stride) * w[5] + (load4(p + 2 * stride) * w[6] + load4(p + 3 * stride) * w[7]);
    const Float4 products = column * load4(w);
    const float value = (products[0] + products[2]) + (products[1] + products[3]);
    out[i] = std::isnan(value) ? bilinear_of_valid(patch, k) : value;
  }
}

std::size_t CentreTaps::bytes() const {
  return (col_.capacity() + row_.capacity() + fx_.capacity() + fy_.capacity() + offset_.capacity() +
          weights_.capacity()) *
             sizeof(float) +
         right_.capacity() + lower_.capacity();
}

}  // namespace greisen::geo
