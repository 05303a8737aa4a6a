// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/loose_names.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"

namespace greisen::scene {
namespace {

using Parts = std::vector<std::string>;

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_craft(const std::string& part) { return glob_match("L[COTE]0[4-9]", part); }
/// Path and row, or the tile.
bool is_place(const std::string& part) { return part.size() == 6 && all_digits(part); }

/// What stands behind the scene's name: SR_B4, ST_B10, sr_band4, SRB4, B4, B6_VCID_1, QA_PIXEL, QA_RADSAT,
/// SR_QA_AEROSOL, MTL; others are of no use.
void take_kind(const std::string& kind, LooseName& name) {
  name.file_band = kind;
  if (glob_match("SR_B[1-9]", kind) || glob_match("ST_B[1-9]*", kind)) {
    name.band = kind.substr(3);
  } else if (glob_match("sr_band[1-9]", kind) || glob_match("SRB[1-9]", kind)) {
    name.band = std::string("B") + kind.back();
  } else if (glob_match("B[1-9]", kind) || glob_match("B1[01]", kind)) {
    name.band = kind;
  } else if (kind == "B6_VCID_1") {  // the low gain does not saturate
    name.band = "B6";
  } else if (kind == "QA_PIXEL" || kind == "QA_RADSAT" || kind == "SR_QA_AEROSOL") {
    name.band = kind;
  }
}

void take_craft(char craft, LooseName& name) {
  name.sensor = craft >= '8' ? "landsat89" : "landsat57";
  name.platform = std::string("L") + craft;
}

/// LC08_L2SP_043024_20200802_20200914_02_T1_SR_B4
std::optional<LooseName> of_collection(const Parts& parts) {
  if (parts.size() < 8 || !is_craft(parts[0]) || !is_place(parts[2])) return {};
  if (parts[5] != "01" && parts[5] != "02") return {};
  LooseName name;
  std::string unused;
  if (!read_stamp(parts[3] + "T000000", name.date, unused)) return {};
  take_craft(parts[0][3], name);
  name.level = parts[1];
  name.tile = parts[2];
  name.scene = join(Parts(parts.begin(), parts.begin() + 7), "_");
  take_kind(join(Parts(parts.begin() + 7, parts.end()), "_"), name);
  return name;
}

/// LC08_CU_003008_20230714_20230720_02_SR_B4, and LC08_CU_003008_20130714_20181212_C01_V01_SRB4 of Collection 1.
std::optional<LooseName> of_tiles(const Parts& parts) {
  if (parts.size() < 7 || !is_craft(parts[0]) || !is_place(parts[2])) return {};
  if (parts[1] != "CU" && parts[1] != "AK" && parts[1] != "HI") return {};
  const bool first = parts[5] == "C01" && glob_match("V[0-9][0-9]", parts[6]);
  if (parts[5] != "02" && !first) return {};
  LooseName name;
  std::string unused;
  if (!read_stamp(parts[3] + "T000000", name.date, unused)) return {};
  const std::ptrdiff_t kind = first ? 7 : 6;
  take_craft(parts[0][3], name);
  name.level = "ARD";
  name.tile = parts[1] + "_" + parts[2];
  name.scene = join(Parts(parts.begin(), parts.begin() + kind), "_");
  take_kind(join(Parts(parts.begin() + kind, parts.end()), "_"), name);
  return name;
}

/// LC08_043024_20200802_SR_B4: the name of an image in Earth Engine and its band.
std::optional<LooseName> of_earth_engine(const Parts& parts) {
  if (parts.size() < 4 || !is_craft(parts[0]) || !is_place(parts[1])) return {};
  LooseName name;
  std::string unused;
  if (!read_stamp(parts[2] + "T000000", name.date, unused)) return {};
  take_craft(parts[0][3], name);
  name.level = "unknown";
  name.tile = parts[1];
  name.scene = join(Parts(parts.begin(), parts.begin() + 3), "_");
  take_kind(join(Parts(parts.begin() + 3, parts.end()), "_"), name);
  return name.band.empty() ? std::nullopt : std::optional(name);
}

/// LC81390452014295LGN00_B5: sensor, path and row, year and day of the year, station and version.
std::optional<LooseName> before_collections(const Parts& parts) {
  const std::string& scene = parts.front();
  if (parts.size() < 2 || scene.size() != 21 || !glob_match("L[COTE][4-8]*", scene) ||
      !all_digits(std::string_view(scene).substr(3, 13)))
    return {};
  LooseName name;
  take_craft(scene[2], name);
  name.level = "L1T";
  name.tile = scene.substr(3, 6);
  name.scene = scene;
  take_kind(join(Parts(parts.begin() + 1, parts.end()), "_"), name);
  return name;
}

}  // namespace

std::optional<LooseName> landsat_name(std::string_view file_name) {
  static constexpr std::array<std::string_view, 3> kMetadata = {".txt", ".xml", ".json"};
  const std::string lowered = lower(file_name);
  const bool metadata = std::ranges::any_of(
      kMetadata, [&](std::string_view ending) { return lowered.ends_with("_mtl" + std::string(ending)); });
  if ((!metadata && !raster_name(file_name)) || file_name.size() > 255) return {};
  const Parts parts = split(file_name.substr(0, file_name.rfind('.')), '_');
  for (const auto rule : {&of_tiles, &of_collection, &of_earth_engine, &before_collections})
    if (auto name = rule(parts)) return name;
  return {};
}

}  // namespace greisen::scene
