// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/sentinel2_offset.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/decimated.hpp"

namespace greisen::scene {
namespace {

constexpr double kImpossible = -0.015;
constexpr double kDoubtfulShare = 0.01;
constexpr double kRemovedShare = 0.20;
constexpr int kSampleSide = 256;

/// Share of the band's measurements below kImpossible; none where there are none or they cannot be read.
std::optional<double> share_below(const SceneBand& band) {
  std::vector<float> dn;
  try {
    dn = geo::decimated_dn(band.source.path, band.source.band, kSampleSide);
  } catch (const Error& error) {
    if (error.code().starts_with("E30")) return {};  // told when the band is read in earnest
    throw;
  }
  std::size_t all = 0;
  std::size_t below = 0;
  for (const float value : dn) {
    const auto stored = static_cast<double>(value);
    const auto missing = [&](double one) { return stored == one; };
    if (std::isnan(value) || std::ranges::any_of(band.source.missing_dn, missing)) continue;
    ++all;
    below += stored * band.source.scale + band.source.offset < kImpossible ? 1U : 0U;
  }
  if (all == 0) return {};
  return static_cast<double>(below) / static_cast<double>(all);
}

std::vector<const SceneBand*> bands_to_look_at(const std::vector<SceneBand>& bands) {
  std::vector<const SceneBand*> chosen;
  for (const char* name : {"B04", "B11", "B12", "B03", "B8A", "B08"}) {
    const auto band = std::ranges::find(bands, name, &SceneBand::name);
    if (chosen.size() < 3 && band != bands.end() && band->source.offset < 0) chosen.push_back(&*band);
  }
  return chosen;
}

}  // namespace

OffsetCheck check_offset(const std::vector<SceneBand>& bands) {
  double least = 1;
  double most = 0;
  std::vector<std::string> texts;
  for (const SceneBand* band : bands_to_look_at(bands)) {
    const auto share = share_below(*band);
    if (!share) continue;
    least = std::min(least, *share);
    most = std::max(most, *share);
    texts.push_back(fmt::format("{:.0f} % of {}", 100 * *share, band->name));
  }
  OffsetCheck check;
  if (texts.empty()) return check;
  check.what = join(texts, ", ") + " would be reflectance below " + format_number(kImpossible);
  if (least > kRemovedShare) {
    check.fit = OffsetFit::removed;
  } else if (most > kDoubtfulShare) {
    check.fit = OffsetFit::doubtful;
  }
  return check;
}

}  // namespace greisen::scene
