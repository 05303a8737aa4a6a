// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/vectors/features.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/products/report/parts.hpp"
#include "raster/for_each_tile.hpp"
#include "scene/reasons.hpp"

namespace greisen {
namespace {

using outputs::MapLayer;

constexpr std::size_t kMostVertices = 40'000;  ///< of a vector layer; more would make the page slow
constexpr int kJpegQuality = 82;

std::string data_url(const char* type, const std::string& bytes) {
  return std::string("data:image/") + type + ";base64," + base64(bytes);
}

std::string id_of(const MapLayer& layer) { return layer.file + (layer.table.empty() ? "" : "/" + layer.table); }

Json head_of(const MapLayer& layer) {
  return {{"id", id_of(layer)},  {"title", layer.title},   {"group", join(layer.group, " · ")},
          {"note", layer.about}, {"visible", layer.shown}, {"opacity", layer.style.opacity}};
}

int decimals_for(double low, double high) {
  return std::clamp(3 - static_cast<int>(std::floor(std::log10(std::max(std::abs(high - low), 1e-6)))), 0, 6);
}

/// The value that a fifth of the ground exceeds: less would veil what lies beneath.
double upper_fifth(std::vector<float> values) {
  std::erase_if(values, [](float value) { return std::isnan(value); });
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 4 / 5);
  std::ranges::nth_element(values, at);
  return static_cast<double>(*at);
}

Json value_layer(const ReportSource& source, const MapLayer& layer, const std::vector<float>& plane) {
  Json json = head_of(layer);
  json["kind"] = "value";
  json["png"] = data_url("png", geo::png_of(outputs::levels(plane, source.frame, layer.low, layer.high)));
  json["min"] = layer.low;
  json["max"] = layer.high;
  json["unit"] = layer.unit == "1" ? "" : layer.unit;
  json["palette"] = layer.style.palette + (layer.style.reversed ? "_r" : "");
  json["threshold"] = layer.style.id == "prospectivity";
  if (json["threshold"]) json["hideBelow"] = upper_fifth(plane);
  json["decimals"] = decimals_for(layer.low, layer.high);
  return json;
}

/// Of the model whose classes the layer shows; none known for other layers.
ClassCapture known_in_classes(const ReportSource& source, const MapLayer& layer) {
  for (const ModelUse& use : source.loaded.graph.models)
    if (layer.file == classes_file(use.model->id)) return class_capture(source.loaded, source.folder, *use.model);
  return {};
}

Json class_layer(const ReportSource& source, const MapLayer& layer, std::vector<float> plane) {
  Json json = head_of(layer);
  json["kind"] = "class";
  json["classes"] = Json::array();
  const ClassCapture known = known_in_classes(source, layer);
  std::map<int, int> code_of;  // reasons have more values than a byte: numbered from 1
  for (const geo::RasterClass& one : layer.classes) {
    if (one.rgba[3] == 0) continue;
    const int code = static_cast<int>(code_of.size()) + 1;
    if (code > 255) break;
    code_of[one.value] = code;
    json["classes"].push_back(
        {{"value", code}, {"label", one.name}, {"color", to_hex({one.rgba[0], one.rgba[1], one.rgba[2]})}});
    if (known.all == 0) continue;
    json["classes"].back()["occurrences"] = known.held_in(one.value);
    json["classes"].back()["occurrencesAll"] = known.all;
  }
  for (float& value : plane) {
    const auto found = std::isnan(value) ? code_of.end() : code_of.find(static_cast<int>(value));
    value = found == code_of.end() ? kMissing : static_cast<float>(found->second);
  }
  json["png"] = data_url("png", geo::png_of(outputs::codes(plane, source.frame)));
  return json;
}

Json picture_layer(const ReportSource& source, const MapLayer& layer, std::span<const std::vector<float>> planes) {
  Json json = head_of(layer);
  geo::Picture picture{static_cast<int>(source.frame.grid.cols), static_cast<int>(source.frame.grid.rows), 3, {}};
  picture.pixels.assign(static_cast<std::size_t>(source.frame.grid.window().pixels()) * 3, 255);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const outputs::Stretch& stretch = layer.composite.at(channel);
    const std::vector<float>& plane = planes[channel];
    const geo::Picture grey = outputs::levels(plane, source.frame, stretch.low, stretch.high);
    for (std::size_t i = 0; i < plane.size(); ++i)
      if (grey.pixels[i] != 0) picture.pixels[3 * i + channel] = grey.pixels[i];
  }
  json["kind"] = "picture";
  json["png"] = data_url("jpeg", geo::jpeg_of(picture, kJpegQuality));
  return json;
}

/// Ground of the area that the first model (or no sensor) judged.
Json hatch_layer(const ReportSource& source) {
  const auto& models = source.loaded.graph.models;
  std::vector<outputs::PlaneOf> needed = {{kReasonsFile, 1, outputs::Thinning::nearest}};
  if (!models.empty()) needed.push_back({prospectivity_file(models.front().model->id), 1, outputs::Thinning::nearest});
  const outputs::Planes planes = source.planes(std::move(needed));
  const std::vector<float>& reasons = planes.front();
  std::vector<float> hidden(reasons.size(), kMissing);
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (std::isnan(reasons[i])) continue;
    const std::uint32_t bits = scene::reason_bits(reasons[i]);
    const bool inside = (bits & static_cast<std::uint32_t>(Reason::outside)) == 0;
    if (inside && (models.empty() ? bits != 0 : std::isnan(planes[1][i]))) hidden[i] = 1;
  }
  return {{"id", "not_judged"},
          {"title", source.words("not_judged")},
          {"group", source.words("map_masks")},
          {"note", source.words("not_judged_note")},
          {"visible", true},
          {"opacity", 1},
          {"kind", "hatch"},
          {"label", source.words("not_judged")},
          {"png", data_url("png", geo::png_of(outputs::codes(hidden, source.frame)))}};
}

/// Bands that the picture of a layer is made of.
std::vector<outputs::PlaneOf> planes_of(const MapLayer& layer) {
  if (layer.style.render == Render::classes) return {{layer.file, 1, outputs::Thinning::nearest}};
  if (layer.style.render != Render::composite) return {{layer.file, 1, outputs::Thinning::mean}};
  std::vector<outputs::PlaneOf> planes;
  for (const outputs::Stretch& stretch : layer.composite)
    planes.push_back({layer.file, stretch.band, outputs::Thinning::mean});
  return planes;
}

Json raster_layer(const ReportSource& source, const MapLayer& layer, std::span<const std::vector<float>> planes) {
  switch (layer.style.render) {
    case Render::classes:
      return class_layer(source, layer, planes.front());
    case Render::composite:
      return picture_layer(source, layer, planes);
    default:
      return value_layer(source, layer, planes.front());
  }
}

/// Some layers at a time: their bands are read together, and are gone before the next are.
Json raster_layers(const ReportSource& source, std::span<const MapLayer* const> rasters) {
  constexpr std::size_t kTogether = 4;
  std::vector<Json> drawn(rasters.size());
  for (std::size_t first = 0; first < rasters.size(); first += kTogether) {
    const auto some = rasters.subspan(first, std::min(kTogether, rasters.size() - first));
    std::vector<outputs::PlaneOf> needed;
    std::vector<std::size_t> begins;
    for (const MapLayer* layer : some) {
      begins.push_back(needed.size());
      for (outputs::PlaneOf& one : planes_of(*layer)) needed.push_back(std::move(one));
    }
    const outputs::Planes planes = source.planes(std::move(needed));
    for_each_tile(
        static_cast<std::int64_t>(some.size()), source.threads,
        [&](int, std::int64_t number) {
          const auto i = static_cast<std::size_t>(number);
          drawn[first + i] = raster_layer(source, *some[i], std::span(planes).subspan(begins[i]));
        },
        [] { return true; });
    stop_if_interrupted();
  }
  Json layers = Json::array();
  for (Json& one : drawn) layers.push_back(std::move(one));
  return layers;
}

/// Lines and rings in lon/lat, to a metre, without points that fall on the one before.
class LonLat {
 public:
  explicit LonLat(const geo::Crs& crs) : to_lon_lat_(crs, geo::wgs84()) {}

  [[nodiscard]] Json point(const geo::Point& place) const {
    const geo::Point there = to_lon_lat_.apply(place);
    return {rounded(there.x), rounded(there.y)};
  }
  [[nodiscard]] Json line(const std::vector<geo::Point>& line) const {
    Json points = Json::array();
    for (const geo::Point& one : line) {
      Json next = point(one);
      if (points.empty() || points.back() != next) points.push_back(std::move(next));
    }
    return points;
  }

 private:
  static double rounded(double degrees) { return std::round(degrees * 1e5) / 1e5; }
  geo::PointTransform to_lon_lat_;
};

std::size_t vertices_of(const Json& coordinates) {
  if (coordinates.empty() || coordinates.front().is_number()) return 1;
  std::size_t count = 0;
  for (const Json& part : coordinates) count += vertices_of(part);
  return count;
}

void add_shape(const geo::Feature& feature, const LonLat& lon_lat, const MapLayer& layer, Json& features) {
  const auto add = [&](Json coordinates) {
    Json one = {{"coordinates", std::move(coordinates)}};
    if (!feature.value.empty()) {
      one["label"] = feature.value;
      one["rows"] = Json::array({Json::array({layer.style.label, feature.value})});
    }
    features.push_back(std::move(one));
  };
  if (const auto* polygons = std::get_if<std::vector<geo::Polygon>>(&feature.shape)) {
    Json rings = Json::array();
    for (const geo::Polygon& polygon : *polygons)
      for (const geo::Ring& ring : polygon.rings) rings.push_back(lon_lat.line(ring));
    add(std::move(rings));
  } else if (const auto* lines = std::get_if<geo::Lines>(&feature.shape)) {
    for (const std::vector<geo::Point>& line : lines->parts) add(lon_lat.line(line));
  } else if (const auto* place = std::get_if<geo::Point>(&feature.shape)) {
    add(Json::array({lon_lat.point(*place)}));
  }
}

/// One table of a GeoPackage of the run; none where it is empty or too fine for a page.
std::optional<Json> vector_layer(const ReportSource& source, const MapLayer& layer) {
  geo::FeatureRequest request;
  request.file.path = source.folder + "/" + layer.file;
  if (!geo::is_file(request.file.path)) return {};  // a survey that wants nothing for QGIS
  request.file.layer = layer.table;
  request.field = layer.style.by.empty() ? layer.style.label : layer.style.by;
  const bool lines = layer.style.render == Render::line;
  request.shapes = layer.style.render == Render::point ? geo::ShapeType::point
                   : lines                             ? geo::ShapeType::multi_line
                                                       : geo::ShapeType::multi_polygon;
  const LonLat lon_lat(source.loaded.graph.area.crs);
  Json features = Json::array();
  std::size_t vertices = 0;
  for (const geo::Feature& feature : geo::read_features(request, source.loaded.graph.area.crs)) {
    const std::size_t before = features.size();
    add_shape(feature, lon_lat, layer, features);
    for (std::size_t i = before; i < features.size(); ++i) vertices += vertices_of(features[i]["coordinates"]);
  }
  if (features.empty() || vertices > kMostVertices) return {};
  const Colour colour = layer.style.colour.empty() ? layer.palette.nth(0) : layer.palette.named(layer.style.colour);
  return Json{{"id", id_of(layer)},
              {"title", layer.title},
              {"group", join(layer.group, " · ")},
              {"visible", layer.shown},
              {"kind", layer.style.render == Render::point ? "point"
                       : lines                             ? "line"
                                                           : "polygon"},
              {"color", to_hex(colour)},
              {"width", std::max(1.0, 3.8 * layer.style.width_mm)},
              {"fill", "none"},
              {"radius", 1.9 * layer.style.size_mm},
              {"features", std::move(features)}};
}

bool has_own_place(const MapLayer& layer) {
  return layer.table == "targets" || layer.table == "centroids" || layer.file == "not_judged.gpkg";
}

}  // namespace

Json report_map(const ReportSource& source) {
  std::vector<const MapLayer*> rasters;
  Json vectors = Json::array();
  for (auto layer = source.layers.rbegin(); layer != source.layers.rend(); ++layer) {
    if (!layer->is_vector()) rasters.push_back(&*layer);
    if (!layer->is_vector() || has_own_place(*layer)) continue;
    if (std::optional<Json> drawn = vector_layer(source, *layer)) vectors.push_back(std::move(*drawn));
  }
  Json layers = raster_layers(source, rasters);
  layers.push_back(hatch_layer(source));
  const outputs::WebFrame& frame = source.frame;
  return {{"bounds", {frame.west, frame.south, frame.east, frame.north}},
          {"layers", std::move(layers)},
          {"vectors", std::move(vectors)}};
}

std::string readable(std::string id) {
  std::ranges::replace(id, '_', ' ');
  return id;
}

}  // namespace greisen
