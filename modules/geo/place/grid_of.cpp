// SPDX-License-Identifier: Apache-2.0
#include "geo/place/grid_of.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <numbers>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <proj.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_handles.hpp"

namespace greisen::geo {

namespace {

constexpr double kEquatorM = 6'378'137;  // WGS 84
constexpr double kFlattening = 1 / 298.257223563;
constexpr double kEccentricity2 = kFlattening * (2 - kFlattening);

/// One of the 120 zones of WGS 84 / UTM, as the registry describes it.
struct Zone {
  std::string code;
  int number = 0;
  bool is_north = true;
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
};

/// "WGS 84 / UTM zone 19S" → 19, south.
std::optional<Zone> zone_named(std::string_view name) {
  constexpr std::string_view kPrefix = "WGS 84 / UTM zone ";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  Zone zone;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), zone.number);
  if (error != std::errc{} || end + 1 != name.data() + name.size() || (*end != 'N' && *end != 'S')) return std::nullopt;
  zone.is_north = *end == 'N';
  return zone;
}

/// All zones that meet a box (lon/lat, lon may run beyond 180°), by number, north first.
std::vector<Zone> zones_meeting(const Bounds& box) {
  const std::unique_ptr<PJ_CONTEXT, void (*)(PJ_CONTEXT*)> context(proj_context_create(),
                                                                   [](PJ_CONTEXT* c) { proj_context_destroy(c); });
  proj_log_level(context.get(), PJ_LOG_NONE);
  const std::unique_ptr<PROJ_CRS_LIST_PARAMETERS, void (*)(PROJ_CRS_LIST_PARAMETERS*)> query(
      proj_get_crs_list_parameters_create(),
      [](PROJ_CRS_LIST_PARAMETERS* p) { proj_get_crs_list_parameters_destroy(p); });
  const std::array<PJ_TYPE, 1> types = {PJ_TYPE_PROJECTED_CRS};
  const auto wrapped = [](double lon) { return lon - 360 * std::floor((lon + 180) / 360); };
  query->types = types.data();
  query->typesCount = types.size();
  query->crs_area_of_use_contains_bbox = 0;
  query->bbox_valid = 1;
  query->west_lon_degree = wrapped(box.min_x);
  query->east_lon_degree = wrapped(box.max_x);
  query->south_lat_degree = box.min_y;
  query->north_lat_degree = box.max_y;
  int count = 0;
  PROJ_CRS_INFO** const rows = proj_get_crs_info_list_from_database(context.get(), "EPSG", query.get(), &count);
  std::vector<Zone> zones;
  for (int i = 0; i < count; ++i) {
    const PROJ_CRS_INFO& row = *rows[i];
    auto zone = zone_named(row.name);
    if (!zone || row.bbox_valid == 0) continue;
    zone->code = row.code;
    zone->west = row.west_lon_degree;
    zone->south = row.south_lat_degree;
    zone->east = row.east_lon_degree;
    zone->north = row.north_lat_degree;
    zones.push_back(*zone);
  }
  proj_crs_info_list_destroy(rows);
  std::ranges::sort(zones, {}, [](const Zone& z) { return z.number * 2 + (z.is_north ? 0 : 1); });
  return zones;
}

/// On the line between two zones the eastern one and, on the equator, the northern one.
std::optional<Zone> zone_at(Point lon_lat) {
  for (const Zone& zone : zones_meeting({lon_lat.x, lon_lat.y, lon_lat.x, lon_lat.y})) {
    const bool in_lon = lon_lat.x >= zone.west && lon_lat.x < zone.east;
    if (in_lon && lon_lat.y >= zone.south && lon_lat.y <= zone.north) return zone;
  }
  return std::nullopt;
}

/// Numbers of the zones a box reaches, west to east.
std::vector<int> numbers_of(const Bounds& box) {
  std::set<int> inside;
  for (const Zone& zone : zones_meeting(box)) {
    for (const double turn : {0.0, 360.0}) {  // touching the border alone does not count
      if (zone.west + turn < box.max_x && zone.east + turn > box.min_x) inside.insert(zone.number);
    }
  }
  std::vector<int> numbers(inside.begin(), inside.end());
  const bool crosses = box.max_x > 180;
  std::stable_partition(numbers.begin(), numbers.end(), [&](int number) { return !crosses || number > 30; });
  return numbers;
}

struct Span {
  std::int64_t first = 0;  ///< in whole pixels from zero
  std::int64_t count = 0;
};

/// Whole pixels that cover [low, high], both counted from a corner of pixels; positions within a ten-thousandth of a
/// pixel of a border count as on it.
Span covering(double low, double high, double pixel) {
  constexpr double kSnapPx = 1e-4;
  constexpr double kLimit = 9e15;
  const double first = std::floor(low / pixel + kSnapPx);
  const double last = std::ceil(high / pixel - kSnapPx);
  if (!(std::abs(first) < kLimit && std::abs(last) < kLimit)) return {0, kMaxGridSide + 1};
  return {static_cast<std::int64_t>(first), std::max<std::int64_t>(1, static_cast<std::int64_t>(last - first))};
}

void check_numbers(double resolution_m, double context_m) {
  if (!(resolution_m > 0) || !std::isfinite(resolution_m)) {
    throw Error({"E4016", fmt::format("a resolution of {} m", format_number(resolution_m)), {}, "give metres above 0"});
  }
  if (!(context_m >= 0) || !std::isfinite(context_m)) {
    throw Error({"E4016", fmt::format("a context of {} m", format_number(context_m)), {}, "give metres, 0 or more"});
  }
}

}  // namespace

std::string UtmZone::note() const {
  const std::string chosen = fmt::format("{} ({})", crs.name, crs.label());
  const std::string centre = fmt::format("{:.4f}, {:.4f}", centre_lon_lat.x, centre_lon_lat.y);
  if (zones.size() < 2) return fmt::format("auto-utm chose {} for an area centred at {}", chosen, centre);
  return fmt::format("the area reaches UTM zones {}; auto-utm chose {}, the zone of its centroid {}",
                     fmt::join(zones, ", "), chosen, centre);
}

UtmZone auto_utm(const Area& area) {
  UtmZone out;
  out.centre_lon_lat = area.centre_lon_lat();
  const auto zone = zone_at(out.centre_lon_lat);
  if (!zone) {
    throw Error({"E4014",
                 fmt::format("auto-utm: the area {} is centred at {:.4f}, {:.4f}, where UTM has no zones", area.source,
                             out.centre_lon_lat.x, out.centre_lon_lat.y),
                 {},
                 out.centre_lon_lat.y > 0 ? "give a polar CRS, such as EPSG:5041 or EPSG:3413"
                                          : "give a polar CRS, such as EPSG:5042 or EPSG:3031"});
  }
  out.crs = parse_crs("EPSG:" + zone->code);
  out.zone = zone->number;
  out.is_north = zone->is_north;
  out.zones = numbers_of(area.bounds_lon_lat());
  return out;
}

Grid grid_for(const Area& area, const std::string& crs_text, double resolution_m, double context_m,
              const Point& corner) {
  check_numbers(resolution_m, context_m);
  const Crs crs = crs_text == kAutoUtm ? auto_utm(area).crs : parse_crs(crs_text);
  if (crs.is_geographic) {
    throw Error({"E4015",
                 fmt::format("the grid's CRS {} counts in degrees, its resolution in metres", crs.label()),
                 {},
                 "use `crs: auto-utm`, or a projected CRS"});
  }
  const double pixel = resolution_m / crs.metres_per_unit;
  const double margin = context_m / crs.metres_per_unit;
  const Area there = area.to_crs(crs);
  const Bounds box = there.bounds();
  const Span x = covering(box.min_x - margin - corner.x, box.max_x + margin - corner.x, pixel);
  const Span y = covering(box.min_y - margin - corner.y, box.max_y + margin - corner.y, pixel);
  const bool too_large = x.count > kMaxGridSide || y.count > kMaxGridSide || x.count > kMaxGridPixels / y.count;
  if (too_large) {
    throw Error(
        {"E4016",
         fmt::format("the area {} at {} m with {} m around it is {} × {} pixels (limits {} on a side, {} in all)",
                     area.source, format_number(resolution_m), format_number(context_m), x.count, y.count, kMaxGridSide,
                     kMaxGridPixels),
         {},
         "check the units of the area's coordinates, or choose coarser pixels"});
  }
  Grid grid = {crs.wkt,
               corner.x + static_cast<double>(x.first) * pixel,
               corner.y + static_cast<double>(y.first + y.count) * pixel,
               pixel,
               pixel,
               x.count,
               y.count};
  set_place(grid, there.crs.place);
  return grid;
}

Window footprint_on(const Grid& source, const Grid& grid) {
  const auto cols = static_cast<double>(source.cols);
  const auto rows = static_cast<double>(source.rows);
  const Bounds box = box_area({source.x_of(0), source.y_of(rows), source.x_of(cols), source.y_of(0)}, source.crs)
                         .to_crs(crs_of(grid))
                         .bounds();
  const auto within = [](double value, std::int64_t limit) {
    return static_cast<std::int64_t>(std::clamp(value, -2.0, static_cast<double>(limit) + 2));
  };
  const std::int64_t left = within(std::floor(grid.col_of(box.min_x)), grid.cols);
  const std::int64_t right = within(std::ceil(grid.col_of(box.max_x)), grid.cols);
  const std::int64_t top = within(std::floor(grid.row_of(box.max_y)), grid.rows);
  const std::int64_t bottom = within(std::ceil(grid.row_of(box.min_y)), grid.rows);
  const Window exact = Window{left, top, right - left, bottom - top}.intersected(grid.window());
  return exact.empty() ? Window{} : exact.expanded(1).intersected(grid.window());
}

bool is_placed(const Grid& grid) {
  return !grid.crs.empty() || grid.origin_x != 0 || grid.origin_y != 0 || grid.pixel_x != 1 || grid.pixel_y != 1;
}

double pixel_metres(const Grid& grid) {
  if (grid.crs.empty()) return grid.pixel_x;
  const Crs crs = parse_crs(grid.crs);
  constexpr double kMetresPerDegree = 111320;
  return grid.pixel_x * (crs.is_geographic ? kMetresPerDegree : crs.metres_per_unit);
}

PixelSizes pixel_sizes(const Grid& grid) {
  const Crs crs = grid.crs.empty() ? Crs{} : parse_crs(grid.crs);
  if (!crs.is_geographic) {
    const double metres = grid.crs.empty() ? 1 : crs.metres_per_unit;
    return [size = PixelSize{grid.pixel_x * metres, grid.pixel_y * metres}](std::int64_t) { return size; };
  }
  return [grid](std::int64_t row) {
    const double latitude = grid.y_of(static_cast<double>(row) + 0.5) * std::numbers::pi / 180;
    const double flat = 1 - kEccentricity2 * std::sin(latitude) * std::sin(latitude);
    const double across = kEquatorM / std::sqrt(flat);
    const double along = across * (1 - kEccentricity2) / flat;
    return PixelSize{grid.pixel_x * std::numbers::pi / 180 * across * std::max(0.0, std::cos(latitude)),
                     grid.pixel_y * std::numbers::pi / 180 * along};
  };
}

}  // namespace greisen::geo
