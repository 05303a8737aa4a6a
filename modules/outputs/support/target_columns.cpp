// SPDX-License-Identifier: Apache-2.0
#include "outputs/support/target_columns.hpp"

#include <cmath>
#include <variant>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/place/area.hpp"

namespace greisen::outputs {

namespace {

using geo::Cell;
using geo::CellType;

/// Halves away from zero; −0 becomes 0, so that no file has both.
Cell rounded(double value, int decimals) {
  if (!std::isfinite(value)) return {};
  const double unit = std::pow(10.0, decimals);
  const double result = std::round(value * unit) / unit;
  return result == 0 ? 0.0 : result;
}

/// [0, 180) holds after rounding too.
Cell rounded_strike(double degrees) {
  Cell cell = rounded(degrees, 1);
  const auto* const real = std::get_if<double>(&cell);
  return real != nullptr && *real >= 180 ? Cell{*real - 180} : cell;
}

Cell listed(const std::vector<std::string>& words) { return greisen::join(words, "; "); }

std::string memberships_text(const std::vector<targets::Target::Membership>& memberships) {
  std::vector<std::string> words;
  for (const auto& [evidence, mean] : memberships) words.push_back(fmt::format("{} {:.3f}", evidence, mean));
  return join(words, "; ");
}

}  // namespace

const std::vector<geo::Column>& target_columns() {
  static const std::vector<geo::Column> columns = {{"label", CellType::text},
                                                   {"rank", CellType::integer},
                                                   {"model", CellType::text},
                                                   {"score", CellType::real},
                                                   {"score_low", CellType::real},
                                                   {"score_high", CellType::real},
                                                   {"area_ha", CellType::real},
                                                   {"length_m", CellType::real},
                                                   {"width_m", CellType::real},
                                                   {"strike_deg", CellType::real},
                                                   {"lon", CellType::real},
                                                   {"lat", CellType::real},
                                                   {"x", CellType::real},
                                                   {"y", CellType::real},
                                                   {"branch", CellType::text},
                                                   {"raised_by", CellType::text},
                                                   {"lowered_by", CellType::text},
                                                   {"families", CellType::text},
                                                   {"judged_share", CellType::real},
                                                   {"flags", CellType::text},
                                                   {"known", CellType::text},
                                                   {"nearest_known_m", CellType::real},
                                                   {"land_use", CellType::text},
                                                   {"sensor_dates", CellType::text},
                                                   {"rank_in_area_percent", CellType::real},
                                                   {"rank_with_margin_percent", CellType::real},
                                                   {"elevation_m", CellType::real},
                                                   {"slope_deg", CellType::real},
                                                   {"memberships", CellType::text},
                                                   {"strength", CellType::real}};
  return columns;
}

std::vector<Cell> cells_of(const targets::Target& t) {
  constexpr int kScore = 4;
  constexpr int kDegrees = 7;
  return {t.label,
          std::int64_t{t.rank},
          t.model,
          rounded(t.score, kScore),
          rounded(t.score_low, kScore),
          rounded(t.score_high, kScore),
          rounded(t.area_ha, 3),
          rounded(t.length_m, 1),
          rounded(t.width_m, 1),
          rounded_strike(t.strike_deg),
          rounded(t.lon, kDegrees),
          rounded(t.lat, kDegrees),
          rounded(t.x, 2),
          rounded(t.y, 2),
          t.branch,
          listed(t.raised_by),
          listed(t.lowered_by),
          listed(t.families),
          rounded(t.judged_share, kScore),
          listed(t.flags),
          t.known,
          t.nearest_known_m ? rounded(*t.nearest_known_m, 1) : Cell{},
          listed(t.land_use),
          listed(t.sensor_dates),
          rounded(t.rank_in_area_percent, kScore),
          rounded(t.rank_with_margin_percent, kScore),
          rounded(t.elevation_m, 1),
          rounded(t.slope_deg, 1),
          memberships_text(t.memberships),
          rounded(t.strength, 5)};
}

std::string to_text(const Cell& cell) {
  if (const auto* const integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* const real = std::get_if<double>(&cell)) return format_number(*real);
  if (const auto* const text = std::get_if<std::string>(&cell)) return *text;
  return "";
}

std::vector<geo::Polygon> lon_lat_polygons(const targets::Target& target, const geo::Crs& crs) {
  if (target.polygons.empty()) return {};
  const geo::Area area = {crs, target.polygons, target.label, {}};
  return geo::cut_at_antimeridian(area.to_crs(geo::wgs84()).polygons);
}

std::string degrees_text(double degrees) { return to_text(rounded(degrees, 7)); }

geo::Point place_of(const targets::Target& target) {
  const bool is_place = std::abs(target.lon) <= 180 && std::abs(target.lat) <= 90;
  if (!is_place)
    throw Error({"E1064", fmt::format("the target {} has no place on the globe", printable(target.label))});
  return {target.lon, target.lat};
}

std::string csv_head(const std::vector<geo::Column>& columns) {
  std::vector<std::string> names;
  for (const geo::Column& column : columns) names.push_back(csv_text(column.name));
  return join(names, ",") + "\n";
}

std::string csv_line(const std::vector<geo::Cell>& cells) {
  std::vector<std::string> words;
  for (const geo::Cell& cell : cells) {
    const auto* const text = std::get_if<std::string>(&cell);
    words.push_back(text != nullptr ? csv_text(*text) : to_text(cell));
  }
  return join(words, ",") + "\n";
}

}  // namespace greisen::outputs
