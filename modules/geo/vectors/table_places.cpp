// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/table_places.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <ogr_geometry.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/place/ogr_support.hpp"

namespace greisen::geo {
namespace {

PlacedRow nowhere(std::string why) { return {{}, {}, {}, std::move(why)}; }

std::string no_number(const std::string& text, const char* what) {
  if (text.empty()) return fmt::format("it has no {}", what);
  return fmt::format("'{}' is no {}", printable(text, 40), what);
}

/// "25830" and "epsg 25830" as "EPSG:25830".
std::string crs_text(const std::string& text) {
  const std::string own = lower(text).starts_with("epsg") ? text.substr(4) : text;
  const auto digits = own.find_first_of("0123456789");
  const std::string code = digits == std::string::npos ? "" : std::string(trim(own.substr(digits)));
  const bool plain = own.find_first_not_of(" :0123456789") == std::string::npos;
  return plain && parse_int64(code) ? "EPSG:" + code : text;
}

/// "666100 m" → "666100".
std::string_view without_unit(std::string_view text) {
  if (text.size() > 1 && text.ends_with('m')) text.remove_suffix(1);
  return trim(text);
}

/// The datum of a CRS of UTM zones, from its code.
std::string datum_of_zone(const Crs& crs) {
  const auto code = parse_int64(crs.code).value_or(0);
  if (code > 25800 && code < 25861) return "ETRS89";
  if (code > 23000 && code < 23061) return "ED50";
  return (code > 32600 && code < 32661) || (code > 32700 && code < 32761) ? "WGS84" : "";
}

}  // namespace

bool names_places(const std::vector<std::string>& heads) {
  const auto has = [&](Head column) { return column_of(heads, column).has_value(); };
  return (has(Head::longitude) && has(Head::latitude)) || (has(Head::east) && has(Head::north)) || has(Head::shape);
}

TablePlaces::TablePlaces(const Table& table, const VectorFile& file, Crs target)
    : target_(std::move(target)), shapes_crs_(table.crs), given_crs_(file.crs), path_(file.path) {
  if (shapes_crs_) return;
  if (!given_crs_.empty()) given_is_geographic_ = called(given_crs_).is_geographic;
  find_columns(table.heads);
  std::vector<std::string> numbers;
  for (const TableRow& row : table.rows)
    for (const At& column : {lon_.degrees, lat_.degrees, east_, north_})
      if (column && *column < row.cells.size()) numbers.push_back(row.cells[*column]);
  style_ = style_of(numbers);
  need_crs(file);
}

TablePlaces::AngleColumns TablePlaces::angle_columns(const std::vector<std::string>& heads, Head axis) {
  AngleColumns found;
  found.degrees = column_of(heads, axis);
  if (!found.degrees) return found;
  const auto part = [&](AnglePart wanted) { return column_of_part(heads, axis, wanted, *found.degrees); };
  found.minutes = part(AnglePart::minutes);
  if (found.minutes) found.seconds = part(AnglePart::seconds);
  found.direction = part(AnglePart::direction);
  return found;
}

void TablePlaces::find_columns(const std::vector<std::string>& heads) {
  lon_ = angle_columns(heads, Head::longitude);
  lat_ = angle_columns(heads, Head::latitude);
  east_ = column_of(heads, Head::east);
  north_ = column_of(heads, Head::north);
  crs_ = column_of(heads, Head::crs);
  zone_ = column_of(heads, Head::zone);
  datum_ = column_of(heads, Head::datum);
  shape_ = column_of(heads, Head::shape);
  if (!lon_.degrees || !lat_.degrees) lon_ = lat_ = {};
  if (!east_ || !north_) east_.reset(), north_.reset();
  if (east_) told_ = crs_of_head(heads[*east_]);
  if (zone_ && told_.datum.empty()) told_.datum = datum_of(heads[*zone_]);
  if (lon_.degrees) {
    west_ = counts_back(heads[*lon_.degrees]);
    south_ = counts_back(heads[*lat_.degrees]);
    const std::string datum = datum_of(heads[*lon_.degrees]);
    lon_crs_ = datum == "ED50" ? "EPSG:4230" : datum == "ETRS89" ? "EPSG:4258" : "";
  }
}

void TablePlaces::need_crs(const VectorFile& file) const {
  if (lon_.degrees || crs_ || !given_crs_.empty() || (!east_ && !shape_)) return;
  const bool datum = datum_ || !told_.datum.empty();
  if (!told_.crs.empty() || (datum && (zone_ || told_.zone > 0))) return;
  const std::string lacking = zone_ || told_.zone > 0 ? "which datum its UTM zone belongs to" : "in which CRS they are";
  refuse_vectors("E3203", file.path, "its coordinates are x and y, and nothing tells " + lacking,
                 (file.key.empty() ? std::string("add a column crs")
                                   : "give it: " + named_so(file, "crs", "\"EPSG:…\"") + ", or add a column crs") +
                     ": EPSG:25829 is ETRS89, EPSG:23029 ED50, both of UTM 29N");
}

std::string TablePlaces::cell(const TableRow& row, const At& column) const {
  return column && *column < row.cells.size() ? row.cells[*column] : std::string();
}

std::string TablePlaces::angle_text(const TableRow& row, const AngleColumns& columns) const {
  std::string text = cell(row, columns.degrees);
  for (const At& part : {columns.minutes, columns.seconds, columns.direction})
    if (const std::string own = cell(row, part); !own.empty()) text += " " + own;
  return text;
}

std::string TablePlaces::crs_of_degrees(const TableRow& row) const {
  const std::string own = crs_text(cell(row, crs_));
  if (!own.empty() && called(own).is_geographic) return own;
  if (given_is_geographic_) return given_crs_;
  return lon_crs_.empty() ? "EPSG:4326" : lon_crs_;
}

std::string TablePlaces::crs_of(const TableRow& row, double north_m) const {
  if (const std::string own = crs_text(cell(row, crs_)); !own.empty()) return own;
  HeadCrs utm = told_;
  if (const HeadCrs zone = zone_of(cell(row, zone_)); zone.zone > 0) utm.zone = zone.zone, utm.band = zone.band;
  if (const std::string datum = datum_of(cell(row, datum_)); !datum.empty()) utm.datum = datum;
  if (utm.datum.empty() && zone_ && !given_crs_.empty()) utm.datum = datum_of_zone(called(given_crs_));
  if (const std::string code = utm_of(utm, north_m); !code.empty()) return code;
  return !told_.crs.empty() ? told_.crs : given_crs_;
}

PlacedRow TablePlaces::degrees(const TableRow& row) const {
  const std::string lon_text = angle_text(row, lon_);
  const std::string lat_text = angle_text(row, lat_);
  const auto lon = angle_of(lon_text, Axis::longitude, style_);
  const auto lat = angle_of(lat_text, Axis::latitude, style_);
  if (!lon) return nowhere(no_number(lon_text, "longitude"));
  if (!lat) return nowhere(no_number(lat_text, "latitude"));
  if (std::abs(*lon) > 360)
    return nowhere(no_number(lon_text, "longitude in degrees (metres go into columns x, y and crs)"));
  if (std::abs(*lat) > 90)
    return nowhere(no_number(lat_text, "latitude within ±90° (is it exchanged with the longitude?)"));
  const Point place = {west_ ? -std::abs(*lon) : *lon, south_ ? -std::abs(*lat) : *lat};
  return {place, place, crs_of_degrees(row), {}};
}

PlacedRow TablePlaces::metres(const TableRow& row) const {
  const std::string x_text = cell(row, east_);
  const std::string y_text = cell(row, north_);
  const auto x = number_of(without_unit(x_text), style_);
  const auto y = number_of(without_unit(y_text), style_);
  if (!x) return nowhere(no_number(x_text, "x"));
  if (!y) return nowhere(no_number(y_text, "y"));
  const std::string crs = crs_of(row, *y);
  if (crs.empty()) return nowhere("nothing tells the CRS of its x and y");
  return {Point{*x, *y}, {*x, *y}, crs, {}};
}

PlacedRow TablePlaces::shape(const TableRow& row) const {
  const GdalFailures quiet;
  OGRGeometry* made = nullptr;
  const std::string text = cell(row, shape_);
  OGRGeometryFactory::createFromWkt(text.c_str(), nullptr, &made);
  const std::unique_ptr<OGRGeometry> geometry(made);
  OGRPoint middle;
  if (!geometry || geometry->IsEmpty() != 0 || geometry->Centroid(&middle) != OGRERR_NONE)
    return nowhere(no_number(text, "WKT"));
  const std::string crs = crs_of(row, middle.getY());
  if (crs.empty()) return nowhere("nothing tells the CRS of its WKT");
  return {Point{middle.getX(), middle.getY()}, {middle.getX(), middle.getY()}, crs, {}};
}

/// The CRS of a text, or the error it gives.
const Crs& TablePlaces::called(const std::string& crs) const {
  auto found = crs_of_text_.find(crs);
  if (found == crs_of_text_.end()) {
    if (crs_of_text_.size() == kMostCrsOfTable)
      refuse_vectors("E3235", path_,
                     fmt::format("its rows name more than {} coordinate reference systems", kMostCrsOfTable),
                     "bring all rows to one CRS, or split the table");
    try {
      found = crs_of_text_.emplace(crs, parse_crs(crs)).first;
    } catch (const Error& error) {
      found = crs_of_text_.emplace(crs, error).first;
    }
  }
  if (const auto* const wrong = std::get_if<Error>(&found->second)) throw Error(*wrong);
  return std::get<Crs>(found->second);
}

Point TablePlaces::moved(const Point& place, const std::string& crs) {
  auto found = by_crs_.find(crs);
  if (found == by_crs_.end()) {
    const Crs& from = called(crs);
    found = by_crs_.emplace(crs, PointTransform(from, target_)).first;
    if (const auto shift = datum_shift(from, target_); shift && std::ranges::find(shifts_, *shift) == shifts_.end())
      shifts_.push_back(*shift);
  }
  return found->second.apply(place);
}

PlacedRow TablePlaces::of(const TableRow& row) {
  if (shapes_crs_ && !row.place) return nowhere("it has no shape");
  PlacedRow placed;
  try {
    if (shapes_crs_) {
      placed = {row.place, *row.place, shapes_crs_->wkt, {}};
    } else {
      if (lon_.degrees) placed = degrees(row);
      const std::string why = placed.why;
      if (!placed.place && east_) placed = metres(row);
      if (!placed.place && shape_) placed = shape(row);
      if (!placed.place && lon_.degrees && !(angle_text(row, lon_) + angle_text(row, lat_)).empty()) placed.why = why;
    }
    if (placed.place) placed.place = moved(placed.given, placed.crs);
  } catch (const Error& error) {
    if (shapes_crs_ || error.code() == "E3235") throw;  // all rows have that CRS, or too many have one each
    return nowhere(error.problems().front().what);
  }
  if (placed.place && !(std::isfinite(placed.place->x) && std::isfinite(placed.place->y)))
    return nowhere(fmt::format("{}, {} is no place in its CRS (are they exchanged?)", format_number(placed.given.x),
                               format_number(placed.given.y)));
  return placed;
}

}  // namespace greisen::geo
