// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <map>
#include <string>

#include "base/text.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets.hpp"
#include "scene/layouts/aster_metadata.hpp"

namespace greisen::fuzz {

/// Lines KEY=VALUE, as GDAL gives the attributes of the product; the first line is a file name as well.
void fuzz_aster(std::string_view text) {
  std::map<std::string, std::string> items;
  for (const std::string& line : split(text, '\n')) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) items[line.substr(0, equals)] = line.substr(equals + 1);
  }
  static_cast<void>(scene::aster_name(text.substr(0, text.find('\n'))));
  try {
    const scene::AsterMetadata metadata(std::move(items), "fuzz.hdf");
    static_cast<void>(scene::aster_swir(metadata.date()));
    static_cast<void>(metadata.epsg());
    static_cast<void>(metadata.gain("3N"));
    if (const auto sun = metadata.sun())
      require(std::isfinite(sun->azimuth_deg) && std::isfinite(sun->elevation_deg), "a sun that is nowhere");
    if (const auto place = metadata.place(15))
      for (const double number : *place) require(std::isfinite(number), "a place that is nowhere");
  } catch (const Error& error) {
    require_told(error);
  }
}

}  // namespace greisen::fuzz
