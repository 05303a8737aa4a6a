// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "catalogue/catalogue.hpp"
#include "geo/read/band_source.hpp"

namespace greisen {
class Log;
}

namespace greisen::scene {

/// What the numbers are after scale and offset: surface reflectance, top-of-atmosphere reflectance, or digital numbers
/// of unknown scale (indices that need reflectance are refused on them).
/// `relative`: divided by the scene's own mean; only what no scale changes holds on it.
enum class Kind { surface, toa, relative, dn };
std::string_view to_word(Kind kind);
/// Does a number of 0.3 mean a third of the light? Physical thresholds hold on such kinds alone.
constexpr bool is_reflectance(Kind kind) { return kind == Kind::surface || kind == Kind::toa; }

/// Corrections of top-of-atmosphere reflectance, see atmosphere.hpp.
enum class Atmosphere { none, dark_object, internal_average };
std::string_view to_word(Atmosphere correction);

/// One band: where it is and how its DN becomes reflectance.
struct SceneBand {
  std::string name;      ///< as the sensor calls it ("B04"), or the file's own name where there is no sensor
  std::string role;      ///< "red", or empty
  double centre_nm = 0;  ///< 0: unknown
  double width_nm = 0;
  geo::BandSource source;  ///< scale and offset give reflectance; missing_dn holds nodata and saturation
  double pixel_m = 0;      ///< of the file, in metres; of a geographic grid at the equator
  Grid grid;               ///< of the file
  bool turned = false;     ///< its pixels lie on no such grid: `grid` is the box around them
  std::string type;        ///< "UInt16"

  /// What `source` says of it, with wavelength, width and pixel.
  [[nodiscard]] Layer layer() const;
};

/// The product's own classification (SCL, QA_PIXEL) and what its codes mean.
struct SceneQuality {
  geo::BandSource source;  ///< of class values, which class_bits (quality_mask.hpp) reads
  QualityLayer meaning;
  double pixel_m = 0;
  Grid grid;
};

/// A radiometric decision: what, which value, and why.
struct Decision {
  std::string what;   ///< "offset"
  std::string value;  ///< "-1000 DN (all bands)"
  std::string why;    ///< "BOA_ADD_OFFSET of MTD_MSIL2A.xml, baseline 05.09"
};

/// "Made up" stands in the metadata of scenes that greisen itself made: PRODUCT_DOI of Sentinel-2, ORIGIN of Landsat
/// and ASTER.
bool is_made_up(std::string_view origin);

/// One acquisition.
struct Scene {
  std::string id;        ///< the product's name, or tile and time, or the file's stem; unique in one find_scenes
  std::string sensor;    ///< id in the catalogue; empty where nobody said
  std::string platform;  ///< "S2A"; may be empty
  std::string level;     ///< "L2A", "L1C", "unknown"
  Kind kind = Kind::dn;
  std::string layout;    ///< "sentinel2-safe", "loose files", "raster"
  std::string date;      ///< YYYY-MM-DD, or empty
  std::string time;      ///< hh:mm:ss UTC, or empty
  std::string tile;      ///< "T29TPF", or empty
  std::string baseline;  ///< "05.09", or empty
  std::optional<double> sun_zenith_deg;
  std::optional<double> sun_azimuth_deg;  ///< clockwise from north
  std::optional<double> cloud_percent;    ///< the product's own
  std::vector<SceneBand> bands;           ///< in the sensor's order
  std::vector<SceneQuality> quality;      ///< in the sensor's order; a pixel has the reasons of all
  std::string crs;                        ///< WKT2 of the finest band; empty where the file has none
  std::vector<Grid> footprints;           ///< distinct grids of the bands, finest first
  std::vector<Decision> decisions;
  std::vector<std::string> warnings;
  bool synthetic = false;          ///< made up, as its metadata say (is_made_up): no satellite saw it
  std::vector<std::string> files;  ///< all files this scene reads or was told by, sorted

  /// The band of that name or role, without regard to case; null where there is none.
  [[nodiscard]] const SceneBand* find(std::string_view name_or_role) const;
};

/// The window of a grid that the scene's bands can reach; empty where they lie elsewhere, or one of them says not
/// where.
Window extent_on(const Scene& scene, const Grid& grid);

/// One entry of `scenes:` in the survey (contract.md, section 2).
struct SceneRequest {
  std::string path;                    ///< glob, folder, zip or /vsi path, relative to the base folder
  std::vector<std::string> also = {};  ///< more such paths: files of one scene may be named one by one
  std::string sensor = {};             ///< catalogue id; empty: from the files
  std::vector<double> scale = {};  ///< reflectance = DN * scale + offset; none, one for all, or one for each of `bands`
  std::vector<double> offset = {};
  std::vector<std::string> bands = {};  ///< names, aliases or roles in the file's order, "-" skips; rasters only
  std::string date = {};                ///< YYYY-MM-DD, where the files do not say
  std::optional<Kind> kind = {};        ///< what scale and offset lead to; none: surface where scale is given
  Atmosphere atmosphere = Atmosphere::none;
  double resolution_m = 0;  ///< wanted pixel: the coarsest file not above it is taken; 0: the finest
  bool tolerant = false;    ///< unknown radiometry becomes Kind::dn and a warning instead of E3103
  Where where = {};         ///< of the entry, for messages
};

/// All scenes a request means, sorted by date, time, tile and id; the same for any order in which files are listed.
/// E3101 nothing there, E3102 no known scene, E3103 radiometry unknown, E3104/E3105 metadata, E3106 a path that leaves
/// its product, E3107 no usable band, E3108 bands do not fit, E3109 beyond limits, E3112 dead detectors, E3113 date.
std::vector<Scene> find_scenes(const SceneRequest& request, const std::string& base_folder, const Catalogue& catalogue,
                               Log& log);
/// The same; what is wrong beside the scenes that were found, or with all of them, goes into `problems`.
std::vector<Scene> find_scenes(const SceneRequest& request, const std::string& base_folder, const Catalogue& catalogue,
                               Log& log, std::vector<Problem>& problems);

}  // namespace greisen::scene
