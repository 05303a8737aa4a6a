// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/spectrometer.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"

namespace greisen::scene {

void take_channels(Scene& scene, std::vector<Channel> channels, const Sensor& sensor, const Plane& plane) {
  std::size_t bad = 0;
  std::size_t blind = 0;
  const std::size_t all = channels.size();
  for (Channel& channel : channels) {
    const double nm = channel.centre_nm;
    if (!channel.good) {
      ++bad;
      continue;
    }
    if (std::ranges::any_of(sensor.blind, [&](const NmRange& gap) { return nm >= gap.from_nm && nm <= gap.to_nm; })) {
      ++blind;
      continue;
    }
    SceneBand band;
    band.name = "b" + std::to_string(scene.bands.size() + 1);
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
  std::string why = std::to_string(blind) + " in the gaps of the atmosphere left out";
  if (bad > 0) why += ", " + std::to_string(bad) + " that the product calls bad";
  scene.decisions.push_back({"bands", std::to_string(scene.bands.size()) + " of " + std::to_string(all), why});
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
