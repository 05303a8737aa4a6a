// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gdal.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/place/grid_of.hpp"
#include "geo/read/heights.hpp"

namespace greisen::geo {
namespace {

constexpr double kLeastJump_m = 300;
constexpr double kSteepest = 5.67;      ///< tangent of 80°
constexpr int kSide_px = 256;           ///< of the coarse grid on which coverage is counted
constexpr std::size_t kMostVoids = 16;  ///< values told
constexpr int kStripRows = 256;

/// Rows of a file's window as heights in metres, missing where the file says so.
class HeightRows {
 public:
  HeightRows(const BandSource& source, GDALDatasetH file, const Window& window)
      : source_(source), band_(GDALGetRasterBand(file, source.band)), window_(window) {
    masked_ = GDALGetMaskFlags(band_) != GMF_ALL_VALID;
  }

  /// Rows [first, first + count) of the window; NaN: missing.
  std::vector<double> read(int first, int count) const {
    const auto cols = static_cast<int>(window_.cols);
    std::vector<double> values(static_cast<std::size_t>(cols) * static_cast<std::size_t>(count));
    std::vector<unsigned char> mask(masked_ ? values.size() : 0);
    const auto read_band = [&](GDALRasterBandH band, void* into, GDALDataType type) {
      return GDALRasterIO(band, GF_Read, static_cast<int>(window_.col), static_cast<int>(window_.row) + first, cols,
                          count, into, cols, count, type, 0, 0) == CE_None;
    };
    const bool done = read_band(band_, values.data(), GDT_Float64) &&
                      (!masked_ || read_band(GDALGetMaskBand(band_), mask.data(), GDT_Byte));
    if (!done)
      throw Error({"E3012",
                   "'" + printable(source_.path) + "' cannot be read to its end",
                   {source_.path, 0, 0, {}},
                   "download the file again"});
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool missing = (masked_ && mask[i] == 0) || std::ranges::count(source_.missing_dn, values[i]) > 0;
      values[i] = missing ? std::numeric_limits<double>::quiet_NaN() : values[i] * source_.scale + source_.offset;
    }
    return values;
  }

 private:
  const BandSource& source_;
  GDALRasterBandH band_;
  Window window_;
  bool masked_ = false;
};

bool is_ground(double height_m) { return height_m >= kLowestGround_m && height_m <= kHighestGround_m; }

/// Looks at neighbours to the left and above.
class JumpFinder {
 public:
  JumpFinder(const BandSource& source, const FileInfo& info, const Window& window, HeightFacts& facts)
      : source_(source), info_(info), window_(window), facts_(facts) {
    const double pixel_m = info.grid.crs.empty() ? 0 : pixel_metres(info.grid);
    most_m_ = std::max(kLeastJump_m, kSteepest * pixel_m);
  }

  void take(const std::vector<double>& strip, int first) {
    const auto cols = static_cast<std::size_t>(window_.cols);
    for (std::size_t at = 0; at < strip.size(); ++at) {
      const double value = strip[at];
      if (std::isnan(value)) continue;
      if (!is_ground(value)) {
        if (facts_.voids.size() < kMostVoids || facts_.voids.contains(value)) ++facts_.voids[value];
        continue;
      }
      const std::size_t col = at % cols;
      if (col > 0) compare(strip[at - 1], value, first, at);
      if (at >= cols) compare(strip[at - cols], value, first, at);
      if (at < cols && !above_.empty()) compare(above_[col], value, first, at);
    }
    above_.assign(strip.end() - static_cast<std::ptrdiff_t>(cols), strip.end());
  }

 private:
  void compare(double other, double value, int first, std::size_t at) {
    if (std::isnan(other) || !is_ground(other) || std::abs(other - value) <= most_m_) return;
    if (facts_.jump) {
      ++facts_.jump->count;
      return;
    }
    const auto cols = static_cast<std::size_t>(window_.cols);
    const double col = static_cast<double>(window_.col) + static_cast<double>(at % cols) + 0.5;
    const double row = static_cast<double>(window_.row) + first + static_cast<double>(at / cols) + 0.5;
    const double* const g = info_.geo_transform;
    facts_.jump = {other, value, {g[0] + col * g[1] + row * g[2], g[3] + col * g[4] + row * g[5]}, source_.path, 1};
  }

  const BandSource& source_;
  const FileInfo& info_;
  Window window_;
  HeightFacts& facts_;
  double most_m_ = 0;
  std::vector<double> above_;
};

void look_at(const BandSource& source, const Grid& grid, HeightFacts& facts) {
  FileInfo info = file_info(source.path);
  if (!source.crs.empty()) info.grid.crs = parse_crs(source.crs).wkt;
  if (!info.upright || info.grid.crs.empty()) return;  // told where the raster is opened
  const Window window = footprint_on(grid, info.grid);
  if (window.empty()) return;
  const DatasetPtr file = GdalSession().open(source.path);
  const GdalFailures quiet;
  const HeightRows rows(source, file.get(), window);
  JumpFinder jumps(source, info, window, facts);
  for (int first = 0; first < window.rows; first += kStripRows)
    jumps.take(rows.read(first, std::min(kStripRows, static_cast<int>(window.rows) - first)), first);
}

/// The same ground in few pixels.
Grid coarse(const Grid& grid) {
  Grid few = grid;
  const double step = std::max(1.0, static_cast<double>(std::max(grid.cols, grid.rows)) / kSide_px);
  few.cols = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::round(static_cast<double>(grid.cols) / step)));
  few.rows = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::round(static_cast<double>(grid.rows) / step)));
  few.pixel_x = grid.pixel_x * static_cast<double>(grid.cols) / static_cast<double>(few.cols);
  few.pixel_y = grid.pixel_y * static_cast<double>(grid.rows) / static_cast<double>(few.rows);
  return few;
}

double covered_share(const Heights& heights, const Grid& grid) {
  const Grid few = coarse(grid);
  std::vector<BandSource> sources = heights.sources;
  for (BandSource& source : sources) source.resampling = Resampling::nearest;
  const Raster raster = raster_of(sources, few);
  PassRequest request;
  const std::vector<Window> windows = {few.window()};
  request.windows = windows;
  for (std::size_t i = 0; i < sources.size(); ++i) request.layers.push_back(static_cast<int>(i));
  request.store_bytes = std::size_t{64} << 20U;
  Tile tile(static_cast<int>(sources.size()), static_cast<int>(few.rows), static_cast<int>(few.cols));
  raster.open(request).front()->read(windows.front(), tile.view());
  std::size_t measured = 0;
  for (int row = 0; row < tile.view().rows; ++row)
    for (int col = 0; col < tile.view().cols; ++col) {
      bool any = false;
      for (int i = 0; i < tile.view().layers; ++i) any = any || !std::isnan(tile.view().at(i, row, col));
      measured += any ? 1U : 0U;
    }
  return static_cast<double>(measured) / static_cast<double>(few.cols * few.rows);
}

}  // namespace

HeightFacts look_at_heights(const Heights& heights, const Grid& grid) {
  HeightFacts facts;
  for (const BandSource& source : heights.sources) look_at(source, grid, facts);
  facts.covered = covered_share(heights, grid);
  return facts;
}

}  // namespace greisen::geo
