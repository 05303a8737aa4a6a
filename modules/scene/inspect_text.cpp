// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/crs.hpp"
#include "geo/place/lon_lat_box.hpp"
#include "scene/inspect.hpp"

namespace greisen::scene {
namespace {

using Json = nlohmann::ordered_json;

void line(std::string& text, std::string_view key, std::string_view value) {
  if (!value.empty()) text += fmt::format("  {:<10} {}\n", key, value);
}

/// "EPSG:32629", or the name of a CRS without a code; empty where there is none.
std::string crs_code(const Scene& scene) { return scene.crs.empty() ? "" : geo::parse_crs(scene.crs).label(); }

std::string crs_text(const Scene& scene) {
  if (scene.crs.empty()) return "none";
  const geo::Crs crs = geo::parse_crs(scene.crs);
  return crs.label() == crs.name ? crs.name : crs.label() + " (" + crs.name + ")";
}

/// Of the finest band: least and greatest x, least and greatest y.
geo::Bounds extent_of(const Scene& scene) {
  const Grid& grid = scene.footprints.front();
  return {grid.x_of(0), grid.y_of(static_cast<double>(grid.rows)), grid.x_of(static_cast<double>(grid.cols)),
          grid.y_of(0)};
}

std::string extent_text(const Scene& scene) {
  if (scene.footprints.empty()) return {};
  const geo::Bounds box = extent_of(scene);
  const std::string own =
      fmt::format("x {:.10g} to {:.10g}, y {:.10g} to {:.10g}", box.min_x, box.max_x, box.min_y, box.max_y);
  return scene.crs.empty() ? own : own + "; " + geo::lon_lat_text(geo::lon_lat_of(scene.footprints.front()));
}

std::string coverage_text(const SceneReport& report) {
  if (!report.coverage) return {};
  return fmt::format("{:.1f} % of the area lies in its frame, {:.1f} % is measured", report.coverage->frame_percent,
                     report.coverage->measured_percent);
}

Json box_json(const geo::Bounds& box) { return Json::array({box.min_x, box.min_y, box.max_x, box.max_y}); }

std::string sun_text(const Scene& scene) {
  if (!scene.sun_zenith_deg || !scene.sun_azimuth_deg) return "unknown";
  return fmt::format("zenith {:.2f} deg, azimuth {:.2f} deg", *scene.sun_zenith_deg, *scene.sun_azimuth_deg);
}

std::string quality_text(const Scene& scene) {
  std::vector<std::string> layers;
  for (const SceneQuality& layer : scene.quality)
    layers.push_back(layer.meaning.name + " in " + geo::file_name(layer.source.path));
  return layers.empty() ? "none" : join(layers, ", ");
}

Json quality_paths(const Scene& scene) {
  Json paths = Json::array();
  for (const SceneQuality& layer : scene.quality) paths.push_back(layer.source.path);
  return paths;
}

std::string or_unknown(const std::string& text) { return text.empty() ? "unknown" : text; }

std::string head_text(const Scene& scene) {
  std::string text = scene.id + "\n";
  line(text, "layout", scene.layout);
  line(text, "sensor", or_unknown(scene.sensor) + (scene.platform.empty() ? "" : " (" + scene.platform + ")"));
  line(text, "level", or_unknown(scene.level) + (scene.baseline.empty() ? "" : ", baseline " + scene.baseline));
  line(text, "values", scene.kind == Kind::dn ? "digital numbers" : std::string(to_word(scene.kind)) + " reflectance");
  line(text, "date", or_unknown(scene.date) + (scene.time.empty() ? "" : " " + scene.time + " UTC"));
  line(text, "tile", scene.tile);
  line(text, "sun", sun_text(scene));
  line(text, "cloud", scene.cloud_percent ? fmt::format("{:.1f} %", *scene.cloud_percent) : "unknown");
  line(text, "CRS", crs_text(scene));
  line(text, "extent", extent_text(scene));
  line(text, "quality", quality_text(scene));
  for (const Decision& decision : scene.decisions)
    line(text, decision.what, decision.value + " (" + decision.why + ")");
  return text;
}

/// "0", "mask", "0, alpha"
std::string missing_text(const BandReport& band) {
  const std::string nodata = band.has_nodata ? format_number(band.nodata) : "";
  if (band.mask.empty()) return nodata.empty() ? "-" : nodata;
  return nodata.empty() ? band.mask : nodata + ", " + band.mask;
}

std::string bands_text(const std::vector<BandReport>& bands) {
  std::string text = fmt::format(
      "  {:<8} {:<13} {:>7} {:>14} {:<8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8} {:>8} {:>8}  {}\n", "band", "role",
      "pixel", "size", "type", "block", "nodata", "scale", "offset", "", "P1", "P50", "P99", "file");
  for (const BandReport& band : bands) {
    const auto percentile = [&](double value) { return band.sampled == 0 ? std::string("-") : format_number(value); };
    text += fmt::format("  {:<8} {:<13} {:>7} {:>14} {:<8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8} {:>8} {:>8}  {}\n",
                        band.name, band.role, format_number(band.pixel_m), fmt::format("{} x {}", band.cols, band.rows),
                        band.type, fmt::format("{}x{}", band.block_cols, band.block_rows), missing_text(band),
                        format_number(band.scale), format_number(band.offset), "", percentile(band.p1_dn),
                        percentile(band.p50_dn), percentile(band.p99_dn), geo::file_name(band.file));
  }
  return text +
         "  P1, P50, P99: percentiles of DN of measured pixels, at full resolution, of blocks spread over the file\n";
}

Json optional_number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json band_json(const BandReport& band) {
  const auto percentile = [&](double value) { return band.sampled == 0 ? Json(nullptr) : Json(value); };
  return Json{{"name", band.name},
              {"role", band.role},
              {"file", band.file},
              {"band", band.band},
              {"cols", band.cols},
              {"rows", band.rows},
              {"pixel_m", band.pixel_m},
              {"type", band.type},
              {"nodata", band.has_nodata ? Json(band.nodata) : Json(nullptr)},
              {"mask", band.mask.empty() ? Json(nullptr) : Json(band.mask)},
              {"block_cols", band.block_cols},
              {"block_rows", band.block_rows},
              {"scale", band.scale},
              {"offset", band.offset},
              {"sampled", band.sampled},
              {"p1_dn", percentile(band.p1_dn)},
              {"p50_dn", percentile(band.p50_dn)},
              {"p99_dn", percentile(band.p99_dn)}};
}

}  // namespace

std::string to_text(const SceneReport& report) {
  std::string text = head_text(report.scene);
  line(text, "covers", coverage_text(report));
  text += bands_text(report.bands);
  for (const std::string& warning : report.scene.warnings) text += "  warning: " + warning + "\n";
  return text;
}

std::string to_json(const SceneReport& report) {
  const Scene& scene = report.scene;
  Json json{{"id", scene.id},
            {"layout", scene.layout},
            {"sensor", scene.sensor},
            {"platform", scene.platform},
            {"level", scene.level},
            {"baseline", scene.baseline},
            {"kind", to_word(scene.kind)},
            {"date", scene.date},
            {"time", scene.time},
            {"tile", scene.tile},
            {"sun_zenith_deg", optional_number(scene.sun_zenith_deg)},
            {"sun_azimuth_deg", optional_number(scene.sun_azimuth_deg)},
            {"cloud_percent", optional_number(scene.cloud_percent)},
            {"crs", scene.crs},
            {"crs_code", crs_code(scene)},
            {"quality", quality_paths(scene)}};
  if (!scene.footprints.empty()) {
    json["extent"] = box_json(extent_of(scene));
    if (!scene.crs.empty()) json["extent_lon_lat"] = box_json(geo::lon_lat_of(scene.footprints.front()));
  }
  if (report.coverage) {
    json["area_in_frame_percent"] = report.coverage->frame_percent;
    json["area_measured_percent"] = report.coverage->measured_percent;
  }
  json["bands"] = Json::array();
  for (const BandReport& band : report.bands) json["bands"].push_back(band_json(band));
  json["decisions"] = Json::array();
  for (const Decision& decision : scene.decisions) {
    json["decisions"].push_back(Json{{"what", decision.what}, {"value", decision.value}, {"why", decision.why}});
  }
  json["warnings"] = scene.warnings;
  json["files"] = scene.files;
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace greisen::scene
