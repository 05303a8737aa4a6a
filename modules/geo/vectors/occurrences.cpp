// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/occurrences.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/place/ogr_support.hpp"
#include "geo/vectors/table.hpp"
#include "geo/vectors/table_heads.hpp"
#include "geo/vectors/table_places.hpp"

namespace greisen::geo {
namespace {

class Reader {
 public:
  Reader(const VectorFile& file, const std::string& commodity_field, const Crs& target)
      : file_(file),
        table_(read_table(file, {"points or a table with coordinates", "lon,lat or x,y,crs", names_places, true},
                          kMostOccurrences)),
        places_(table_, file, target) {
    name_ = column_of(table_.heads, Head::name);
    id_ = column_of(table_.heads, Head::id);
    if (id_ == name_) id_.reset();
    type_ = column_of(table_.heads, Head::type);
    accuracy_ = column_of(table_.heads, Head::accuracy);
    commodity_ = commodity_field.empty() ? column_of(table_.heads, Head::commodity)
                                         : column_named(table_.heads, commodity_field);
    if (!commodity_field.empty() && !commodity_)
      refuse_vectors("E3206", file.path, "it has no column " + printable(commodity_field),
                     suggestion(commodity_field, table_.heads));
  }

  Occurrences run() {
    for (const TableRow& row : table_.rows) take(row);
    found_.notes = table_.notes;
    found_.shifts = places_.shifts();
    if (not_understood_ > 0)
      found_.notes.push_back(
          fmt::format("{} of its accuracies are not understood, the first '{}' in row {}: give metres", not_understood_,
                      printable(first_accuracy_), first_row_));
    if (!found_.points.empty()) return std::move(found_);
    if (found_.unplaced.empty())
      refuse_vectors("E3202", file_.path, "it holds no points", "give points, or a table with lon,lat or x,y,crs");
    const UnplacedRow& first = found_.unplaced.front();
    refuse_vectors(
        "E3208", file_.path,
        fmt::format("none of its {} rows can be placed; row {}: {}", found_.unplaced.size(), first.number, first.why),
        "give longitude and latitude in degrees, or x and y with their crs, as numbers");
  }

 private:
  static std::string cell(const TableRow& row, const std::optional<std::size_t>& column) {
    return column && *column < row.cells.size() ? printable(row.cells[*column], 200) : std::string();
  }

  void take(const TableRow& row) {
    Occurrence one;
    one.id = cell(row, id_);
    one.name = cell(row, name_);
    const PlacedRow placed = places_.of(row);
    if (!placed.place) {
      found_.unplaced.push_back({row.number, one.name.empty() ? one.id : one.name, placed.why});
      return;
    }
    one.place = *placed.place;
    one.given = placed.given;
    one.given_crs = placed.crs;
    one.commodity = cell(row, commodity_);
    one.type = cell(row, type_);
    if (const std::string text = cell(row, accuracy_); !text.empty()) {
      one.accuracy_m = metres_of(text, places_.style(), is_in_km(table_.heads[*accuracy_]) ? 1000 : 1);
      if (!one.accuracy_m && not_understood_++ == 0) {
        first_accuracy_ = text;
        first_row_ = row.number;
      }
    }
    found_.points.push_back(std::move(one));
  }

  const VectorFile& file_;
  Table table_;
  TablePlaces places_;
  std::optional<std::size_t> name_;
  std::optional<std::size_t> id_;
  std::optional<std::size_t> type_;
  std::optional<std::size_t> accuracy_;
  std::optional<std::size_t> commodity_;
  std::size_t not_understood_ = 0;
  std::string first_accuracy_;
  std::int64_t first_row_ = 0;
  Occurrences found_;
};

}  // namespace

Occurrences read_occurrences(const VectorFile& file, const std::string& commodity_field, const Crs& target) {
  const GdalSession session;
  const GdalFailures failures;
  return Reader(file, commodity_field, target).run();
}

}  // namespace greisen::geo
