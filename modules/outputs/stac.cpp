// SPDX-License-Identifier: Apache-2.0
#include "outputs/stac.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "geo/place/crs.hpp"
#include "geo/vectors/vectors.hpp"

namespace greisen::outputs {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kCog = "image/tiff; application=geotiff; profile=cloud-optimized";
constexpr std::array<const char*, 4> kExtensions = {
    "https://stac-extensions.github.io/projection/v1.2.0/schema.json",
    "https://stac-extensions.github.io/raster/v1.1.0/schema.json",
    "https://stac-extensions.github.io/processing/v1.2.0/schema.json",
    "https://stac-extensions.github.io/classification/v1.1.0/schema.json"};

Json finite(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json geometry_of(const geo::Area& area) {
  const geo::Area lon_lat = area.to_crs(geo::wgs84());
  Json parts = Json::array();
  for (const geo::Polygon& polygon : geo::cut_at_antimeridian(lon_lat.polygons)) {
    Json rings = Json::array();
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
      Json points = Json::array();
      const geo::Ring ring = geo::turned(polygon.rings[i], i == 0 ? geo::Turn::counterclockwise : geo::Turn::clockwise);
      const auto add = [&](const geo::Point& point) {
        points.push_back({std::round(point.x * 1e7) / 1e7, std::round(point.y * 1e7) / 1e7});
      };
      for (const geo::Point& point : ring) add(point);
      if (!ring.empty()) add(ring.front());
      rings.push_back(std::move(points));
    }
    parts.push_back(std::move(rings));
  }
  return {{"type", "MultiPolygon"}, {"coordinates", std::move(parts)}};
}

Json box_of(const geo::Area& area) {
  const geo::Bounds box = area.bounds_lon_lat();
  return {box.min_x, box.min_y, box.max_x, box.max_y};
}

Json bands_of(const StacRaster& raster, double gsd_m) {
  Json bands = Json::array();
  for (std::size_t i = 0; i < raster.statistics.size(); ++i) {
    const geo::BandStatistics& own = raster.statistics[i];
    Json band = {{"data_type", raster.type}, {"sampling", "area"}, {"spatial_resolution", gsd_m}};
    if (raster.nodata) band["nodata"] = *raster.nodata;
    if (i < raster.units.size() && !raster.units[i].empty() && raster.units[i] != "1") band["unit"] = raster.units[i];
    if (std::isfinite(own.mean))
      band["statistics"] = {{"minimum", own.minimum},
                            {"maximum", own.maximum},
                            {"mean", own.mean},
                            {"stddev", finite(own.standard_deviation)},
                            {"valid_percent", own.valid_percent}};
    bands.push_back(std::move(band));
  }
  return bands;
}

/// Letters, digits, '-' and '_': what the extension takes as a name.
std::string name_of(const std::string& text) {
  std::string name;
  for (const char letter : text) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') || letter == '-';
    name += plain ? letter : '_';
  }
  return name.empty() ? "_" : name;
}

Json classes_of(const std::vector<geo::RasterClass>& table) {
  Json classes = Json::array();
  for (const geo::RasterClass& one : table)
    classes.push_back({{"value", one.value},
                       {"name", name_of(one.name)},
                       {"title", one.name},
                       {"description", one.name},
                       {"color_hint", fmt::format("{:02X}{:02X}{:02X}", one.rgba[0], one.rgba[1], one.rgba[2])}});
  return classes;
}

/// "evidence/li-pegmatite/dyke_form.tif" is evidence_li-pegmatite_dyke_form.
std::string key_of(const std::string& href) { return name_of(href.substr(0, href.rfind('.'))); }

Json assets_of(const StacFacts& facts) {
  Json assets = Json::object();
  for (const StacRaster& raster : facts.rasters) {
    Json asset = {
        {"href", "../" + raster.href}, {"type", kCog}, {"title", raster.title}, {"roles", Json::array({"data"})}};
    if (!raster.description.empty()) asset["description"] = raster.description;
    asset["raster:bands"] = bands_of(raster, facts.gsd_m);
    if (!raster.expression.empty())
      asset["processing:expression"] = {{"format", "greisen"}, {"expression", raster.expression}};
    if (!raster.classes.empty()) asset["classification:classes"] = classes_of(raster.classes);
    assets[key_of(raster.href)] = std::move(asset);
  }
  for (const StacFile& file : facts.files)
    assets[key_of(file.href) == "targets" ? "targets_" + name_of(file.href.substr(file.href.rfind('.') + 1))
                                          : key_of(file.href)] = {
        {"href", "../" + file.href}, {"type", file.type}, {"title", file.title}, {"roles", Json::array({file.role})}};
  return assets;
}

Json link(const char* rel, const char* href, const char* type = "application/json") {
  return {{"rel", rel}, {"href", href}, {"type", type}};
}

Json moment(const std::string& date, const char* time) { return date + "T" + time + "Z"; }

Json span_of(const StacFacts& facts) {
  if (facts.dates.empty()) return Json::array({nullptr, nullptr});
  return Json::array({moment(facts.dates.front(), "00:00:00"), moment(facts.dates.back(), "23:59:59")});
}

Json properties_of(const StacFacts& facts) {
  const Grid& grid = facts.grid;
  Json properties = {{"title", facts.title}, {"description", facts.description}, {"datetime", nullptr}};
  const bool dated = !facts.dates.empty();
  properties["start_datetime"] = moment(dated ? facts.dates.front() : "1972-07-23", "00:00:00");  // Landsat 1
  properties["end_datetime"] = moment(dated ? facts.dates.back() : "2099-12-31", "23:59:59");
  properties["gsd"] = facts.gsd_m;
  const bool coded = facts.crs_label.starts_with("EPSG:");
  properties["proj:epsg"] = coded ? Json(std::stoi(facts.crs_label.substr(5))) : Json();
  if (coded) properties["proj:code"] = facts.crs_label;
  if (!coded) properties["proj:wkt2"] = grid.crs;
  properties["proj:shape"] = {grid.rows, grid.cols};
  properties["proj:transform"] = {grid.pixel_x, 0, grid.origin_x, 0, -grid.pixel_y, grid.origin_y};
  properties["proj:bbox"] = {grid.origin_x, grid.y_of(static_cast<double>(grid.rows)),
                             grid.x_of(static_cast<double>(grid.cols)), grid.origin_y};
  properties["processing:level"] = "L4";
  std::string scenes;
  for (const std::string& scene : facts.scenes) scenes += (scenes.empty() ? "" : ", ") + scene;
  properties["processing:lineage"] =
      std::string("Made by greisen from") + (facts.synthetic ? " synthetic scenes, made up by it: " : ": ") + scenes;
  if (facts.synthetic) properties["greisen:synthetic"] = true;
  properties["processing:software"] = {{"greisen", facts.version}};
  return properties;
}

Json item_of(const StacFacts& facts) {
  return {{"type", "Feature"},
          {"stac_version", "1.0.0"},
          {"stac_extensions", kExtensions},
          {"id", facts.id},
          {"geometry", geometry_of(facts.area)},
          {"bbox", box_of(facts.area)},
          {"properties", properties_of(facts)},
          {"links", Json::array({link("self", "./item.json", "application/geo+json"), link("root", "./collection.json"),
                                 link("parent", "./collection.json"), link("collection", "./collection.json"),
                                 link("processing-expression", "../run.json")})},
          {"assets", assets_of(facts)},
          {"collection", facts.id + "-runs"}};
}

Json collection_of(const StacFacts& facts) {
  return {{"type", "Collection"},
          {"stac_version", "1.0.0"},
          {"id", facts.id + "-runs"},
          {"title", facts.title},
          {"description", facts.description},
          {"keywords", facts.synthetic ? Json::array({"synthetic"}) : Json::array()},
          {"license", "proprietary"},
          {"extent",
           {{"spatial", {{"bbox", Json::array({box_of(facts.area)})}}},
            {"temporal", {{"interval", Json::array({span_of(facts)})}}}}},
          {"links", Json::array({link("self", "./collection.json"), link("root", "./collection.json"),
                                 link("item", "./item.json", "application/geo+json"),
                                 link("items", "./items.json", "application/geo+json")})}};
}

std::string text_of(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

void write_stac(const std::string& folder, const StacFacts& facts) {
  ensure_folder(folder + "/stac");
  const Json item = item_of(facts);
  write_file_atomically(folder + "/stac/collection.json", text_of(collection_of(facts)));
  write_file_atomically(folder + "/stac/item.json", text_of(item));
  write_file_atomically(folder + "/stac/items.json",
                        text_of({{"type", "FeatureCollection"}, {"features", Json::array({item})}}));
}

}  // namespace greisen::outputs
