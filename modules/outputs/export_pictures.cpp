// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "geo/place/grid_of.hpp"
#include "geo/read/band_source.hpp"
#include "geo/write/picture_map.hpp"
#include "outputs/exports.hpp"
#include "outputs/support/coloured.hpp"
#include "outputs/support/export_columns.hpp"
#include "outputs/web_map.hpp"

namespace greisen::outputs {
namespace {

constexpr int kSteps = 128;
constexpr int kFinestZoom = 18;
constexpr std::int64_t kMostTiles = 64;  ///< across, at the finest zoom
constexpr int kMailQuality = 75;
constexpr std::int64_t kMailPixels = 2048;  ///< of the longer side, at first
constexpr std::uintmax_t kMailBytes = std::uintmax_t{2} << 20U;

const char* const kNoRaster = "no map of favourability lies in the run";
const char* const kNoTiles = "the map crosses 180 degrees or lies too near a pole for web tiles";

geo::Bounds mercator(const geo::Bounds& box) {
  const geo::PointTransform transform(geo::wgs84(), geo::parse_crs("EPSG:3857"), box);
  const geo::Point low = transform.apply(geo::Point{box.min_x, box.min_y});
  const geo::Point high = transform.apply(geo::Point{box.max_x, box.max_y});
  return {low.x, low.y, high.x, high.y};
}

/// The zoom whose pixels are just finer than the raster's, on not too many tiles.
geo::TileRange range_for(const std::string& path, const geo::Bounds& box) {
  const double latitude = (box.min_y + box.max_y) / 2 * std::numbers::pi / 180;
  const double pixel_m = geo::pixel_metres(geo::file_info(path).grid);
  int zoom = 0;
  while (zoom < kFinestZoom && geo::tile_pixel_m(zoom) * std::cos(latitude) > pixel_m) ++zoom;
  geo::TileRange range = geo::web_tiles_of(mercator(box), zoom);
  while (zoom > 0 && std::max(range.cols, range.rows) > kMostTiles) range = geo::web_tiles_of(mercator(box), --zoom);
  return range;
}

/// The raster's own grid with pixels `factor` times as wide.
Grid thinned(Grid grid, double factor) {
  const double right = grid.x_of(static_cast<double>(grid.cols));
  const double bottom = grid.y_of(static_cast<double>(grid.rows));
  grid.pixel_x *= factor;
  grid.pixel_y *= factor;
  grid.cols = std::max<std::int64_t>(1, std::llround(std::ceil(grid.col_of(right) - 1e-6)));
  grid.rows = std::max<std::int64_t>(1, std::llround(std::ceil(grid.row_of(bottom) - 1e-6)));
  return grid;
}

/// Coarser until it is small enough to be mailed.
void write_small_map(const std::string& from, const ExportRaster& raster, const std::string& to) {
  const Grid own = geo::file_info(from).grid;
  double factor = std::max(1.0, static_cast<double>(std::max(own.cols, own.rows)) / static_cast<double>(kMailPixels));
  while (true) {
    const Grid grid = factor > 1 ? thinned(own, factor) : own;
    const std::vector<float> plane = grid_plane(from, 1, Thinning::mean, grid);
    const geo::Picture picture{static_cast<int>(grid.cols), static_cast<int>(grid.rows), 4,
                               coloured(plane, raster, kSteps)};
    geo::write_jpeg_map(to, picture, grid, kMailQuality);
    std::error_code gone;
    if (std::filesystem::file_size(to, gone) <= kMailBytes || gone) return;
    std::filesystem::remove(to, gone);
    factor *= 1.5;
  }
}

}  // namespace

Exported export_mbtiles(const ExportSource& source, const std::string& path) {
  const ExportRaster* const raster = first_favourability(source);
  if (raster == nullptr) return {false, {kNoRaster}};
  const std::string file = source.folder + "/" + raster->file;
  const std::optional<geo::Bounds> box = lon_lat_box(file, source.crs.place);
  if (!box) return {false, {kNoTiles}};
  const geo::TileRange range = range_for(file, *box);
  Grid grid = range.grid();
  geo::set_place(grid, source.crs.place);
  PlaneReader reader(file, 1, Thinning::mean, grid, geo::kTilePx);
  geo::write_mbtiles(path, {source.name + ": " + raster->title, source.notice, range},
                     [&](const Window&) { return coloured(reader.next(), *raster, kSteps); });
  return {};
}

Exported export_mail(const ExportSource& source, const std::string& path) {
  const ExportRaster* const raster = first_favourability(source);
  if (raster == nullptr && source.table("targets") == nullptr) {
    std::vector<std::string> notes = {kNoRaster};
    notes.insert(notes.end(), source.lacks.begin(), source.lacks.end());
    return {false, std::move(notes)};
  }
  ensure_folder(path);
  Exported out;
  if (raster != nullptr)
    write_small_map(source.folder + "/" + raster->file, *raster, path + "/favourability.tif");
  else
    out.notes.emplace_back(kNoRaster);
  const std::string targets = path + "/targets.kmz";
  const Exported kmz = export_kmz(source, targets);
  out.notes.insert(out.notes.end(), kmz.notes.begin(), kmz.notes.end());
  std::error_code gone;
  if (kmz.made && std::filesystem::file_size(targets, gone) > kMailBytes && !gone) {
    std::filesystem::remove(targets, gone);
    out.notes.push_back("targets.kmz is left out: it would be larger than " + human_size(kMailBytes));
  }
  write_read_me(
      path, source,
      {fmt::format("For mail: favourability.tif is a lossy picture{} for any GIS, targets.kmz opens in Google "
                   "Earth and on phones. Measure in the run's own rasters, not in these. The map sheet to "
                   "print is sheet.pdf of the run.",
                   raster == nullptr ? std::string() : " of " + raster->title + " (" + raster->file + ")"),
       out.notes, TableLimits{}, false});
  return out;
}

}  // namespace greisen::outputs
