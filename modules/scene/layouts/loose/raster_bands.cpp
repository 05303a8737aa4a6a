// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/raster_bands.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "scene/layouts/loose/raster_words.hpp"
#include "scene/layouts/spectrometer.hpp"

namespace greisen::scene {
namespace {

std::vector<std::string> known_names(const Sensor& sensor) {
  std::vector<std::string> names;
  for (const Band& band : sensor.bands) {
    names.push_back(band.name);
    if (!band.role.empty()) names.push_back(band.role);
  }
  return names;
}

NamedBand named(int file_band, const Band& band, std::string_view told = {}) {
  return {file_band, band.name, band.role, band.centre_nm, band.width_nm, std::string(told)};
}

Error do_not_fit(const std::string& what, const SceneRequest& request, const std::string& fix) {
  return Error({"E3108", what, request.where, fix});
}

void refuse_doubled(const NamedBands& found, const SceneRequest& request) {
  std::set<std::string> seen;
  for (const NamedBand& band : found.bands) {
    if (!seen.insert(lower(band.name)).second) {
      throw do_not_fit("two bands are called " + printable(band.name), request,
                       "name each band once, '-' leaves one out");
    }
  }
}

NamedBands by_list(const geo::FileInfo& info, const SceneRequest& request, const Sensor* sensor) {
  if (request.bands.size() != info.bands.size()) {
    throw do_not_fit("bands has " + std::to_string(request.bands.size()) + " names, " + info.path + " has " +
                         std::to_string(info.bands.size()) + " bands",
                     request, "name them all in the file's order, '-' leaves one out");
  }
  NamedBands found{sensor == nullptr ? "" : sensor->id, "the bands as they were stated", {}};
  for (std::size_t i = 0; i < request.bands.size(); ++i) {
    const std::string& word = request.bands[i];
    const int file_band = static_cast<int>(i) + 1;
    if (word == "-") continue;
    if (sensor == nullptr) {
      found.bands.push_back({file_band, word, word, 0, 0, word});
      continue;
    }
    const auto band = sensor->find(word);
    if (!band) {
      throw do_not_fit(sensor->name + " has no band '" + printable(word) + "'", request,
                       suggestion(word, known_names(*sensor)));
    }
    found.bands.push_back(named(file_band, sensor->bands.at(static_cast<std::size_t>(*band)), word));
  }
  if (found.bands.empty()) throw do_not_fit("bands leaves every band out", request, "name at least one");
  refuse_doubled(found, request);
  return found;
}

/// "B02 (490 nm)", "B2, blue" → "B02", "B2".
std::string_view first_word(std::string_view description) {
  const std::string_view text = trim(description);
  return text.substr(0, text.find_first_of(" ,;:("));
}

/// Bands whose descriptions the sensor knows, without what stands beside them. Where the sensor is only guessed, none
/// unless all that is left is of that kind. E3108 where two are as good for one band.
std::optional<NamedBands> by_descriptions(const geo::FileInfo& info, const Sensor& sensor, bool guessed,
                                          const SceneRequest& request) {
  const DescribedBands described = described_bands(info, sensor);
  if (described.bands.empty() || (guessed && (described.others || !described.doubled.empty()))) return {};
  if (!described.doubled.empty())
    throw do_not_fit("several bands of " + info.path + " are " + join(described.doubled, ", ") + " of " + sensor.name,
                     request, "say which: bands: [B02, -, …] in the file's order, '-' leaves one out");
  NamedBands found{sensor.id, "descriptions of the file's bands", {}};
  for (const DescribedBands::One& one : described.bands)
    found.bands.push_back(
        named(one.file_band, sensor.bands.at(static_cast<std::size_t>(one.told.band)), one.told.word));
  if (!described.left_out.empty()) found.how += "; left out: " + join(described.left_out, ", ");
  return found;
}

std::optional<NamedBands> by_wavelengths(const geo::FileInfo& info, const Sensor& sensor) {
  NamedBands found{sensor.id, "wavelengths of the file's bands", {}};
  std::set<int> seen;
  LeftOutBands left_out;
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    if (info.bands[i].alpha) continue;
    if (!info.bands[i].has_wavelength) return {};
    const double centre_nm = info.bands[i].wavelength_nm;
    const int file_band = static_cast<int>(i) + 1;
    if (sensor.contiguous()) {
      if (left_out.takes(file_band, !info.bands[i].bad, centre_nm, sensor)) continue;
      found.bands.push_back({file_band, "b" + std::to_string(file_band), "", centre_nm, info.bands[i].width_nm});
      continue;
    }
    const auto band = sensor.nearest(centre_nm);
    if (!band || !seen.insert(*band).second) return {};
    found.bands.push_back(named(file_band, sensor.bands.at(static_cast<std::size_t>(*band))));
  }
  if (const std::string text = left_out.text(); !text.empty()) found.how += "; " + text;
  return found;
}

/// Sensors of the catalogue that know all descriptions.
std::vector<NamedBands> candidates(const geo::FileInfo& info, const SceneRequest& request, const Catalogue& catalogue) {
  std::vector<NamedBands> all;
  for (const Sensor& sensor : catalogue.sensors)
    if (auto found = by_descriptions(info, sensor, true, request)) all.push_back(std::move(*found));
  return all;
}

/// All the bands that a surface reflectance of the sensor comes with (SR_B1 …) are among those found.
bool whole_surface_product(const NamedBands& found, const Sensor& sensor) {
  bool any = false;
  for (const Band& band : sensor.bands) {
    const auto alias =
        std::ranges::find_if(band.aliases, [](const std::string& one) { return one.starts_with("SR_"); });
    if (alias == band.aliases.end()) continue;
    any = true;
    if (std::ranges::find(found.bands, *alias, &NamedBand::told) == found.bands.end()) return false;
  }
  return any;
}

/// The one sensor that knows all descriptions, or of those that do the one whose surface reflectance they are.
std::optional<NamedBands> only_one(const std::vector<NamedBands>& could_be, const Catalogue& catalogue) {
  if (could_be.size() == 1) return could_be.front();
  std::optional<NamedBands> whole;
  for (const NamedBands& one : could_be) {
    if (!whole_surface_product(one, catalogue.find_sensor(one.sensor))) continue;
    if (whole) return {};
    whole = one;
    whole->how += ", all those of surface reflectance that " + one.sensor + " has";
  }
  return whole;
}

/// Names of the file itself, or b1, b2 …; no sensor.
NamedBands by_file(const geo::FileInfo& info, const std::vector<NamedBands>& could_be,
                   std::vector<std::string>& warnings) {
  NamedBands found{"", "names of the file", {}};
  std::set<std::string> seen;
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    if (info.bands[i].alpha) continue;
    const int file_band = static_cast<int>(i) + 1;
    std::string name = printable(trim(info.bands[i].description));
    if (name.empty() || !seen.insert(lower(name)).second) name = "b" + std::to_string(file_band);
    found.bands.push_back(
        {file_band, name, "", info.bands[i].wavelength_nm, 0, std::string(first_word(info.bands[i].description))});
  }
  std::vector<std::string> sensors;
  for (const NamedBands& one : could_be) sensors.push_back(one.sensor);
  warnings.emplace_back(sensors.empty()
                            ? "no sensor is known for this raster: name it (sensor) and its bands in order (bands)"
                            : "no sensor is known for this raster, its bands could be those of " + join(sensors, ", ") +
                                  ": name it (sensor)");
  return found;
}

/// A file with this many wavelengths is of a spectrometer, whichever.
std::optional<NamedBands> of_a_spectrometer(const geo::FileInfo& info, const Catalogue& catalogue) {
  constexpr std::size_t kLeastChannels = 40;
  if (info.bands.size() < kLeastChannels) return {};
  return by_wavelengths(info, catalogue.find_sensor("hyperspectral"));
}

}  // namespace

NamedBands name_bands(const geo::FileInfo& info, const SceneRequest& request, const Catalogue& catalogue,
                      std::vector<std::string>& warnings) {
  const Sensor* sensor = request.sensor.empty() ? nullptr : &catalogue.find_sensor(request.sensor);
  if (!request.bands.empty()) return by_list(info, request, sensor);
  if (sensor == nullptr) {
    const std::vector<NamedBands> could_be = candidates(info, request, catalogue);
    if (auto found = only_one(could_be, catalogue)) return *found;
    if (auto found = of_a_spectrometer(info, catalogue)) return *found;
    return by_file(info, could_be, warnings);
  }
  if (!sensor->contiguous()) {
    if (auto found = by_descriptions(info, *sensor, false, request)) return *found;
  }
  if (auto found = by_wavelengths(info, *sensor)) return *found;
  throw do_not_fit("which band of " + info.path + " is which band of " + sensor->name +
                       " is unknown: its descriptions and wavelengths do not say",
                   request,
                   "name the bands in the file's order, such as bands: [blue, green, red, nir, swir1, swir2], on the "
                   "command line --bands blue,green,red,nir,swir1,swir2");
}

}  // namespace greisen::scene
