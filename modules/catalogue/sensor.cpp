// SPDX-License-Identifier: Apache-2.0
#include "catalogue/sensor.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace greisen {
namespace {

// Nominal centres: Sentinel-2 as GDAL writes them, ASTER as in its band table; science.md section 1.
constexpr std::array kRoles = {
    Role{"coastal", 443, "coastal aerosol"},
    Role{"blue", 490, "blue"},
    Role{"green", 560, "green"},
    Role{"pan", 590, "panchromatic"},
    Role{"red", 665, "red"},
    Role{"rededge1", 705, "red edge 1"},
    Role{"rededge2", 740, "red edge 2"},
    Role{"rededge3", 783, "red edge 3"},
    Role{"nir", 842, "near infrared"},
    Role{"nir_narrow", 865, "near infrared, narrow where the sensor has one"},
    Role{"water_vapour", 945, "water vapour"},
    Role{"cirrus", 1375, "cirrus"},
    Role{"swir1", 1610, "short-wave infrared 1, outside the OH features"},
    Role{"swir2", 2200, "short-wave infrared 2, the OH features; ASTER: band 6"},
    Role{"swir5", 2167, "ASTER band 5, shoulder of the Al-OH feature"},
    Role{"swir6", 2209, "ASTER band 6, Al-OH"},
    Role{"swir7", 2262, "ASTER band 7, Fe-OH"},
    Role{"swir8", 2336, "ASTER band 8, Mg-OH and carbonate"},
    Role{"swir9", 2400, "ASTER band 9"},
    Role{"tir10", 8287, "ASTER band 10"},
    Role{"tir11", 8635, "ASTER band 11, quartz"},
    Role{"tir12", 9079, "ASTER band 12, quartz"},
    Role{"tir13", 10659, "ASTER band 13"},
    Role{"tir14", 11289, "ASTER band 14, carbonate"},
    Role{"thermal1", 10900, "thermal infrared 1 of Landsat"},
    Role{"thermal2", 12000, "thermal infrared 2 of Landsat"},
};

const Role* find_role(std::string_view name) {
  const auto* found = std::find_if(kRoles.begin(), kRoles.end(), [&](const Role& r) { return r.name == name; });
  return found == kRoles.end() ? nullptr : found;
}

bool answers_to(const Band& band, const std::string& token) {
  const auto is = [&](const std::string& own) { return lower(own) == token; };
  return is(band.name) || is(band.role) || std::any_of(band.aliases.begin(), band.aliases.end(), is);
}

/// How far a band's centre may lie from a wavelength that it serves, nm.
double reach(const Sensor& sensor, const Band& band) {
  return sensor.contiguous() ? std::max(band.width_nm, 10.0) : std::max(band.width_nm / 2, 15.0);
}

}  // namespace

std::span<const Role> roles() { return kRoles; }

bool QualityCode::matches(std::uint32_t value, bool bits) const {
  const auto first = static_cast<std::uint32_t>(code);
  if (!bits) return value >= first && value <= static_cast<std::uint32_t>(to.value_or(code));
  const std::uint32_t above = value >> first;
  return of ? (above & 3U) == static_cast<std::uint32_t>(*of) : (above & 1U) != 0;
}

std::uint16_t QualityLayer::reasons(std::uint32_t value) const {
  std::uint16_t all = 0;
  bool known = bits;
  for (const QualityCode& q : codes) {
    if (!q.matches(value, bits)) continue;
    known = true;
    all = static_cast<std::uint16_t>(all | static_cast<std::uint16_t>(q.reason));
  }
  return known ? all : static_cast<std::uint16_t>(Reason::nodata);
}

std::optional<double> wavelength_of(std::string_view token) {
  if (token.size() < 4 || token.size() > 6 || (token[0] != 'r' && token[0] != 'R')) return std::nullopt;
  const std::string_view digits = token.substr(1);
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  return parse_double(digits);
}

std::optional<int> Sensor::find(std::string_view token) const {
  const std::string wanted = lower(token);
  if (wanted.empty()) return std::nullopt;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (answers_to(bands[i], wanted)) return static_cast<int>(i);
  }
  if (const auto nm = wavelength_of(wanted)) return nearest(*nm);
  const Role* role = contiguous() ? find_role(wanted) : nullptr;
  return role == nullptr ? std::nullopt : nearest(role->nm);
}

std::optional<int> Sensor::nearest(double nm) const {
  const auto gap = [&](double at) {
    return std::any_of(blind.begin(), blind.end(), [&](const NmRange& r) { return at >= r.from_nm && at <= r.to_nm; });
  };
  std::optional<int> best;
  double least = 0;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const double away = std::abs(bands[i].centre_nm - nm);
    if (away > reach(*this, bands[i]) || gap(bands[i].centre_nm) || (best && away >= least)) continue;
    best = static_cast<int>(i);
    least = away;
  }
  return best;
}

std::string Sensor::why_missing(std::string_view token) const {
  const std::string wanted = lower(token);
  if (const auto nm = wavelength_of(wanted)) return fmt::format("{} has no usable band near {} nm", name, *nm);
  if (const Role* role = find_role(wanted)) {
    const bool narrow = wanted.starts_with("swir") && wanted != "swir1" && wanted != "swir2" && !contiguous();
    return fmt::format("{} has no {}band near {} nm ({})", name, narrow ? "narrow " : "", role->nm, role->name);
  }
  std::vector<std::string> known;
  for (const Band& band : bands) known.push_back(band.name);
  for (const Role& role : roles()) known.emplace_back(role.name);
  const std::string near = greisen::nearest(wanted, known);
  return fmt::format("{} has no band called '{}'{}", name, printable(token),
                     near.empty() ? "" : fmt::format("; did you mean '{}'?", near));
}

std::string scale_advice(const Sensor& sensor) {
  return "state scale and offset, so that reflectance = DN * scale + offset (in a survey scale: and offset:, on the "
         "command line --scale and --offset): " +
         (sensor.scaling.empty() ? "scale 1 where the numbers are reflectance from 0 to 1 already" : sensor.scaling);
}

Sensor with_wavelengths(const Sensor& base, std::span<const double> centres_nm, std::span<const double> widths_nm) {
  Sensor sensor = base;
  sensor.bands.clear();
  for (std::size_t i = 0; i < centres_nm.size(); ++i) {
    Band band;
    band.name = fmt::format("b{}", i + 1);
    band.centre_nm = centres_nm[i];
    band.width_nm = i < widths_nm.size() ? widths_nm[i] : 0;
    band.pixel_m = base.bands.empty() ? 0 : base.bands.front().pixel_m;
    sensor.bands.push_back(std::move(band));
  }
  return sensor;
}

}  // namespace greisen
