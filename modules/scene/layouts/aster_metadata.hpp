// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace greisen::scene {

/// What the metadata of an ASTER product tell; keys as GDAL gives those of its HDF-EOS attributes ("GAIN.1").
class AsterMetadata {
 public:
  AsterMetadata(std::map<std::string, std::string> items, std::string path);

  /// YYYY-MM-DD from CALENDARDATE; empty where it is not there.
  [[nodiscard]] std::string date() const;
  /// Azimuth and elevation of the sun in degrees (SOLARDIRECTION). E3105 where they cannot be.
  struct Sun {
    double azimuth_deg = 0;
    double elevation_deg = 0;
  };
  [[nodiscard]] std::optional<Sun> sun() const;
  /// "HGH", "NOR", "LOW", "LO1", "LO2" or "OFF" of a band ("1", "3N", "4"); "NOR" where the product does not say.
  [[nodiscard]] std::string gain(std::string_view band) const;
  /// EPSG code of the product's UTM zone; south of the equator 327zz. None where it does not say.
  [[nodiscard]] std::optional<int> epsg() const;
  /// Geotransform of a band of that pixel size: UPPERLEFTM is the centre of its first pixel as northing, easting;
  /// southern northings are negative. None where it is not there.
  [[nodiscard]] std::optional<std::array<double, 6>> place(double pixel_m) const;
  /// First value whose key is `key` or `key.something`.
  [[nodiscard]] std::optional<std::string> find(std::string_view key) const;

 private:
  [[nodiscard]] std::optional<std::array<double, 2>> pair(std::string_view key) const;
  std::map<std::string, std::string> items_;
  std::string path_;
};

/// Radiance (W m-2 sr-1 um-1) of one DN above 1, by band and gain (ASTER user's handbook, as in the LP DAAC's script);
/// none for a gain the band does not have, or OFF.
std::optional<double> aster_unit_radiance(std::string_view band, std::string_view gain);
/// Solar irradiance E0 (W m-2 um-1, Thome et al. 2001, as in the LP DAAC's script); 0 for thermal bands.
double aster_irradiance(std::string_view band);

/// What the name of an ASTER file tells.
struct AsterName {
  std::string product;  ///< "AST_L1T", "AST_07", "AST_07XT"
  std::string date;     ///< YYYY-MM-DD
  std::string time;     ///< hh:mm:ss
  std::string part;     ///< "VNIR", "SWIR", "TIR" of the GeoTIFF form; empty: the whole
};
/// AST_L1T_00308152003112233_20150501103405_12345.hdf, AST_07XT_00308152003112233_….hdf, AST_L1T_….VNIR.tif,
/// or with _ or - before VNIR.
std::optional<AsterName> aster_name(std::string_view file_name);

/// The short-wave infrared detectors: failed for scenes from 2008-04-01 on, saturating at times from 2007-05 on.
enum class AsterSwir { good, doubtful, dead };
AsterSwir aster_swir(std::string_view date);

}  // namespace greisen::scene
