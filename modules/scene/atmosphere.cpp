// SPDX-License-Identifier: Apache-2.0
#include "scene/atmosphere.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/read/pixel_sample.hpp"

namespace greisen::scene {
namespace {

constexpr double kDarkShare = 0.001;
constexpr double kDarkReflectance = 0.01;
constexpr std::size_t kLeastPixels = 100;

/// Reflectance of a sample of the band's pixels, sorted; empty where too few are there.
std::vector<double> sorted_reflectance(const SceneBand& band) {
  std::vector<double> values;
  for (const float dn : geo::sample_dn(band.source).values)
    values.push_back(static_cast<double>(dn) * band.source.scale + band.source.offset);
  if (values.size() < kLeastPixels) values.clear();
  std::ranges::sort(values);
  return values;
}

/// What was subtracted; 0 where the darkest pixels are dark already.
double subtract_dark(SceneBand& band, const std::vector<double>& values) {
  const auto at = static_cast<std::size_t>(kDarkShare * static_cast<double>(values.size()));
  const double haze = std::max(0.0, values[at] - kDarkReflectance);
  band.source.offset -= haze;
  return haze;
}

double divide_by_mean(SceneBand& band, const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / static_cast<double>(values.size());
  if (mean > 0) {
    band.source.scale /= mean;
    band.source.offset /= mean;
  }
  return mean;
}

}  // namespace

void correct_atmosphere(Scene& scene, Atmosphere correction) {
  if (correction == Atmosphere::none) return;
  if (scene.kind != Kind::toa)
    throw Error({"E3111",
                 scene.id + " is " + std::string(to_word(scene.kind)) +
                     ", and only top-of-atmosphere reflectance is corrected for the atmosphere here",
                 {scene.files.empty() ? scene.id : scene.files.front(), 0, 0, {}},
                 "leave atmosphere out of its entry"});
  std::vector<std::string> done;
  for (SceneBand& band : scene.bands) {
    if (band.source.layer.unit != "1") continue;
    const std::vector<double> values = sorted_reflectance(band);
    if (values.empty()) continue;
    const double number =
        correction == Atmosphere::dark_object ? subtract_dark(band, values) : divide_by_mean(band, values);
    done.push_back(band.name + " " + format_number(std::round(number * 1e5) / 1e5));
  }
  if (done.empty())
    throw Error({"E3111",
                 scene.id + " has no band with pixels enough to be corrected for the atmosphere",
                 {scene.files.empty() ? scene.id : scene.files.front(), 0, 0, {}},
                 "leave atmosphere out of its entry"});
  if (correction == Atmosphere::dark_object) {
    scene.decisions.push_back({"atmosphere", "dark object subtracted: " + join(done, ", "),
                               "Chavez 1988: darkest per mille of the pixels to 0.01"});
    return;
  }
  scene.kind = Kind::relative;
  scene.decisions.push_back({"atmosphere", "divided by the scene's mean: " + join(done, ", "),
                             "IARR, Kruse 1988: comparable inside this scene only"});
}

}  // namespace greisen::scene
