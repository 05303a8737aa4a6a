// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "raster/grid.hpp"

namespace greisen::geo {

/// Float pixels of a source, NaN where missing and beyond the source's edge. Finite otherwise.
struct Patch {
  const float* data = nullptr;
  Window window;  ///< of the source; the row stride is window.cols
};

/// The rules of all kernels are those of gdalwarp on one band with XSCALE=1 and YSCALE=1 (the kernel's width is that of
/// source pixels whatever the target's pixel size): a target pixel is missing unless its centre lies inside the source
/// and in a pixel that is a measurement, so holes neither grow nor shrink (`average`: unless a measurement lies in its
/// footprint). gdalwarp on several bands fills holes of one band from its neighbours where another band is valid; here
/// each band stands for itself, whatever is read beside it.

/// For pixels in a row-by-row list: where their kernels lie in a patch. Made once, used for every band.
class CentreTaps {
 public:
  /// From positions of pixel centres in source pixels (NaN: none). Centres less than `rim` from the source's edge are
  /// missing. Buffers are kept between calls.
  void set(const double* x, const double* y, std::size_t count, std::int64_t source_cols, std::int64_t source_rows,
           double rim = 0);
  /// The source pixels that the widest kernel (4 × 4) needs, up to 2 px beyond the source's edge; empty where all is
  /// missing.
  [[nodiscard]] const Window& box() const { return box_; }
  /// Offsets into patches of this window, which contains box().
  void aim_at(const Window& patch, bool for_cubic);

  /// The pixel the centre lies in.
  void nearest(const Patch& patch, std::size_t first, std::size_t count, float* out) const;
  /// Of 2 × 2 pixels; missing ones leave the weights, and under a weight sum of 1e-5 the result is missing.
  void bilinear(const Patch& patch, std::size_t first, std::size_t count, float* out) const;
  /// Of 4 × 4 pixels (cubic convolution, a = −0.5: Keys 1981); `bilinear` where one of them is missing.
  void cubic(const Patch& patch, std::size_t first, std::size_t count, float* out) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  [[nodiscard]] float bilinear_of_valid(const Patch& patch, std::size_t pixel) const;

  Window box_;
  std::vector<std::int32_t> col_;  ///< of the upper left of 2 × 2 pixels; −2 at the edge is possible
  std::vector<std::int32_t> row_;
  std::vector<float> fx_;  ///< weight of the right pixels; NaN: missing
  std::vector<float> fy_;
  std::vector<std::uint8_t> right_;  ///< nearest is the right of the two columns (1) or the left (0)
  std::vector<std::uint8_t> lower_;
  std::vector<std::int32_t> offset_;  ///< of (col_, row_) in the patch
  std::vector<float> weights_;        ///< 4 of columns and 4 of rows for each pixel
};

/// The same for `average`: the rectangle between two opposite corners of the target pixel, in source pixels. Pixels cut
/// by its sides count by the share inside; of a footprint one pixel wide the whole pixel counts (as gdalwarp has it).
class FootprintTaps {
 public:
  /// From low to high, source pixels.
  struct Side {
    double low;
    double high;
  };
  /// From the positions of pixel corners, (cols + 1) × (rows + 1) of them. A pixel wider than seam_px source pixels
  /// lies across the seam of longitudes opposite the source and is missing.
  void set(const double* x, const double* y, std::int64_t cols, std::int64_t rows, std::int64_t source_cols,
           std::int64_t source_rows, double seam_px);
  [[nodiscard]] const Window& box() const { return box_; }
  /// Mean of the pixels that are not missing.
  void average(const Patch& patch, std::size_t first, std::size_t count, float* out) const;
  /// Bits as ClassBits has them.
  void classes(const Patch& patch, std::size_t first, std::size_t count, std::uint16_t any_bits, float* out) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Footprint {
    std::int32_t left = 0, top = 0, right = 0,
                 bottom = 0;  ///< source pixels [left, right) × [top, bottom); empty: missing
    float first_col = 0, last_col = 0, first_row = 0, last_row = 0;  ///< weights of the outermost columns and rows
  };
  static Footprint footprint_of(const Side& x, const Side& y, std::int64_t source_cols, std::int64_t source_rows);
  Window box_;
  std::vector<Footprint> footprints_;
};

}  // namespace greisen::geo
