// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <utility>

#include "geo/place/crs.hpp"
#include "scene/cloud_shadow.hpp"
#include "scene/composite.hpp"

namespace greisen::scene {
namespace {

/// Cells of two pixels of the quality layer: small clouds are still seen, and a whole tile stays small.
constexpr double kPixelsPerCell = 2;
constexpr std::int64_t kStripeRows = 256;

bool tells_clouds(const Scene& scene) {
  return std::ranges::any_of(scene.quality, [](const SceneQuality& quality) {
    return std::ranges::any_of(quality.meaning.codes,
                               [](const QualityCode& code) { return code.reason == Reason::cloud; });
  });
}

/// Shadows are darkest where the sky scatters least.
const SceneBand* dark_band(const Scene& scene) {
  for (const char* role : {"swir1", "nir_narrow", "nir"})
    if (const SceneBand* band = scene.find(role)) return band;
  return nullptr;
}

std::uint8_t cloud_of(float reasons) {
  if (!(reasons >= 0)) return CloudPicture::kUnseen;
  const auto bits = static_cast<std::uint16_t>(reasons);
  const auto has = [&](Reason reason) { return (bits & bits_of({reason})) != 0; };
  if (has(Reason::cloud)) return CloudPicture::kCloud;
  if (has(Reason::cirrus)) return CloudPicture::kThinCloud;
  return has(Reason::nodata) ? CloudPicture::kUnseen : std::uint8_t{0};
}

/// The point so far from another in a direction clockwise from north, on a sphere; near enough for a bearing.
geo::Point ahead(const geo::Point& lon_lat, double azimuth_deg, double metres) {
  constexpr double kMetresPerDegree = 111'195;
  const double azimuth = azimuth_deg * std::numbers::pi / 180;
  const double narrow = std::cos(lon_lat.y * std::numbers::pi / 180);
  return {lon_lat.x + metres * std::sin(azimuth) / (kMetresPerDegree * std::max(narrow, 0.01)),
          lon_lat.y + metres * std::cos(azimuth) / kMetresPerDegree};
}

}  // namespace

bool ShadowMask::applies(const Scene& scene, const MaskOptions& mask) {
  constexpr double kLowestSunZenithDeg = 80;
  const bool shadows = mask.shadow_geometry && (mask.masked & bits_of({Reason::shadow})) != 0;
  const bool sun = scene.sun_azimuth_deg && scene.sun_zenith_deg && *scene.sun_zenith_deg < kLowestSunZenithDeg;
  return shadows && sun && mask.metres_per_unit > 0 && dark_band(scene) != nullptr && tells_clouds(scene) &&
         scene.cloud_percent != 0;
}

std::shared_ptr<ShadowMask> ShadowMask::of(const Scene& scene, const Grid& grid, const MaskOptions& mask) {
  if (!applies(scene, mask)) return nullptr;
  const double pixel_m = grid.pixel_x * mask.metres_per_unit;
  double cell_m = 0;
  for (const SceneQuality& quality : scene.quality) cell_m = std::max(cell_m, quality.pixel_m);
  const double whole = std::max(1.0, std::round(kPixelsPerCell * cell_m / pixel_m));
  return std::shared_ptr<ShadowMask>(
      new ShadowMask(scene, dark_band(scene)->name, grid, whole * grid.pixel_x, mask.metres_per_unit));
}

ShadowMask::ShadowMask(Scene scene, std::string band, const Grid& grid, double cell, double metres_per_unit)
    : scene_(std::move(scene)), band_(std::move(band)), grid_(grid), cell_m_(cell * metres_per_unit) {
  const double tangent = std::tan(scene_.sun_zenith_deg.value_or(0) * std::numbers::pi / 180);
  reach_m_ = std::min(kHighestCloudMetres * tangent, kMostReachMetres);
  const auto margin = static_cast<std::int64_t>(std::ceil(reach_m_ / cell_m_)) + 1;
  const auto cells = [&](std::int64_t pixels, double pixel) {
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(pixels) * pixel / cell)) + 2 * margin;
  };
  Grid around = grid;
  around.pixel_x = around.pixel_y = cell;
  around.origin_x = grid.origin_x - static_cast<double>(margin) * cell;
  around.origin_y = grid.origin_y + static_cast<double>(margin) * cell;
  around.cols = cells(grid.cols, grid.pixel_x);
  around.rows = cells(grid.rows, grid.pixel_y);
  const Window window = extent_on(scene_, around).intersected(around.window());
  coarse_ = around;
  coarse_.origin_x = around.x_of(static_cast<double>(window.col));
  coarse_.origin_y = around.y_of(static_cast<double>(window.row));
  coarse_.cols = window.cols;
  coarse_.rows = window.rows;
}

ShadowWay ShadowMask::way() const {
  const geo::Point centre{coarse_.x_of(static_cast<double>(coarse_.cols) / 2),
                          coarse_.y_of(static_cast<double>(coarse_.rows) / 2)};
  const geo::PointTransform to_lon_lat(geo::crs_of(coarse_), geo::wgs84());
  const geo::Point end =
      to_lon_lat.invert(ahead(to_lon_lat.apply(centre), scene_.sun_azimuth_deg.value_or(0) + 180, 1000));
  const double east = end.x - centre.x;
  const double north = end.y - centre.y;
  const double length = std::hypot(east, north);
  return {east / length, -north / length, static_cast<int>(reach_m_ / cell_m_)};
}

void ShadowMask::read(const Raster& raster, std::span<const Window> windows, ReadCounters* counters,
                      const std::function<void(const Window&, ConstTileView)>& take) const {
  if (windows.empty()) return;
  PassRequest request;
  request.windows = windows;
  request.layers = {0};
  request.counters = counters;
  request.store_bytes = std::size_t{256} << 20U;
  const auto reader = std::move(raster.open(request).front());
  Tile tile;
  for (const Window& window : windows) {
    tile.reshape(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
    reader->read(window, tile.view());
    take(window, std::as_const(tile).view());
  }
}

void ShadowMask::make(ReadCounters* counters) {
  MaskOptions mask;
  mask.masked = bits_of({Reason::nodata, Reason::cloud, Reason::cirrus});
  mask.buffer_m = 0;
  mask.metres_per_unit = cell_m_ / coarse_.pixel_x;
  mask.shadow_geometry = false;
  CloudPicture picture{static_cast<int>(coarse_.rows), static_cast<int>(coarse_.cols), {}, {}};
  picture.cloud.reserve(bytes());
  std::vector<Window> stripes;
  for (std::int64_t row = 0; row < coarse_.rows; row += kStripeRows)
    stripes.push_back({0, row, coarse_.cols, std::min(kStripeRows, coarse_.rows - row)});
  Scene drawn = scene_;
  // A picture of the clouds' shapes, which are looked for on the ground: cells that a cloud only touches would widen
  // it.
  for (SceneQuality& quality : drawn.quality) quality.source.resampling = geo::Resampling::nearest;
  read(scene_raster(drawn, {}, coarse_, mask), stripes, counters, [&](const Window&, ConstTileView reasons) {
    for (int row = 0; row < reasons.rows; ++row)
      std::ranges::transform(reasons.row(0, row), std::back_inserter(picture.cloud), &cloud_of);
  });
  picture.brightness.assign(bytes(), kMissing);
  Scene bare = scene_;
  bare.quality.clear();
  const std::vector<Window> squares = dark_squares(picture, way());
  read(scene_raster(bare, {band_}, coarse_, mask), squares, counters, [&](const Window& square, ConstTileView ground) {
    for (int row = 0; row < ground.rows; ++row)
      std::ranges::copy(
          ground.row(0, row),
          &picture.brightness[picture.at(static_cast<int>(square.row) + row, static_cast<int>(square.col))]);
  });
  cells_ = cast_shadows(picture, way());
}

void ShadowMask::prepare(ReadCounters* counters) {
  if (coarse_.cols > 0 && coarse_.rows > 0) std::call_once(made_, [this, counters] { make(counters); });
}

void ShadowMask::mend(std::int64_t row, std::int64_t col, std::span<std::uint16_t> flags) const {
  if (cells_.empty()) return;
  const auto shadow = bits_of({Reason::shadow});
  const double y = grid_.y_of(static_cast<double>(row) + 0.5);
  const auto cell_row = static_cast<std::int64_t>(std::floor((coarse_.origin_y - y) / coarse_.pixel_y));
  if (cell_row < 0 || cell_row >= coarse_.rows) return;
  const std::uint8_t* cells = &cells_[static_cast<std::size_t>(cell_row * coarse_.cols)];
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const double x = grid_.x_of(static_cast<double>(col) + static_cast<double>(i) + 0.5);
    const auto cell_col = static_cast<std::int64_t>(std::floor((x - coarse_.origin_x) / coarse_.pixel_x));
    if (cell_col < 0 || cell_col >= coarse_.cols) continue;
    const std::uint8_t word = cells[cell_col];
    if ((word & kShadowMatched) != 0) flags[i] = static_cast<std::uint16_t>(flags[i] | shadow);
    if ((word & kShadowPossible) == 0) flags[i] = static_cast<std::uint16_t>(flags[i] & ~shadow);
  }
}

}  // namespace greisen::scene
