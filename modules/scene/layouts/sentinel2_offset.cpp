// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/sentinel2_offset.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/read/pixel_sample.hpp"
#include "scene/composite.hpp"

namespace greisen::scene {
namespace {

constexpr double kDoubtful = -0.015;
constexpr double kImpossible = -0.03;
constexpr double kDoubtfulShare = 0.01;
constexpr double kRemovedShare = 0.20;
constexpr std::size_t kLeastPixels = 1000;
constexpr double kLeastShare = 0.05;

/// What of a band lies below the two limits, of its pixels that count.
struct Look {
  const SceneBand* band;
  std::size_t pixels = 0;
  double measured_share = 0;  ///< of the pixels looked at
  double doubtful = 0;        ///< share of `pixels`
  double impossible = 0;
};

/// The band's clear ground: reflectance, missing where the classification masks it.
Raster clear_ground(const Scene& scene, const SceneBand& band) {
  MaskOptions mask;
  mask.masked = bits_of({Reason::nodata, Reason::cloud, Reason::cirrus, Reason::shadow, Reason::terrain_shadow,
                         Reason::water, Reason::saturated});
  mask.buffer_m = 0;
  mask.shadow_geometry = false;
  return scene_raster(scene, {band.name}, band.grid, mask);
}

/// None where the band cannot be read.
std::optional<Look> look_at(const Scene& scene, const SceneBand& band) {
  geo::PixelSample sample;
  try {
    geo::SamplePlan plan = geo::sample_plan(band.source.path, band.source.band);
    plan.enough = 10 * kLeastPixels;
    sample = geo::sample_pixels(clear_ground(scene, band), plan);
  } catch (const Error& error) {
    if (error.code().starts_with("E30") || error.code().starts_with("E40"))
      return {};  // told when it is read in earnest
    throw;
  }
  Look look{&band, sample.values.size(), sample.measured_share(), 0, 0};
  const auto below = [&](double limit) {
    const auto count =
        std::ranges::count_if(sample.values, [&](float value) { return static_cast<double>(value) < limit; });
    return static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(1, sample.values.size()));
  };
  look.doubtful = below(kDoubtful);
  look.impossible = below(kImpossible);
  return look;
}

std::vector<const SceneBand*> bands_to_look_at(const std::vector<SceneBand>& bands) {
  std::vector<const SceneBand*> chosen;
  for (const char* name : {"B04", "B11", "B12", "B03", "B8A", "B08"}) {
    const auto band = std::ranges::find(bands, name, &SceneBand::name);
    if (chosen.size() < 3 && band != bands.end() && band->source.offset < 0) chosen.push_back(&*band);
  }
  return chosen;
}

/// "34 %", "0.42 %": never 0 where there is something.
std::string percent(double share) {
  const double number = 100 * share;
  return number >= 9.95 || number == 0 ? fmt::format("{:.0f} %", number) : fmt::format("{:.2g} %", number);
}

std::string shares_text(const std::vector<Look>& looks, double Look::*share, double limit) {
  std::vector<std::string> texts;
  for (const Look& look : looks) texts.push_back(percent(look.*share) + " of " + look.band->name);
  return join(texts, ", ") + " would be reflectance below " + format_number(limit);
}

}  // namespace

OffsetCheck check_offset(const Scene& scene) {
  std::vector<Look> looks;
  std::optional<Look> few;
  for (const SceneBand* band : bands_to_look_at(scene.bands)) {
    const auto look = look_at(scene, *band);
    if (!look) continue;
    const bool enough = look->pixels >= kLeastPixels && look->measured_share >= kLeastShare;
    if (enough)
      looks.push_back(*look);
    else if (!few)
      few = *look;
  }
  if (looks.empty() && few)
    return {OffsetFit::unchecked,
            fmt::format("{} pixels of {} are clear ground, {} of those looked at; {} and {} are needed", few->pixels,
                        few->band->name, percent(few->measured_share), kLeastPixels, percent(kLeastShare))};
  if (looks.empty()) return {};
  if (std::ranges::all_of(looks, [](const Look& look) { return look.impossible > kRemovedShare; }))
    return {OffsetFit::removed, shares_text(looks, &Look::impossible, kImpossible)};
  const bool doubtful = std::ranges::any_of(looks, [](const Look& look) { return look.doubtful > kDoubtfulShare; });
  return {doubtful ? OffsetFit::doubtful : OffsetFit::fits, shares_text(looks, &Look::doubtful, kDoubtful)};
}

void compare_offset_with_pixels(Scene& scene, const std::string& whose) {
  const OffsetCheck check = check_offset(scene);
  switch (check.fit) {
    case OffsetFit::fits:
      return;
    case OffsetFit::doubtful:
      scene.warnings.push_back("the offset of " + whose + " fits the pixels badly: " + check.what +
                               "; was it removed before (a harmonised copy)? Then give scale: 0.0001, offset: 0 in the "
                               "survey");
      return;
    case OffsetFit::removed:
      for (SceneBand& band : scene.bands) band.source.offset = 0;
      scene.decisions.push_back({"offset not applied", "0 DN", "the pixels no longer have it: " + check.what});
      scene.warnings.push_back("the offset of " + whose + " is not applied, because it was removed before: " +
                               check.what + "; give scale and offset in the survey if this is wrong");
      return;
    case OffsetFit::unchecked:
      if (!check.what.empty())
        scene.warnings.push_back("the offset of " + whose +
                                 " is applied, and could not be checked on the pixels: " + check.what);
      return;
  }
}

}  // namespace greisen::scene
