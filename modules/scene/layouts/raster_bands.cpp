// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/raster_bands.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "scene/layouts/raster_words.hpp"

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

NamedBand named(int file_band, const Band& band) {
  return {file_band, band.name, band.role, band.centre_nm, band.width_nm};
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
  NamedBands found{sensor == nullptr ? "" : sensor->id, "bands of the survey", {}};
  for (std::size_t i = 0; i < request.bands.size(); ++i) {
    const std::string& word = request.bands[i];
    const int file_band = static_cast<int>(i) + 1;
    if (word == "-") continue;
    if (sensor == nullptr) {
      found.bands.push_back({file_band, word, word, 0, 0});
      continue;
    }
    const auto band = sensor->find(word);
    if (!band) {
      throw do_not_fit(sensor->name + " has no band '" + printable(word) + "'", request,
                       suggestion(word, known_names(*sensor)));
    }
    found.bands.push_back(named(file_band, sensor->bands.at(static_cast<std::size_t>(*band))));
  }
  if (found.bands.empty()) throw do_not_fit("bands leaves every band out", request, "name at least one");
  refuse_doubled(found, request);
  return found;
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
    found.bands.push_back(named(one.file_band, sensor.bands.at(static_cast<std::size_t>(one.told.band))));
  if (!described.left_out.empty()) found.how += "; left out: " + join(described.left_out, ", ");
  return found;
}

std::optional<NamedBands> by_wavelengths(const geo::FileInfo& info, const Sensor& sensor) {
  NamedBands found{sensor.id, "wavelengths of the file's bands", {}};
  std::set<int> seen;
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    if (!info.bands[i].has_wavelength) return {};
    const double centre_nm = info.bands[i].wavelength_nm;
    const int file_band = static_cast<int>(i) + 1;
    if (sensor.contiguous()) {
      const bool blind = std::ranges::any_of(
          sensor.blind, [&](const NmRange& gap) { return centre_nm >= gap.from_nm && centre_nm <= gap.to_nm; });
      if (info.bands[i].bad || blind) continue;
      found.bands.push_back(
          {file_band, "b" + std::to_string(found.bands.size() + 1), "", centre_nm, info.bands[i].width_nm});
      continue;
    }
    const auto band = sensor.nearest(centre_nm);
    if (!band || !seen.insert(*band).second) return {};
    found.bands.push_back(named(file_band, sensor.bands.at(static_cast<std::size_t>(*band))));
  }
  return found;
}

/// Names of the file itself, or b1, b2 …; no sensor.
NamedBands by_file(const geo::FileInfo& info, std::vector<std::string>& warnings) {
  NamedBands found{"", "names of the file", {}};
  std::set<std::string> seen;
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    const int file_band = static_cast<int>(i) + 1;
    std::string name = printable(trim(info.bands[i].description));
    if (name.empty() || !seen.insert(lower(name)).second) name = "b" + std::to_string(file_band);
    found.bands.push_back({file_band, name, "", info.bands[i].wavelength_nm, 0});
  }
  warnings.emplace_back("no sensor is known for this raster: name it (sensor) and its bands in order (bands)");
  return found;
}

/// The only sensor of the catalogue that knows all descriptions.
std::optional<NamedBands> guess(const geo::FileInfo& info, const SceneRequest& request, const Catalogue& catalogue) {
  std::optional<NamedBands> only;
  for (const Sensor& sensor : catalogue.sensors) {
    auto found = by_descriptions(info, sensor, true, request);
    if (!found) continue;
    if (only) return {};
    only = std::move(found);
  }
  return only;
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
    if (auto found = guess(info, request, catalogue)) return *found;
    if (auto found = of_a_spectrometer(info, catalogue)) return *found;
    return by_file(info, warnings);
  }
  if (!sensor->contiguous()) {
    if (auto found = by_descriptions(info, *sensor, false, request)) return *found;
  }
  if (auto found = by_wavelengths(info, *sensor)) return *found;
  throw do_not_fit("which band of " + info.path + " is which band of " + sensor->name +
                       " is unknown: its descriptions and wavelengths do not say",
                   request, "name the bands in the file's order, such as bands: [blue, green, red, nir, swir1, swir2]");
}

}  // namespace greisen::scene
