// SPDX-License-Identifier: Apache-2.0
// Scenes as they lie on disk: SAFE folders, zips and tars of them, Landsat, stacks, STAC items with their files.
#include <cmath>

#include "base/log.hpp"
#include "catalogue/catalogue.hpp"
#include "fuzz/sandbox.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/told.hpp"
#include "geo/gdal/input_files.hpp"
#include "scene/inspect.hpp"

namespace greisen::fuzz {
namespace {

/// HDF4, HDF5 and classic netCDF: their libraries die of what is damaged, so the program decodes them in a process of
/// its own; they are driven from outside (outside.py).
bool of_another_process(const Bundle& bundle) {
  return std::ranges::any_of(bundle, [](const Member& member) {
    const std::string_view head = std::string_view(member.bytes).substr(0, 4096);
    return head.find("\x89HDF") != head.npos || head.starts_with("\x0e\x03\x13\x01") || head.starts_with("CDF");
  });
}

}  // namespace

void fuzz_scenes(std::string_view text) {
  static const Catalogue catalogue = load_catalogue();
  const Bundle bundle = parse_bundle(text);
  if (of_another_process(bundle)) return;
  const Sandbox box(bundle);
  if (box.first().empty()) return;
  Log log(LogOptions{.level = LogLevel::error});
  done_or_told([&] {
    std::vector<Problem> problems;
    for (const scene::SceneReport& report : scene::inspect({box.first()}, catalogue, log, problems)) {
      for (const scene::BandReport& band : report.bands)
        require(band.sampled == 0 || (std::isfinite(band.p1_dn) && std::isfinite(band.p99_dn)), "pixels not finite");
      require(!scene::to_text(report).empty() && !scene::to_json(report).empty(), "a scene without words");
    }
    if (!problems.empty()) throw Error(problems);
  });
  done_or_told([&] { static_cast<void>(geo::input_files(box.first(), geo::InputKind::raster)); });
  box.require_untouched();
}

}  // namespace greisen::fuzz
