// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "geo/place/crs.hpp"
#include "geo/place/datum_shift.hpp"
#include "geo/vectors/table.hpp"
#include "geo/vectors/table_heads.hpp"
#include "geo/vectors/table_numbers.hpp"

namespace greisen::geo {

/// Do these heads tell where rows lie: longitude and latitude, x and y, or WKT?
bool names_places(const std::vector<std::string>& heads);

struct PlacedRow {
  std::optional<Point> place;  ///< in the target's CRS; none: see `why`
  Point given = {};
  std::string crs = {};
  std::string why = {};  ///< "'4l.5' is no latitude"
};

/// Of the rows of one table: each is looked up, and has a transformation of its own.
inline constexpr std::size_t kMostCrsOfTable = 60;

/// Where the rows of a table lie.
class TablePlaces {
 public:
  /// E3203 where the table has x and y and nothing tells their CRS.
  TablePlaces(const Table& table, const VectorFile& file, Crs target);
  /// Errors of a row's own CRS are told as why it lies nowhere. E3235 above kMostCrsOfTable of them.
  PlacedRow of(const TableRow& row);
  [[nodiscard]] const NumberStyle& style() const { return style_; }
  /// What brought rows of other datums to the target's, each once.
  [[nodiscard]] const std::vector<DatumShift>& shifts() const { return shifts_; }

 private:
  using At = std::optional<std::size_t>;

  /// A longitude or latitude, in one column or in several.
  struct AngleColumns {
    At degrees;
    At minutes;
    At seconds;
    At direction;
  };

  static AngleColumns angle_columns(const std::vector<std::string>& heads, Head axis);
  [[nodiscard]] std::string cell(const TableRow& row, const At& column) const;
  [[nodiscard]] std::string angle_text(const TableRow& row, const AngleColumns& columns) const;
  [[nodiscard]] PlacedRow degrees(const TableRow& row) const;
  [[nodiscard]] PlacedRow metres(const TableRow& row) const;
  [[nodiscard]] PlacedRow shape(const TableRow& row) const;
  [[nodiscard]] std::string crs_of(const TableRow& row, double north_m) const;
  [[nodiscard]] std::string crs_of_degrees(const TableRow& row) const;
  void find_columns(const std::vector<std::string>& heads);
  void need_crs(const VectorFile& file) const;
  const Crs& called(const std::string& crs) const;
  Point moved(const Point& place, const std::string& crs);

  Crs target_;
  std::optional<Crs> shapes_crs_;
  std::string given_crs_;  ///< of the survey
  bool given_is_geographic_ = false;
  AngleColumns lon_, lat_;
  At east_, north_, crs_, zone_, datum_, shape_;
  HeadCrs told_;       ///< by the heads
  bool west_ = false;  ///< longitudes count west, by their head
  bool south_ = false;
  std::string lon_crs_;  ///< of longitudes, by their head
  NumberStyle style_;
  std::string path_;                                                     ///< for messages
  mutable std::map<std::string, std::variant<Crs, Error>> crs_of_text_;  ///< each parsed once
  std::map<std::string, PointTransform> by_crs_;                         ///< each made once
  std::vector<DatumShift> shifts_;
};

}  // namespace greisen::geo
