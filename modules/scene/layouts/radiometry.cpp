// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/radiometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::scene {
namespace {

/// Above this an offset is one of DN, not of reflectance.
constexpr double kMaxOffset = 10;

void check(const std::vector<double>& values, const char* key, std::size_t bands, const Where& where) {
  if (values.size() > 1 && values.size() != bands) {
    const std::string want = bands == 0 ? "1" : "1 or " + std::to_string(bands) + " (one for each of bands)";
    throw Error({"E3108", std::string(key) + " has " + std::to_string(values.size()) + " numbers, expected " + want,
                 where, "give one number for all bands, or list bands in the same order"});
  }
  for (const double value : values) {
    if (!std::isfinite(value))
      throw Error({"E3108", std::string(key) + " is no finite number", where, "mend the number"});
  }
}

}  // namespace

GivenRadiometry::GivenRadiometry(const SceneRequest& request, std::size_t bands)
    : request_(request), any_(!request.scale.empty() || !request.offset.empty()) {
  check(request.scale, "scale", bands, request.where);
  check(request.offset, "offset", bands, request.where);
  for (const double value : request.scale) {
    if (value == 0) throw Error({"E3108", "scale is 0", request.where, "give reflectance per DN, such as 0.0001"});
  }
  for (std::size_t i = 0; i < request.offset.size(); ++i) {
    const double offset_value = request.offset[i];
    if (std::abs(offset_value) <= kMaxOffset || std::abs(scale(i)) >= 1) continue;
    throw Error({"E3108", "offset " + format_number(offset_value) + " is meant in DN, expected reflectance",
                 request.where,
                 "reflectance = DN * scale + offset: write offset: " + format_number(offset_value * scale(i))});
  }
}

double GivenRadiometry::scale(std::size_t band) const {
  if (request_.scale.empty()) return 1;
  return request_.scale.size() == 1 ? request_.scale.front() : request_.scale.at(band);
}

double GivenRadiometry::offset(std::size_t band) const {
  if (request_.offset.empty()) return 0;
  return request_.offset.size() == 1 ? request_.offset.front() : request_.offset.at(band);
}

std::string GivenRadiometry::text() const {
  if (request_.scale.size() > 1 || request_.offset.size() > 1) return "one scale and offset a band";
  return "DN * " + format_number(scale(0)) + " + " + format_number(offset(0));
}

void radiometry_unknown(Scene& scene, const SceneRequest& request, const Sensor& sensor, const std::string& what) {
  const std::string fix = scale_advice(sensor);
  if (!request.tolerant)
    throw Error(
        {"E3103", scene.id + ": " + what, {scene.files.empty() ? request.path : scene.files.front(), 0, 0, {}}, fix});
  for (SceneBand& band : scene.bands) {
    band.source.scale = 1;
    band.source.offset = 0;
  }
  scene.kind = Kind::dn;
  scene.decisions.push_back({"reflectance", "unknown: values stay DN", what});
  scene.warnings.push_back(what + "; " + fix);
}

void apply_given(Scene& scene, const SceneRequest& request, const GivenRadiometry& given,
                 const std::string& instead_of) {
  for (SceneBand& band : scene.bands) {
    band.source.scale = given.scale(0);
    band.source.offset = given.offset(0);
  }
  scene.kind = request.kind.value_or(Kind::surface);
  scene.decisions.push_back({"reflectance", given.text(), "scale and offset of the survey"});
  if (!request.kind) {
    scene.decisions.push_back(
        {"level", "taken as surface reflectance", "the survey gives scale and offset and no other word"});
  }
  if (!instead_of.empty()) {
    scene.warnings.push_back("the survey's scale and offset (" + given.text() +
                             ") replace those of the product: " + instead_of);
  }
}

bool take_scale_of_files(Scene& scene) {
  const auto plausible = [](const SceneBand& band) {
    const double scale = band.source.scale;
    return scale >= 1e-6 && scale <= 0.1 && std::abs(band.source.offset) <= 1;
  };
  if (scene.bands.empty() || !std::ranges::all_of(scene.bands, plausible)) {
    for (SceneBand& band : scene.bands) {
      band.source.scale = 1;
      band.source.offset = 0;
    }
    return false;
  }
  const geo::BandSource& first = scene.bands.front().source;
  scene.decisions.push_back({"reflectance", "DN * " + format_number(first.scale) + " + " + format_number(first.offset),
                             "scale and offset that the files state, band by band"});
  return true;
}

std::optional<double> earth_sun_distance_au(std::string_view date) {
  constexpr std::array<int, 12> kDaysBefore = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  if (date.size() != 10) return {};
  const auto year = parse_int64(date.substr(0, 4));
  const auto month = parse_int64(date.substr(5, 2));
  const auto day = parse_int64(date.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return {};
  const bool leap = *month > 2 && *year % 4 == 0 && (*year % 100 != 0 || *year % 400 == 0);
  const auto day_of_year =
      static_cast<double>(kDaysBefore.at(static_cast<std::size_t>(*month) - 1) + *day + (leap ? 1 : 0));
  return 1 - 0.01672 * std::cos(0.9856 * (day_of_year - 4) * std::numbers::pi / 180);
}

std::vector<double> missing_dn_of(const Sensor& sensor) {
  std::vector<double> missing;
  if (sensor.nodata_dn) missing.push_back(*sensor.nodata_dn);
  if (sensor.saturated_dn) missing.push_back(*sensor.saturated_dn);
  return missing;
}

}  // namespace greisen::scene
