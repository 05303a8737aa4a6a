// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scene/coverage.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// What is in a band's file. Percentiles are of DN of measured pixels (no nodata, nothing that a mask hides) at
/// full resolution: see geo::sample_dn.
struct BandReport {
  std::string name;
  std::string role;
  std::string file;
  int band = 1;
  std::int64_t cols = 0;
  std::int64_t rows = 0;
  double pixel_m = 0;
  std::string type;
  bool has_nodata = false;
  double nodata = 0;
  std::string mask;  ///< what else says which pixels are missing: "mask" (in the file or beside it), "alpha", or empty
  int block_cols = 0;
  int block_rows = 0;
  double scale = 1;  ///< decided: reflectance = DN * scale + offset
  double offset = 0;
  std::int64_t sampled = 0;  ///< pixels the percentiles rest on; 0: the band could not be read
  double p1_dn = 0;
  double p50_dn = 0;
  double p99_dn = 0;
};

/// A scene and what its pixels look like; `scene.warnings` includes contradictions between metadata and histogram.
struct SceneReport {
  Scene scene;
  std::vector<BandReport> bands;
  std::optional<Coverage> coverage = {};  ///< of the area that was asked about
};

/// All scenes at some paths (any that find_scenes takes); unknown radiometry is reported, not refused. Into `problems`:
/// what could not be read beside them. `area`: how much of it each covers is told too; null: of none.
std::vector<SceneReport> inspect(const std::vector<std::string>& paths, const Catalogue& catalogue, Log& log,
                                 std::vector<Problem>& problems, const geo::Area* area = nullptr);

std::string to_text(const SceneReport& report);
std::string to_json(const SceneReport& report);  ///< one object, keys as in the structs

}  // namespace greisen::scene
