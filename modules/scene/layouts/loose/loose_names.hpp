// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scene/layouts/loose/name_forms.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// What the name of a single-band file tells.
struct LooseName {
  std::string sensor;          ///< catalogue id; empty where the name does not tell
  std::string scene;           ///< same for all files of one acquisition: "T11UPT_20200804T183919"
  std::string band;            ///< band or quality layer: "B02", "SCL"; empty: known and of no use (TCI, AOT …)
  std::string file_band = {};  ///< as the file has it where that differs: "SR_B4", "B6_VCID_1"
  std::string platform = {};   ///< "L8"; may be empty
  std::string level;           ///< "unknown" where the name does not tell
  std::string date;            ///< YYYY-MM-DD
  std::string time;            ///< hh:mm:ss, or empty
  std::string tile;
  double pixel_m = 0;              ///< 0: not in the name
  const NameForm* form = nullptr;  ///< the row of the table it follows; null: Landsat's own names
};

/// Names of the USGS: Collection 2 and 1 (LC08_L2SP_043024_20200802_20200914_02_T1_SR_B4.TIF), their analysis-ready
/// tiles (LC08_CU_003008_20230714_20230720_02_SR_B4.TIF) and those before (LC81390452014295LGN00_B5.TIF), for band
/// files and for metadata, whose file_band is then "MTL"; and bands of Earth Engine's images
/// (LC08_043024_20200802_SR_B4.tif).
std::optional<LooseName> landsat_name(std::string_view file_name);

/// By the table of forms (name_forms.hpp), then Landsat's; none for a name that follows neither.
std::optional<LooseName> loose_name(std::string_view file_name);

/// What a folder's name, or the part of a file's name before the band, tells of sensor, platform, level, date, time and
/// tile; what it does not tell stays as it was.
void take_from_text(const std::string& text, LooseName& name);

/// The band or quality layer of the sensor that a word means: its names, aliases and roles, STAC's common names,
/// "band4", "sr_band4".
std::optional<std::string> band_called(const Sensor& sensor, const std::string& word);

/// A scene with all that the name tells of it; a list of bands in the survey is warned of, the files name theirs.
Scene named_scene(const LooseName& name, const Sensor& sensor, std::string_view layout, const SceneRequest& request);

}  // namespace greisen::scene
