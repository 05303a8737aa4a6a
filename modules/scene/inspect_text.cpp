// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "geo/vsi.hpp"
#include "scene/inspect.hpp"

namespace greisen::scene {
namespace {

using Json = nlohmann::ordered_json;

void line(std::string& text, std::string_view key, std::string_view value) {
  if (!value.empty()) text += fmt::format("  {:<10} {}\n", key, value);
}

/// The name of a CRS out of its WKT2: the first quoted word.
std::string crs_name(const std::string& wkt) {
  const std::size_t begin = wkt.find('"');
  const std::size_t end = begin == std::string::npos ? begin : wkt.find('"', begin + 1);
  return end == std::string::npos ? "none" : wkt.substr(begin + 1, end - begin - 1);
}

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
  line(text, "CRS", crs_name(scene.crs));
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
  std::string text = head_text(report.scene) + bands_text(report.bands);
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
            {"quality", quality_paths(scene)}};
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
