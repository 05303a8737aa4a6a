// SPDX-License-Identifier: Apache-2.0
#include "scene/inspect.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "geo/read/pixel_sample.hpp"

namespace greisen::scene {
namespace {

/// Offset of Sentinel-2 products from baseline 04.00 on, in DN.
constexpr double kUsualOffsetDn = 1000;
/// Fewer pixels, of a sliver of a swath, tell nothing of a scene's darkest per cent.
constexpr std::int64_t kLeastPixels = 1000;
/// Surface reflectance below this is no longer noise or shadow.
constexpr double kImpossibleReflectance = -0.03;

/// Value at share q of the sorted values: the nearest rank.
double quantile(const std::vector<float>& sorted, double q) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return static_cast<double>(sorted[static_cast<std::size_t>(std::lround(q * last))]);
}

void look_at_pixels(const SceneBand& band, BandReport& report, std::vector<std::string>& warnings) {
  std::vector<float> values;
  try {
    values = geo::sample_dn(band.source).values;
  } catch (const Error& error) {
    warnings.push_back(band.name + " cannot be read: " + error.problems().front().what);
    return;
  }
  report.sampled = static_cast<std::int64_t>(values.size());
  if (values.empty()) {
    warnings.push_back(band.name + " holds no measurement");
    return;
  }
  std::ranges::sort(values);
  report.p1_dn = quantile(values, 0.01);
  report.p50_dn = quantile(values, 0.50);
  report.p99_dn = quantile(values, 0.99);
}

bool has_alpha(const geo::FileInfo& info) { return std::ranges::any_of(info.bands, &geo::BandInfo::alpha); }

BandReport report_band(const SceneBand& band, const geo::FileInfo& info, std::vector<std::string>& warnings) {
  const geo::BandInfo& stored = info.bands.at(static_cast<std::size_t>(band.source.band - 1));
  BandReport report;
  report.name = band.name;
  report.role = band.role;
  report.file = band.source.path;
  report.band = band.source.band;
  report.cols = info.grid.cols;
  report.rows = info.grid.rows;
  report.pixel_m = band.pixel_m;
  report.type = stored.type;
  report.has_nodata = stored.has_nodata;
  report.nodata = stored.nodata;
  report.mask = stored.masked ? "mask" : !band.source.alpha_is_data && has_alpha(info) ? "alpha" : "";
  report.block_cols = stored.block_cols;
  report.block_rows = stored.block_rows;
  report.scale = band.source.scale;
  report.offset = band.source.offset;
  look_at_pixels(band, report, warnings);
  return report;
}

/// Sentinel-2: does the histogram agree with the offset that was decided?
void compare_offset(const Scene& scene, const std::vector<BandReport>& bands, std::vector<std::string>& warnings) {
  if (scene.sensor != "sentinel2") return;
  std::vector<std::string> below;
  bool all_above = true;
  std::size_t sampled = 0;
  for (const BandReport& band : bands) {
    if (band.sampled < kLeastPixels || band.name == "B10") continue;
    ++sampled;
    all_above = all_above && band.p1_dn >= kUsualOffsetDn;
    if (is_reflectance(scene.kind) && band.p1_dn * band.scale + band.offset < kImpossibleReflectance)
      below.push_back(band.name);
  }
  if (!below.empty()) {
    warnings.emplace_back("the offset does not fit the pixels: 1 % of " + join(below, ", ") +
                          " would be reflectance below " + format_number(kImpossibleReflectance) +
                          "; was the offset already applied to these files?");
  }
  const bool no_offset = std::ranges::all_of(bands, [](const BandReport& band) { return band.offset == 0; });
  if (sampled >= 3 && all_above && no_offset) {
    warnings.emplace_back(
        "all bands begin at DN 1000 or above (1st percentile), as products with an offset of -1000 DN do, but "
        "no offset is taken: check the processing baseline");
  }
}

SceneReport report_scene(Scene scene, const geo::Area* area) {
  SceneReport report;
  std::map<std::string, geo::FileInfo> infos;
  for (const SceneBand& band : scene.bands) {
    const auto [info, fresh] = infos.try_emplace(band.source.path);
    if (fresh) info->second = geo::file_info(band.source.path);
    report.bands.push_back(report_band(band, info->second, scene.warnings));
  }
  compare_offset(scene, report.bands, scene.warnings);
  if (area != nullptr && !scene.crs.empty() && !scene.bands.empty()) report.coverage = coverage_of(scene, *area);
  report.scene = std::move(scene);
  return report;
}

}  // namespace

std::vector<SceneReport> inspect(const std::vector<std::string>& paths, const Catalogue& catalogue, Log& log,
                                 std::vector<Problem>& problems, const geo::Area* area) {
  SceneRequest request;
  request.path = paths.front();
  request.also.assign(paths.begin() + 1, paths.end());
  request.tolerant = true;
  std::vector<SceneReport> reports;
  for (Scene& scene : find_scenes(request, "", catalogue, log, problems))
    reports.push_back(report_scene(std::move(scene), area));
  return reports;
}

}  // namespace greisen::scene
