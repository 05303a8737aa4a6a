// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "geo/place/shapes.hpp"
#include "raster/grid.hpp"

namespace greisen::geo {

/// A horizontal CRS whose coordinates are always x = east, y = north (lon, lat in degrees for geographic ones).
struct Crs {
  std::string wkt;        ///< WKT2:2019 on one line; the registry's own text where the CRS is a registered one
  std::string name;       ///< such as "WGS 84 / UTM zone 19S"
  std::string authority;  ///< "EPSG", or empty
  std::string code;       ///< "32719", or empty
  bool is_geographic = false;
  double metres_per_unit = 0;  ///< of projected coordinates; 0 for geographic ones
  /// Where its coordinates are used, lon/lat (WGS 84): datum shifts to and from it are those of this place. All zero:
  /// not told. Tells no CRSs apart.
  Bounds place = {};

  /// "EPSG:32719", or the name where there is no code.
  [[nodiscard]] std::string label() const;
};

/// From "EPSG:32719", WKT 1 or 2, a PROJ string, a URN or a name. The vertical part of a compound CRS is dropped.
/// Equal CRSs give equal `wkt`. Throws E4010 (unknown), E4011 (not horizontal, or axes that point west or south).
Crs parse_crs(const std::string& text);

/// The CRS of a grid, with the grid's place.
Crs crs_of(const Grid& grid);
void set_place(Grid& grid, const Bounds& lon_lat);

/// EPSG:4326 as lon, lat.
Crs wgs84();

/// Lon/lat bounds of a box, without a datum shift (good to some hundred metres): the `extent` of a PointTransform. Lon
/// runs on beyond ±180°. All zero where the box lies outside the CRS.
Bounds rough_lon_lat(const Crs& crs, const Bounds& box);

/// The shift that makes coordinates of `from` those of `to`, where that is all the difference in a box of `from`: two
/// projections of other false origins (the northern and the southern zone of UTM), datums between which PROJ shifts
/// nothing (ETRS89 and WGS 84). None where more differs.
std::optional<Point> shift_between(const Crs& from, const Crs& to, const Bounds& box);

/// Points from one CRS to another by one operation of PROJ's database, the best for a place; never a ballpark one.
/// One per thread: apply() is const but uses one PROJ context.
class PointTransform {
 public:
  /// The place is that of `to`, else that of `from`, so that all that meets in one survey meets by one operation; where
  /// neither tells one it is `extent`: where the points lie, lon/lat (WGS 84). All zero: anywhere. min_x > max_x
  /// crosses the antimeridian.
  /// Throws E4012 where only a ballpark transformation, or none, exists (a missing datum-shift grid counts as none).
  PointTransform(const Crs& from, const Crs& to, const Bounds& extent = {});
  PointTransform(PointTransform&& other) noexcept;
  PointTransform& operator=(PointTransform&& other) noexcept;
  ~PointTransform();

  /// In place; a point outside the operation's domain becomes NaN, NaN. Returns how many did.
  std::size_t apply(std::span<double> x, std::span<double> y) const;
  [[nodiscard]] Point apply(Point point) const;
  [[nodiscard]] Point invert(Point point) const;

  [[nodiscard]] bool is_identity() const;
  /// Of the datum shift, as the registry states it; 0 where the datum is the same, NaN where unknown.
  [[nodiscard]] double accuracy_m() const;
  /// PROJ's name of the operation.
  [[nodiscard]] const std::string& operation() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greisen::geo
