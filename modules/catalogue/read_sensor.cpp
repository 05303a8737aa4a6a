// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalogue/catalogue_reading.hpp"

namespace greisen {
namespace {

std::optional<double> optional_number(const YamlNode& node, std::string_view key) {
  const YamlNode* value = node.find(key);
  return value == nullptr ? std::nullopt : std::optional(value->as_double());
}

Band read_band(const YamlNode& node) {
  Band band;
  band.name = node.at("name").as_string();
  if (const YamlNode* aliases = node.find("aliases")) band.aliases = aliases->as_strings();
  band.role = EntryReader::text(node, "role");
  band.centre_nm = node.at("centre_nm").as_double();
  band.width_nm = node.at("width_nm").as_double();
  band.pixel_m = node.at("pixel_m").as_double();
  band.thermal = node.has("thermal") && node.at("thermal").as_bool();
  if (const YamlNode* number = node.find("metadata_id")) band.metadata_id = static_cast<int>(number->as_int());
  return band;
}

QualityLayer read_quality(const YamlNode& node) {
  QualityLayer layer;
  layer.name = node.at("name").as_string();
  layer.bits = node.at("kind").as_string() == "bits";
  layer.pixel_m = node.at("pixel_m").as_double();
  for (const YamlNode& code : node.at("codes").as_list()) {
    QualityCode one;
    one.code = static_cast<int>(code.at("code").as_int());
    if (const YamlNode* last = code.find("to")) one.to = static_cast<int>(last->as_int());
    if (const YamlNode* field = code.find("of")) one.of = static_cast<int>(field->as_int());
    one.name = code.at("name").as_string();
    one.reason = reason_of(code.at("reason").as_string()).value_or(Reason::nodata);
    layer.codes.push_back(std::move(one));
  }
  return layer;
}

/// Nominal channels of a spectrometer, for what can be said before a scene is seen.
void add_channels(Sensor& sensor, const YamlNode& node, EntryReader& reader) {
  constexpr std::size_t kMostChannels = 2000;
  std::vector<double> centres;
  std::vector<double> widths;
  for (const YamlNode& range : node.at("channels").as_list()) {
    const double step = range.at("step_nm").as_double();
    const double to = range.at("to_nm").as_double();
    const double from = range.at("from_nm").as_double();
    for (int i = 0; from + i * step <= to && centres.size() <= kMostChannels; ++i) {
      centres.push_back(from + i * step);
      widths.push_back(range.at("width_nm").as_double());
    }
  }
  if (centres.size() > kMostChannels) reader.fail("E2203", node, fmt::format("more than {} channels", kMostChannels));
  Band first;
  first.pixel_m = EntryReader::number(node, "pixel_m", 0);
  sensor.bands = {first};
  sensor = with_wavelengths(sensor, centres, widths);
}

void check_names(const Sensor& sensor, const YamlNode& node, EntryReader& reader) {
  std::set<std::string> seen;
  for (const Band& band : sensor.bands) {
    std::set<std::string> own = {lower(band.name)};
    if (!band.role.empty()) own.insert(lower(band.role));
    for (const std::string& alias : band.aliases) own.insert(lower(alias));
    for (const std::string& name : own) {
      if (!seen.insert(name).second)
        reader.fail("E2203", node, fmt::format("two bands of {} answer to '{}'", sensor.id, name));
    }
  }
}

}  // namespace

Sensor read_sensor(const YamlNode& node, EntryReader& reader) {
  Sensor sensor;
  sensor.id = reader.id(node, true);
  sensor.name = node.at("name").as_string();
  sensor.family = EntryReader::text(node, "family", sensor.id);
  sensor.kind = node.at("kind").as_string() == "hyperspectral" ? SensorKind::hyperspectral : SensorKind::multispectral;
  sensor.cloud_buffer_m = EntryReader::number(node, "cloud_buffer_m", sensor.cloud_buffer_m);
  sensor.scale = EntryReader::number(node, "scale", 1);
  sensor.offset = EntryReader::number(node, "offset", 0);
  sensor.nodata_dn = optional_number(node, "nodata_dn");
  sensor.saturated_dn = optional_number(node, "saturated_dn");
  sensor.scaling = EntryReader::text(node, "scaling");
  sensor.source = node.at("source").as_string();
  if (const YamlNode* doubts = node.find("doubts")) sensor.doubts = doubts->as_strings();
  if (const YamlNode* blind = node.find("blind_nm")) {
    for (const YamlNode& range : blind->as_list())
      sensor.blind.push_back({range.as_doubles()[0], range.as_doubles()[1]});
  }
  if (const YamlNode* bands = node.find("bands")) {
    for (const YamlNode& band : bands->as_list()) sensor.bands.push_back(read_band(band));
  }
  if (const YamlNode* quality = node.find("quality")) {
    for (const YamlNode& layer : quality->as_list()) sensor.quality.push_back(read_quality(layer));
  }
  if (sensor.contiguous() != node.has("channels") || sensor.contiguous() == node.has("bands")) {
    reader.fail("E2203", node, "a multispectral sensor has bands, a hyperspectral one has channels");
  } else if (sensor.contiguous()) {
    add_channels(sensor, node, reader);
  }
  check_names(sensor, node, reader);
  return sensor;
}

}  // namespace greisen
