// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "geo/place/crs.hpp"
#include "raster/grid.hpp"

namespace greisen::geo {

/// Where the pixels of a source lie. Pixel (col, row) has its outer corner at x = g0 + g1·col + g2·row,
/// y = g3 + g4·col + g5·row (south-up and rotated ones too).
struct SourceGrid {
  Crs crs;
  std::array<double, 6> geo_transform = {0, 1, 0, 0, 0, 1};
  std::int64_t cols = 0;
  std::int64_t rows = 0;
};

/// Positions of the target grid in pixels of a source: (0, 0) is the outer corner of its first pixel; NaN where no
/// transformation exists. Within one CRS exact; else by PROJ at the corners and edge midpoints of cells of 32 × 32
/// pixels, anchored at the target's origin, and between them a polynomial through these eight points. Where it bends by
/// more than kMaxBendPx along an edge each pixel is transformed by itself. (Cell centres would not tell: between two
/// conformal grids the bends of both axes cancel there.) The result for a pixel does not depend on the window asked.
/// One per thread.
class WarpLattice {
 public:
  static constexpr std::int64_t kCell = 32;
  static constexpr double kMaxBendPx = 0.02;

  /// Throws E4012 where no exact transformation between the CRSs is known.
  /// `target_crs` is target.crs, parsed; both CRSs may be empty together.
  WarpLattice(const SourceGrid& source, const Grid& target, const Crs& target_crs);

  /// Makes ready for positions inside the window and on its edges.
  void prepare(const Window& window);
  /// Positions (col + shift, row + shift) for all pixels of a part of the prepared window, row by row. Shift 0.5:
  /// centres; 0: the corners towards the origin.
  void positions(const Window& part, double shift, double* x, double* y);

  /// What the window covers of the source, cut at its edge and somewhat too large; empty where nothing maps. From few
  /// points, for planning: near poles it may miss something.
  [[nodiscard]] Window footprint(const Window& window);

  /// Half a turn of longitude in source columns where the source is in degrees, infinite otherwise.
  [[nodiscard]] double seam_px() const;

 private:
  struct Node {
    double x = 0;
    double y = 0;
  };
  /// The polynomial of one cell row: c0 + u·(c1 + u·c2), u in 0…1 over the cell.
  struct RowOfCell {
    Node c0, c1, c2;
  };
  enum class CellKind : std::uint8_t { smooth, exact, missing };

  void transform(std::vector<double>& x, std::vector<double>& y) const;
  void affine_row(std::int64_t row, std::int64_t col, std::int64_t cols, double shift, double* x, double* y) const;
  void exact_run(std::int64_t row, std::int64_t col, std::int64_t cols, double shift, double* x, double* y);
  void cell_run(std::int64_t row, std::int64_t col, std::int64_t count, double shift, double* x, double* y);
  [[nodiscard]] const Node& half_node(std::int64_t col, std::int64_t row) const;
  [[nodiscard]] CellKind kind_of(std::int64_t cell_col, std::int64_t cell_row) const;
  [[nodiscard]] RowOfCell row_of_cell(std::int64_t cell_col, std::int64_t cell_row, double v) const;

  Grid target_;
  Window source_;                       ///< the whole of it
  std::array<double, 6> inverse_ = {};  ///< CRS of the source → its pixels, about (origin_x_, origin_y_)
  double origin_x_ = 0;
  double origin_y_ = 0;
  std::array<double, 6> direct_ = {};  ///< target pixels → source pixels, where the CRS is the same
  double centre_lon_ = 0;
  bool wraps_ = false;                       ///< longitudes are taken modulo 360° next to the source's centre
  std::optional<PointTransform> to_source_;  ///< none: direct_ holds

  // the prepared cells [first_col_, first_col_ + cell_cols_) × rows, and nodes at every half cell
  std::int64_t first_col_ = 0;
  std::int64_t first_row_ = 0;
  std::int64_t cell_cols_ = 0;
  std::int64_t cell_rows_ = 0;
  std::vector<Node> nodes_;
  std::vector<CellKind> kinds_;
  std::vector<double> work_x_;
  std::vector<double> work_y_;
};

}  // namespace greisen::geo
