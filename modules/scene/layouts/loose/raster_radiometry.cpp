// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/raster_radiometry.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "geo/read/pixel_sample.hpp"
#include "scene/layouts/landsat_metadata.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::scene {
namespace {

const geo::BandInfo& stored_band(const SceneBand& band, const geo::FileInfo& info) {
  return info.bands.at(static_cast<std::size_t>(band.source.band - 1));
}

bool has_own_scale(const geo::BandInfo& stored) { return stored.scale != 1 || stored.offset != 0; }

/// A number that half of a sample of the band's pixels lie below; none where nothing was measured.
std::optional<double> median_dn(const SceneBand& band, const std::vector<double>& missing_dn) {
  geo::BandSource source = band.source;
  source.missing_dn.insert(source.missing_dn.end(), missing_dn.begin(), missing_dn.end());
  std::vector<float> values = geo::sample_dn(source).values;
  if (values.empty()) return {};
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return static_cast<double>(*middle);
}

std::string term_text(const LandsatGain& gain) {
  return "DN * " + format_number(gain.scale) + " + " + format_number(gain.offset) +
         (gain.unit == "1" ? "" : " " + gain.unit);
}

std::vector<std::optional<LandsatGain>> gains_by_name(const NamedBands& named) {
  std::vector<std::optional<LandsatGain>> gains;
  for (const NamedBand& band : named.bands) gains.push_back(landsat_gain_by_name(band.told));
  return gains;
}

/// Why the pixels cannot be what the names say; empty where they can. Numbers scaled before (0 to 1, or times 10000)
/// would be far below zero as DN of Collection 2.
std::string contradiction(const Scene& scene, const NamedBands& named,
                          const std::vector<std::optional<LandsatGain>>& gains) {
  constexpr double kLeastMedian = -0.05;
  constexpr double kMostMedian = 1.7;
  for (std::size_t i = 0; i < gains.size(); ++i) {
    if (!gains[i] || gains[i]->unit != "1") continue;
    const auto median = median_dn(scene.bands[i], gains[i]->missing_dn);
    if (!median) continue;
    const double reflectance = *median * gains[i]->scale + gains[i]->offset;
    if (reflectance >= kLeastMedian && reflectance <= kMostMedian) return "";
    return "the numbers of " + named.bands[i].told + " lie about " + format_number(std::round(*median * 1e4) / 1e4) +
           ", which as " + term_text(*gains[i]) + " would be a reflectance of " +
           format_number(std::round(reflectance * 1e3) / 1e3) + ": they seem to be scaled already";
  }
  return "";
}

/// Whether the names fix what the numbers mean; bands whose names do not are then left out.
bool take_names(Scene& scene, const NamedBands& named) {
  const auto gains = gains_by_name(named);
  if (std::ranges::none_of(gains, [](const auto& gain) { return gain.has_value(); })) return false;
  if (const std::string why = contradiction(scene, named, gains); !why.empty()) {
    scene.warnings.push_back(why + ", so how is not known");
    return false;
  }
  std::vector<SceneBand> kept;
  for (std::size_t i = 0; i < gains.size(); ++i) {
    SceneBand& band = scene.bands[i];
    if (!gains[i]) {
      scene.warnings.push_back("band " + named.bands[i].told + " is left out: its name does not say what its DN mean");
      continue;
    }
    band.source.scale = gains[i]->scale;
    band.source.offset = gains[i]->offset;
    band.source.layer.unit = gains[i]->unit;
    for (const double missing : gains[i]->missing_dn)
      if (std::ranges::find(band.source.missing_dn, missing) == band.source.missing_dn.end())
        band.source.missing_dn.push_back(missing);
    scene.decisions.push_back({named.bands[i].told, term_text(*gains[i]), gains[i]->why});
    kept.push_back(std::move(band));
  }
  scene.bands = std::move(kept);
  scene.kind = Kind::surface;
  return true;
}

/// The survey's numbers stand; where names fix others, or the file has others, it is said.
void take_given(Scene& scene, const SceneRequest& request, const geo::FileInfo& info, const NamedBands& named,
                const GivenRadiometry& given) {
  bool own = false;
  for (std::size_t i = 0; i < scene.bands.size(); ++i) {
    geo::BandSource& source = scene.bands[i].source;
    own = own || has_own_scale(stored_band(scene.bands[i], info));
    // Lists of the survey count the bands of the file, those left out with "-" as well.
    const auto at = request.bands.empty() ? i : static_cast<std::size_t>(source.band - 1);
    source.scale = given.scale(at);
    source.offset = given.offset(at);
  }
  scene.kind = request.kind.value_or(Kind::surface);
  scene.decisions.push_back({"reflectance", given.text(), "scale and offset of the survey"});
  if (own) scene.warnings.emplace_back("the file has a scale or offset of its own; those of the survey replace them");
  const auto gains = gains_by_name(named);
  for (std::size_t i = 0; i < gains.size(); ++i) {
    const geo::BandSource& source = scene.bands[i].source;
    if (!gains[i] ||
        (std::abs(source.scale / gains[i]->scale - 1) < 1e-6 && std::abs(source.offset - gains[i]->offset) < 1e-9))
      continue;
    if (!contradiction(scene, named, gains).empty()) return;
    scene.warnings.push_back("the scale and offset stated (" + given.text() + ") are not those that the name " +
                             named.bands[i].told + " fixes: " + term_text(*gains[i]));
    return;
  }
}

}  // namespace

bool integer_type(const std::string& type) { return type.find("Int") != std::string::npos || type == "Byte"; }

void set_raster_radiometry(Scene& scene, const SceneRequest& request, const geo::FileInfo& info,
                           const NamedBands& named) {
  const GivenRadiometry given(request, request.bands.empty() ? scene.bands.size() : request.bands.size());
  if (given.any()) {
    take_given(scene, request, info, named, given);
    return;
  }
  std::size_t own = 0;
  for (SceneBand& band : scene.bands) {
    const geo::BandInfo& stored = stored_band(band, info);
    own += has_own_scale(stored) ? 1U : 0U;
    band.source.scale = stored.scale;
    band.source.offset = stored.offset;
  }
  if (own == scene.bands.size()) {
    scene.kind = request.kind.value_or(Kind::surface);
    scene.decisions.push_back({"reflectance", "scale and offset of the file, band by band", "the survey gives none"});
    return;
  }
  if (own == 0 && request.kind.value_or(Kind::surface) == Kind::surface && take_names(scene, named)) return;
  const bool whole = std::ranges::any_of(scene.bands, [](const SceneBand& band) { return integer_type(band.type); });
  scene.kind = whole ? Kind::dn : request.kind.value_or(Kind::dn);
  scene.decisions.push_back(
      {"reflectance", "values as they are", "neither the survey nor the file gives scale and offset"});
  if (whole && request.kind.value_or(Kind::dn) != Kind::dn)
    scene.warnings.push_back(
        "kind: " + std::string(to_word(*request.kind)) +
        " says what scale and offset lead to, and there are none: whole numbers stay digital numbers");
  if (own > 0)
    scene.warnings.push_back("only " + std::to_string(own) + " of " + std::to_string(scene.bands.size()) +
                             " bands have a scale or offset in the file, so what its numbers mean is not known");
}

}  // namespace greisen::scene
