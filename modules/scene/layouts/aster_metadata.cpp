// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/aster_metadata.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::scene {
namespace {

struct BandRow {
  std::string_view band;
  double high;  ///< unit radiance by gain; 0: the band has no such gain
  double normal;
  double low1;
  double low2;
  double irradiance;
};
constexpr std::array<BandRow, 14> kBands = {{
    {"1", 0.676, 1.688, 2.25, 0, 1848},
    {"2", 0.708, 1.415, 1.89, 0, 1549},
    {"3N", 0.423, 0.862, 1.15, 0, 1114},
    {"4", 0.1087, 0.2174, 0.2900, 0.2900, 225.4},
    {"5", 0.0348, 0.0696, 0.0925, 0.4090, 86.63},
    {"6", 0.0313, 0.0625, 0.0830, 0.3900, 81.85},
    {"7", 0.0299, 0.0597, 0.0795, 0.3320, 74.85},
    {"8", 0.0209, 0.0417, 0.0556, 0.2450, 66.49},
    {"9", 0.0159, 0.0318, 0.0424, 0.2650, 59.85},
    {"10", 0, 0.006822, 0, 0, 0},
    {"11", 0, 0.006780, 0, 0, 0},
    {"12", 0, 0.006590, 0, 0, 0},
    {"13", 0, 0.005693, 0, 0, 0},
    {"14", 0, 0.005225, 0, 0, 0},
}};

const BandRow* row_of(std::string_view band) {
  const auto row = std::ranges::find(kBands, band, &BandRow::band);
  return row == kBands.end() ? nullptr : &*row;
}

std::string stamp_date(std::string_view digits) {  // MMDDYYYY
  return std::string(digits.substr(4, 4)) + "-" + std::string(digits.substr(0, 2)) + "-" +
         std::string(digits.substr(2, 2));
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

AsterMetadata::AsterMetadata(std::map<std::string, std::string> items, std::string path)
    : items_(std::move(items)), path_(std::move(path)) {}

std::optional<std::string> AsterMetadata::find(std::string_view key) const {
  const auto exact = items_.find(std::string(key));
  if (exact != items_.end()) return exact->second;
  const std::string prefix = std::string(key) + ".";
  const auto after = items_.lower_bound(prefix);
  if (after != items_.end() && after->first.starts_with(prefix)) return after->second;
  return {};
}

std::string AsterMetadata::date() const {
  std::string digits = find("CALENDARDATE").value_or("");
  if (digits.size() == 10 && digits[4] == '-') return digits;
  if (digits.size() != 8 || !all_digits(digits)) return "";
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

/// "140.5, 60.25"
std::optional<std::array<double, 2>> AsterMetadata::pair(std::string_view key) const {
  const auto text = find(key);
  if (!text) return {};
  const std::vector<std::string> words = split(*text, ',');
  const auto first = parse_double(trim(words.front()));
  const auto second = words.size() == 2 ? parse_double(trim(words.back())) : std::nullopt;
  if (!first || !second)
    throw Error({"E3105",
                 std::string(key) + " is '" + printable(*text) + "', expected two numbers",
                 {path_, 0, 0, {}},
                 "download the product again"});
  return std::array<double, 2>{*first, *second};
}

std::optional<AsterMetadata::Sun> AsterMetadata::sun() const {
  const auto numbers = pair("SOLARDIRECTION");
  if (!numbers) return {};
  const Sun sun{(*numbers)[0], (*numbers)[1]};
  if (sun.azimuth_deg < 0 || sun.azimuth_deg > 360 || sun.elevation_deg < -90 || sun.elevation_deg > 90)
    throw Error({"E3105",
                 "SOLARDIRECTION is azimuth " + format_number(sun.azimuth_deg) + ", elevation " +
                     format_number(sun.elevation_deg) + " degrees",
                 {path_, 0, 0, {}},
                 "download the product again"});
  return sun;
}

std::string AsterMetadata::gain(std::string_view band) const {
  for (const auto& [key, value] : items_) {
    if (!key.starts_with("GAIN")) continue;
    const std::vector<std::string> words = split(value, ',');  // "01, HGH"
    if (words.size() != 2) continue;
    std::string_view named = trim(words.front());
    if (named.size() > 1 && named.front() == '0') named.remove_prefix(1);
    if (named == band) return printable(trim(words.back()), 8);
  }
  return "NOR";
}

std::optional<int> AsterMetadata::epsg() const {
  const auto text = find("UTMZONENUMBER");
  const auto zone = text ? parse_int64(trim(split(*text, ',').front())) : std::nullopt;
  if (!zone) return {};
  if (*zone < 1 || *zone > 60)
    throw Error({"E3105",
                 "UTMZONENUMBER is " + std::to_string(*zone) + ", expected 1 to 60",
                 {path_, 0, 0, {}},
                 "download the product again"});
  const auto north_text = find("NORTHBOUNDINGCOORDINATE");
  const auto north = north_text ? parse_double(*north_text) : std::nullopt;
  return static_cast<int>(*zone) + (north && *north < 0 ? 32700 : 32600);
}

std::optional<std::array<double, 6>> AsterMetadata::place(double pixel_m) const {
  const auto centre = pair("UPPERLEFTM");
  const auto code = epsg();
  if (!centre || !code) return {};
  const double northing = (*centre)[0] + (*code > 32700 && (*centre)[0] < 0 ? 10'000'000 : 0);
  return std::array<double, 6>{(*centre)[1] - pixel_m / 2, pixel_m, 0, northing + pixel_m / 2, 0, -pixel_m};
}

std::optional<double> aster_unit_radiance(std::string_view band, std::string_view gain) {
  const BandRow* row = row_of(band);
  if (row == nullptr) return {};
  double unit = 0;
  if (gain == "HGH") unit = row->high;
  if (gain == "NOR") unit = row->normal;
  if (gain == "LOW" || gain == "LO1") unit = row->low1;
  if (gain == "LO2") unit = row->low2;
  return unit > 0 ? std::optional(unit) : std::nullopt;
}

double aster_irradiance(std::string_view band) {
  const BandRow* row = row_of(band);
  return row == nullptr ? 0 : row->irradiance;
}

std::optional<AsterName> aster_name(std::string_view file_name) {
  const std::string lowered = lower(file_name);
  AsterName name;
  std::string_view stem = file_name;
  if (lowered.ends_with(".hdf")) {
    stem.remove_suffix(4);
  } else {
    for (const std::string part : {"VNIR", "SWIR", "TIR"}) {
      const std::size_t end = lowered.ends_with(".tiff") ? 5 : 4;
      if (!lowered.ends_with(lower(part) + (end == 5 ? ".tiff" : ".tif")) || lowered.size() < part.size() + end + 1)
        continue;
      const char sign = lowered[lowered.size() - part.size() - end - 1];
      if (sign != '.' && sign != '_' && sign != '-') continue;
      name.part = part;
      stem.remove_suffix(part.size() + end + 1);
    }
    if (name.part.empty()) return {};
  }
  const std::vector<std::string> words = split(stem, '_');
  if (words.size() < 3 || words[0] != "AST") return {};
  name.product = "AST_" + words[1];
  if (name.product != "AST_L1T" && name.product != "AST_07" && name.product != "AST_07XT") return {};
  const std::string& stamp = words[2];  // 003MMDDYYYYhhmmss
  if (stamp.size() != 17 || !all_digits(stamp)) return {};
  name.date = stamp_date(std::string_view(stamp).substr(3, 8));
  name.time = stamp.substr(11, 2) + ":" + stamp.substr(13, 2) + ":" + stamp.substr(15, 2);
  return name;
}

AsterSwir aster_swir(std::string_view date) {
  if (date >= "2008-04-01") return AsterSwir::dead;
  return date >= "2007-05-01" ? AsterSwir::doubtful : AsterSwir::good;
}

}  // namespace greisen::scene
