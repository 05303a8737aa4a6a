// SPDX-License-Identifier: Apache-2.0
#include "geo/occurrences.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal_failures.hpp"
#include "geo/gdal_session.hpp"
#include "geo/ogr_support.hpp"
#include "geo/untouched.hpp"

namespace greisen::geo {
namespace {

/// Moves points of many coordinate reference systems, each transformation made once.
class Mover {
 public:
  explicit Mover(Crs target) : target_(std::move(target)) {}
  Point operator()(const Point& place, const std::string& text) {
    auto found = by_crs_.find(text);
    if (found == by_crs_.end()) {
      const Crs crs = parse_crs(text);
      found = by_crs_.emplace(text, PointTransform(crs, target_)).first;
      if (const auto shift = datum_shift(crs, target_); shift && std::ranges::find(shifts, *shift) == shifts.end())
        shifts.push_back(*shift);
    }
    return found->second.apply(place);
  }

  std::vector<DatumShift> shifts;

 private:
  Crs target_;
  std::map<std::string, PointTransform> by_crs_;
};

class Reader {
 public:
  Reader(const std::string& path, const std::string& commodity_field, const Crs& target)
      : path_(path), commodity_field_(commodity_field), move_(target) {}

  Occurrences run() {
    const GdalSession session;
    const GdalFailures failures;
    const GDALDatasetUniquePtr file(GDALDataset::Open(untouched(path_).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    if (!file)
      refuse_vectors("E3201", path_, "no table that can be opened: " + failures.text(),
                     "give points as GeoPackage, shapefile or GeoJSON, or a CSV with lon,lat");
    for (OGRLayer* layer : file->GetLayers()) read_layer(*layer);
    if (found_.points.empty() && found_.without_place == 0)
      refuse_vectors("E3202", path_, "it holds no points", "give points, or a CSV with lon,lat or x,y,crs");
    found_.shifts = std::move(move_.shifts);
    return std::move(found_);
  }

 private:
  static int field(OGRLayer& layer, const char* name) { return layer.FindFieldIndex(name, FALSE); }

  void read_layer(OGRLayer& layer) {
    const bool table = layer.GetGeomType() == wkbNone;
    if (table && (field(layer, "lon") < 0 || field(layer, "lat") < 0) &&
        (field(layer, "x") < 0 || field(layer, "y") < 0 || field(layer, "crs") < 0))
      refuse_vectors("E3206", path_, "the table has neither lon,lat nor x,y,crs",
                     "name its columns so in the first line");
    const std::string crs = table ? "" : wkt_of(layer, path_);
    for (const OGRFeatureUniquePtr& row : layer) {
      if (found_.points.size() >= kMostOccurrences)
        refuse_vectors("E3204", path_, "more than " + std::to_string(kMostOccurrences) + " points",
                       "cut it to the area");
      table ? take_row(layer, *row) : take_shape(layer, *row, crs);
    }
  }

  void take_row(OGRLayer& layer, const OGRFeature& row) {
    const auto number = [&](const char* name) {
      const int at = field(layer, name);
      return at < 0 ? std::nullopt : parse_double(trim(row.GetFieldAsString(at)));
    };
    const auto lon = number("lon");
    const auto lat = number("lat");
    if (lon && lat && std::abs(*lon) <= 360 && std::abs(*lat) <= 90) return add(layer, row, {*lon, *lat}, "EPSG:4326");
    const int crs = field(layer, "crs");
    const std::string text = crs < 0 ? "" : std::string(trim(row.GetFieldAsString(crs)));
    if (number("x") && number("y") && !text.empty()) return add(layer, row, {*number("x"), *number("y")}, text);
    ++found_.without_place;
  }

  void take_shape(OGRLayer& layer, const OGRFeature& row, const std::string& crs) {
    const OGRGeometry* const shape = row.GetGeometryRef();
    if (shape != nullptr && wkbFlatten(shape->getGeometryType()) == wkbPoint && shape->IsEmpty() == 0)
      return add(layer, row, {shape->toPoint()->getX(), shape->toPoint()->getY()}, crs);
    OGRPoint centre;
    if (shape != nullptr && shape->IsEmpty() == 0 && shape->Centroid(&centre) == OGRERR_NONE)
      return add(layer, row, {centre.getX(), centre.getY()}, crs);
    ++found_.without_place;
  }

  void add(OGRLayer& layer, const OGRFeature& row, const Point& place, const std::string& crs) {
    const auto text = [&](const char* name) {
      const int at = field(layer, name);
      return at < 0 ? std::string() : printable(trim(row.GetFieldAsString(at)), 200);
    };
    Occurrence one;
    one.place = move_(place, crs);
    if (!std::isfinite(one.place.x) || !std::isfinite(one.place.y)) {
      ++found_.without_place;
      return;
    }
    one.id = text("id");
    one.name = text("name");
    one.commodity = text(commodity_field_.empty() ? "commodity" : commodity_field_.c_str());
    one.type = text("type");
    if (const auto accuracy = parse_double(text("accuracy_m")); accuracy && *accuracy >= 0) one.accuracy_m = accuracy;
    found_.points.push_back(std::move(one));
  }

  const std::string& path_;
  const std::string& commodity_field_;
  Mover move_;
  Occurrences found_;
};

}  // namespace

Occurrences read_occurrences(const std::string& path, const std::string& commodity_field, const Crs& target) {
  return Reader(path, commodity_field, target).run();
}

}  // namespace greisen::geo
