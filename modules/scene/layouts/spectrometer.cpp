// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/spectrometer.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"

namespace greisen::scene {

bool LeftOutBands::takes(int number, bool good, double centre_nm, const Sensor& sensor) {
  const bool blind = std::ranges::any_of(
      sensor.blind, [&](const NmRange& gap) { return centre_nm >= gap.from_nm && centre_nm <= gap.to_nm; });
  if (!good) {
    bad_.push_back(number);
  } else if (blind) {
    blind_.push_back(number);
  }
  return !good || blind;
}

std::string LeftOutBands::text() const {
  std::vector<std::string> parts;
  if (!bad_.empty()) parts.push_back(band_ranges(bad_) + " (the product calls them bad)");
  if (!blind_.empty()) parts.push_back(band_ranges(blind_) + " (gaps of the atmosphere)");
  return parts.empty() ? "" : "left out: " + join(parts, ", ");
}

std::string band_ranges(const std::vector<int>& numbers) {
  std::vector<std::string> parts;
  for (std::size_t first = 0, last = 0; first < numbers.size(); first = last = last + 1) {
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    parts.push_back("b" + std::to_string(numbers[first]));
    if (last > first) parts.back() += "-b" + std::to_string(numbers[last]);
  }
  return join(parts, ", ");
}

void take_channels(Scene& scene, std::vector<Channel> channels, const Sensor& sensor, const Plane& plane) {
  LeftOutBands left_out;
  const std::size_t all = channels.size();
  for (Channel& channel : channels) {
    const double nm = channel.centre_nm;
    const int number = channel.number > 0 ? channel.number : channel.source.band;
    if (left_out.takes(number, channel.good, nm, sensor)) continue;
    SceneBand band;
    band.name = "b" + std::to_string(number);
    band.centre_nm = nm;
    band.width_nm = channel.width_nm;
    band.source = std::move(channel.source);
    band.source.layer.name = band.name;
    band.source.layer.description = format_number(nm) + " nm";
    band.grid = plane.grid;
    band.pixel_m = plane.pixel_m;
    band.type = plane.type;
    scene.bands.push_back(std::move(band));
  }
  if (scene.bands.empty())
    throw Error({"E3107",
                 scene.id + " has no channel that sees the ground",
                 {scene.files.empty() ? scene.id : scene.files.front(), 0, 0, {}},
                 "download the product again"});
  scene.decisions.push_back(
      {"bands", std::to_string(scene.bands.size()) + " of " + std::to_string(all),
       "called by their number in the file" + (left_out.text().empty() ? "" : "; " + left_out.text())});
}

void refuse_absurd(std::uint64_t rows, std::uint64_t cols, const std::string& path) {
  constexpr std::uint64_t kMostPixels = 20'000;
  if (rows <= kMostPixels && cols <= kMostPixels) return;
  throw Error({"E3109",
               "the product says it has " + std::to_string(rows) + " x " + std::to_string(cols) + " pixels",
               {path, 0, 0, {}},
               "download it again"});
}

bool read_digits(const std::string& stamp, std::string& date, std::string& time) {
  return stamp.size() >= 14 && read_stamp(stamp.substr(0, 8) + "T" + stamp.substr(8, 6), date, time);
}

}  // namespace greisen::scene
