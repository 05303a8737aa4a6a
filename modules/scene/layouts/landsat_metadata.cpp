// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/landsat_metadata.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_size.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/gdal/xml.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::scene {
namespace {

constexpr std::size_t kMaxBytes = 4U << 20U;
constexpr std::size_t kMaxEntries = 20'000;
constexpr int kMaxDepth = 8;

Error wrong(const std::string& what, const std::string& path) {
  return Error({"E3105", what, {path, 0, 0, {}}, "download the product's MTL file again"});
}

std::string unquoted(std::string_view value) {
  value = trim(value);
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
  return std::string(value);
}

/// GROUP = NAME … END_GROUP = NAME, KEY = VALUE between, END at the end; old files are padded with zero bytes.
void read_text_form(const std::string& text, LandsatMetadata& metadata) {
  std::vector<std::string> open;
  std::size_t entries = 0;
  for (const std::string& line : split(text.substr(0, text.find('\0')), '\n')) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) continue;
    const std::string key(trim(std::string_view(line).substr(0, equals)));
    const std::string value = unquoted(std::string_view(line).substr(equals + 1));
    if (key == "GROUP") {
      open.push_back(value);
    } else if (key == "END_GROUP") {
      if (open.empty())
        throw wrong("END_GROUP = " + printable(value) + " closes a group that is not open", metadata.path);
      open.pop_back();
    } else if (!open.empty()) {
      metadata.add(open.back(), key, value);
    }
    if (open.size() > kMaxDepth || ++entries > kMaxEntries)
      throw wrong("this is no MTL file: too many entries", metadata.path);
  }
}

void read_xml_form(const geo::XmlElement& group, int depth, LandsatMetadata& metadata) {
  if (depth > kMaxDepth) throw wrong("this is no MTL file: groups in groups in groups", metadata.path);
  for (const geo::XmlElement& child : group.children) {
    if (child.children.empty()) {
      metadata.add(group.name, child.name, child.text);
    } else {
      read_xml_form(child, depth + 1, metadata);
    }
  }
}

using Json = nlohmann::json;

void read_json_form(const std::string& name, const Json& group, int depth, LandsatMetadata& metadata) {
  if (depth > kMaxDepth) throw wrong("this is no MTL file: groups in groups in groups", metadata.path);
  for (const auto& [key, value] : group.items()) {
    if (value.is_object()) {
      read_json_form(key, value, depth + 1, metadata);
    } else {
      metadata.add(name, key, value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
}

Json parsed_json(const std::string& text, const std::string& path) {
  if (json_larger(text, kMaxDepth + 2)) throw wrong("this is no JSON: nested too deeply", path);
  try {
    return Json::parse(text);
  } catch (const std::exception& failure) {
    throw wrong("this is no JSON: " + printable(failure.what(), 120), path);
  }
}

/// Mean exoatmospheric irradiance in W m-2 um-1 (Chander, Markham & Helder 2009, tables 3 and 4, from memory).
struct Esun {
  std::string_view spacecraft;
  std::array<double, 8> of_band;  ///< [band number]
};
constexpr std::array<Esun, 3> kEsun = {{{"4", {0, 1983, 1795, 1539, 1028, 219.8, 0, 83.49}},
                                        {"5", {0, 1983, 1796, 1536, 1031, 220.0, 0, 83.44}},
                                        {"7", {0, 1997, 1812, 1533, 1039, 230.8, 0, 84.90}}}};

std::vector<std::string_view> image_groups() { return {"IMAGE_ATTRIBUTES", "PRODUCT_PARAMETERS"}; }
std::vector<std::string_view> level1_groups() { return {"LEVEL1_RADIOMETRIC_RESCALING", "RADIOMETRIC_RESCALING"}; }

double sine_of_sun(const LandsatMetadata& metadata) {
  const auto elevation = metadata.number(image_groups(), "SUN_ELEVATION", -90, 90);
  if (!elevation) throw wrong("this metadata has no SUN_ELEVATION", metadata.path);
  if (*elevation < 1)
    throw Error({"E3105",
                 "the sun stood " + format_number(*elevation) + " degrees high: a night scene has no reflectance",
                 {metadata.path, 0, 0, {}},
                 "leave this scene out"});
  return std::sin(*elevation * std::numbers::pi / 180);
}

/// Earth-Sun distance in AU: the file's, else from the date.
double sun_distance(const LandsatMetadata& metadata) {
  if (const auto told = metadata.number(image_groups(), "EARTH_SUN_DISTANCE", 0.98, 1.02)) return *told;
  const std::string date = metadata.text({"IMAGE_ATTRIBUTES", "PRODUCT_METADATA"}, "DATE_ACQUIRED").value_or("");
  const auto distance = earth_sun_distance_au(date);
  if (!distance) throw wrong("this metadata has neither EARTH_SUN_DISTANCE nor DATE_ACQUIRED", metadata.path);
  return *distance;
}

std::optional<LandsatGain> gain_from(const LandsatMetadata& metadata, const std::vector<std::string_view>& groups,
                                     const std::string& mult, const std::string& add, const std::string& unit) {
  const auto scale = metadata.number(groups, mult, 1e-9, 1e3);
  const auto offset = metadata.number(groups, add, -1e4, 1e4);
  if (!scale || !offset) return {};
  return LandsatGain{*scale, *offset, unit, mult + " and " + add};
}

/// pi L d^2 / (ESUN sin e) of a band whose metadata give radiance alone.
std::optional<LandsatGain> reflectance_from_radiance(const LandsatMetadata& metadata, const LandsatGain& radiance,
                                                     int band) {
  const std::string craft = metadata.text({"IMAGE_ATTRIBUTES", "PRODUCT_METADATA"}, "SPACECRAFT_ID").value_or("");
  const auto row = std::ranges::find_if(kEsun, [&](const Esun& esun) { return craft.ends_with(esun.spacecraft); });
  if (row == kEsun.end() || band < 1 || band > 7 || row->of_band.at(static_cast<std::size_t>(band)) == 0) return {};
  const double distance = sun_distance(metadata);
  const double factor = std::numbers::pi * distance * distance /
                        (row->of_band.at(static_cast<std::size_t>(band)) * sine_of_sun(metadata));
  return LandsatGain{radiance.scale * factor, radiance.offset * factor, "1",
                     radiance.why + ", pi L d^2 / (ESUN sin e), ESUN after Chander et al. 2009 (from memory)"};
}

std::optional<LandsatGain> level1_gain(const LandsatMetadata& metadata, const std::string& number, bool thermal) {
  auto radiance = gain_from(metadata, level1_groups(), "RADIANCE_MULT_BAND_" + number, "RADIANCE_ADD_BAND_" + number,
                            "W m-2 sr-1 um-1");
  if (thermal) return radiance;
  auto gain =
      gain_from(metadata, level1_groups(), "REFLECTANCE_MULT_BAND_" + number, "REFLECTANCE_ADD_BAND_" + number, "1");
  if (!gain) {
    const auto band = parse_int64(number);
    return radiance && band ? reflectance_from_radiance(metadata, *radiance, static_cast<int>(*band)) : std::nullopt;
  }
  const double sine = sine_of_sun(metadata);
  gain->scale /= sine;
  gain->offset /= sine;
  gain->why += ", divided by the sine of SUN_ELEVATION";
  return gain;
}

}  // namespace

void LandsatMetadata::add(std::string_view group, std::string_view key, std::string_view value) {
  auto found = groups_.find(group);
  if (found == groups_.end())
    found = groups_.emplace(std::string(group), std::map<std::string, std::string, std::less<>>()).first;
  found->second.emplace(std::string(key), std::string(value));
}

std::optional<std::string> LandsatMetadata::text(const std::vector<std::string_view>& groups,
                                                 std::string_view key) const {
  for (const std::string_view name : groups) {
    const auto group = groups_.find(name);
    if (group == groups_.end()) continue;
    const auto value = group->second.find(key);
    if (value != group->second.end()) return value->second;
  }
  return {};
}

std::optional<double> LandsatMetadata::number(const std::vector<std::string_view>& groups, std::string_view key,
                                              double least, double most) const {
  const auto found = text(groups, key);
  if (!found) return {};
  const auto value = parse_double(*found);
  if (!value || *value < least || *value > most)
    throw wrong(std::string(key) + " is '" + printable(*found) + "', expected " + format_number(least) + " to " +
                    format_number(most),
                path);
  return value;
}

LandsatMetadata read_landsat_metadata(const std::string& path) {
  LandsatMetadata metadata;
  metadata.path = path;
  const std::string ending = lower(path.substr(path.rfind('.') + 1));
  const std::string text = geo::read_text(path, kMaxBytes);
  if (ending == "xml") {
    const geo::XmlElement root = geo::parse_xml(text, path);
    read_xml_form(root, 0, metadata);
  } else if (ending == "json") {
    const Json root = parsed_json(text, path);
    if (root.is_object()) read_json_form("", root, 0, metadata);
  } else {
    read_text_form(text, metadata);
  }
  if (metadata.empty()) throw wrong("this is no Landsat metadata (MTL)", path);
  return metadata;
}

std::optional<LandsatGain> landsat_gain(const LandsatMetadata& metadata, std::string_view file_band) {
  const std::string name(file_band);
  if (name.starts_with("SR_B")) {
    const std::string number = name.substr(4);
    return gain_from(metadata, {"LEVEL2_SURFACE_REFLECTANCE_PARAMETERS"}, "REFLECTANCE_MULT_BAND_" + number,
                     "REFLECTANCE_ADD_BAND_" + number, "1");
  }
  if (name.starts_with("ST_B"))
    return gain_from(metadata, {"LEVEL2_SURFACE_TEMPERATURE_PARAMETERS"}, "TEMPERATURE_MULT_BAND_" + name,
                     "TEMPERATURE_ADD_BAND_" + name, "K");
  const std::string number = name.substr(1);
  const bool thermal =
      number.starts_with("6")
          ? metadata.text({"IMAGE_ATTRIBUTES", "PRODUCT_METADATA"}, "SENSOR_ID").value_or("").find("OLI") ==
                std::string::npos
          : number == "10" || number == "11";
  return level1_gain(metadata, number, thermal);
}

std::optional<LandsatGain> landsat_gain_by_name(std::string_view file_band) {
  if (glob_match("SR_B[1-9]", file_band))
    return LandsatGain{2.75e-5, -0.2, "1", "fixed for Collection 2 level 2, which the band's name tells", {0, 65535}};
  if (glob_match("ST_B6", file_band) || glob_match("ST_B10", file_band))
    return LandsatGain{
        0.00341802, 149.0, "K", "fixed for Collection 2 level 2, which the band's name tells", {0, 65535}};
  if (glob_match("sr_band[1-9]", file_band) || glob_match("SRB[1-9]", file_band))
    return LandsatGain{1e-4, 0, "1", "fixed for Collection 1 level 2, which the band's name tells", {-9999, 20000}};
  return {};
}

}  // namespace greisen::scene
