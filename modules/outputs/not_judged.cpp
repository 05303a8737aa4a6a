// SPDX-License-Identifier: Apache-2.0
#include "outputs/not_judged.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "catalogue/reasons.hpp"
#include "geo/place/outline.hpp"
#include "geo/read/band_rows.hpp"

namespace greisen::outputs {
namespace {

constexpr std::int64_t kMostSide = 2048;
constexpr std::size_t kMostPolygons = 50'000;
constexpr double kSquareMetresPerHectare = 10'000;

/// Pixels of the area, and those of them without a value, by cells of `factor` × `factor` pixels.
struct Cells {
  std::int64_t factor = 1;
  std::int64_t cols = 0;
  std::int64_t rows = 0;
  std::vector<std::uint32_t> inside;
  std::vector<std::uint32_t> missing;
};

Cells counted(const std::string& reasons, const std::string& values, std::int64_t factor) {
  constexpr auto kOutside = static_cast<std::uint32_t>(Reason::outside);
  geo::BandRows bits(reasons);
  std::optional<geo::BandRows> score;
  if (!values.empty()) score.emplace(values);
  Cells cells{factor, (bits.cols() + factor - 1) / factor, (bits.rows() + factor - 1) / factor, {}, {}};
  cells.inside.assign(static_cast<std::size_t>(cells.cols * cells.rows), 0);
  cells.missing = cells.inside;
  for (std::int64_t row = 0; row < bits.rows(); ++row) {
    const std::span<const float> why = bits.next();
    const std::span<const float> what = score ? score->next() : std::span<const float>();
    for (std::size_t col = 0; col < why.size(); ++col) {
      const auto reason = static_cast<std::uint32_t>(std::isnan(why[col]) ? 1.0F : why[col]);
      if ((reason & kOutside) != 0) continue;
      const auto cell = static_cast<std::size_t>(row / factor * cells.cols) + col / static_cast<std::size_t>(factor);
      ++cells.inside[cell];
      cells.missing[cell] += (score ? std::isnan(what[col]) : reason != 0) ? 1U : 0U;
    }
  }
  return cells;
}

std::vector<geo::RowRun> runs_of(const Cells& cells) {
  std::vector<geo::RowRun> runs;
  for (std::int64_t row = 0; row < cells.rows; ++row)
    for (std::int64_t col = 0; col < cells.cols; ++col) {
      const auto cell = static_cast<std::size_t>(row * cells.cols + col);
      if (cells.missing[cell] == 0 || 2 * cells.missing[cell] < cells.inside[cell]) continue;
      if (!runs.empty() && runs.back().row == row && runs.back().end == col)
        ++runs.back().end;
      else
        runs.push_back({row, col, col + 1});
    }
  return runs;
}

Grid coarser(Grid grid, const Cells& cells) {
  grid.pixel_x *= static_cast<double>(cells.factor);
  grid.pixel_y *= static_cast<double>(cells.factor);
  grid.cols = cells.cols;
  grid.rows = cells.rows;
  return grid;
}

}  // namespace

NotJudged find_not_judged(const std::string& reasons, const std::string& values, const Grid& grid,
                          const std::string& table) {
  NotJudged found;
  found.table = table;
  std::int64_t factor = (std::max(grid.cols, grid.rows) + kMostSide - 1) / kMostSide;
  const double metres = geo::parse_crs(grid.crs).metres_per_unit;
  for (;; factor *= 2) {
    const Cells cells = counted(reasons, values, factor);
    const Grid coarse = coarser(grid, cells);
    found.polygons = geo::outline(runs_of(cells), coarse);
    found.pixel = coarse.pixel_x;
    std::uint64_t pixels = 0;
    for (const std::uint32_t count : cells.missing) pixels += count;
    found.area_ha =
        static_cast<double>(pixels) * grid.pixel_x * grid.pixel_y * metres * metres / kSquareMetresPerHectare;
    if (found.polygons.size() <= kMostPolygons) return found;
  }
}

void write_not_judged(const std::string& path, const std::vector<NotJudged>& ground, const geo::Crs& crs,
                      const std::vector<geo::LayerStyle>& styles) {
  std::vector<geo::VectorTable> tables;
  for (const NotJudged& one : ground) {
    geo::VectorTable table = {one.table,
                              "Ground of the area that was not judged",
                              geo::ShapeType::multi_polygon,
                              {{"area_ha", geo::CellType::real}, {"outlined_at", geo::CellType::real}},
                              {}};
    if (!one.polygons.empty()) table.rows.push_back({{std::round(one.area_ha * 10) / 10, one.pixel}, one.polygons});
    tables.push_back(std::move(table));
  }
  geo::write_geopackage(path, crs, tables, styles);
}

}  // namespace greisen::outputs
