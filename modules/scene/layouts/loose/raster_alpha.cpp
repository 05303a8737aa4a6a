// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/raster_alpha.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/text.hpp"

namespace greisen::scene {
namespace {

/// Does the list of bands, or the band's description, say that it measures something?
bool measures(const geo::FileInfo& info, std::size_t band, const std::vector<std::string>& bands,
              const Catalogue& catalogue) {
  if (bands.size() == info.bands.size()) return bands[band] != "-";
  const std::string_view text = trim(info.bands[band].description);
  return !text.empty() && bands.empty() &&
         std::ranges::any_of(catalogue.sensors, [&](const Sensor& sensor) { return sensor.find(text).has_value(); });
}

}  // namespace

bool alpha_is_data(geo::FileInfo& info, std::vector<std::string>& bands, const Catalogue& catalogue) {
  const auto opaque = static_cast<std::size_t>(std::ranges::count_if(info.bands, &geo::BandInfo::alpha));
  if (opaque == 0) return false;
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    if (!info.bands[i].alpha || !measures(info, i, bands, catalogue)) continue;
    for (geo::BandInfo& band : info.bands) band.alpha = false;
    return true;
  }
  if (bands.empty() || bands.size() + opaque != info.bands.size()) return false;
  for (std::size_t i = 0; i < info.bands.size(); ++i)
    if (info.bands[i].alpha) bands.insert(bands.begin() + static_cast<std::ptrdiff_t>(i), "-");
  return false;
}

void tell_masks(Scene& scene, const geo::FileInfo& info) {
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    if (!info.bands[i].alpha) continue;
    const std::string number = std::to_string(i + 1);
    scene.decisions.push_back({"missing pixels", "where band " + number + " is 0",
                               "the file calls it opacity (alpha)" +
                                   std::string(info.bands.size() == 4 && info.bands[i].type == "Byte"
                                                   ? "; if it is a measurement, name all bands in order (bands)"
                                                   : "")});
  }
  if (std::ranges::any_of(info.bands, &geo::BandInfo::masked))
    scene.decisions.push_back({"missing pixels", "where the mask is 0", "a mask in the file or beside it (.msk)"});
}

}  // namespace greisen::scene
