// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greisen::scene {

/// An MTL file of the USGS: values by group and key, because the same key stands in the groups of level 1 and level 2
/// with other values. Text (GROUP = …), XML and JSON say the same; of nested groups the innermost counts.
class LandsatMetadata {
 public:
  /// The value of the first of these groups that has the key, without quotes; none where none has.
  [[nodiscard]] std::optional<std::string> text(const std::vector<std::string_view>& groups,
                                                std::string_view key) const;
  /// The same as a number within [least, most]; E3105 where it is no such number.
  [[nodiscard]] std::optional<double> number(const std::vector<std::string_view>& groups, std::string_view key,
                                             double least, double most) const;

  void add(std::string_view group, std::string_view key, std::string_view value);
  [[nodiscard]] bool empty() const { return groups_.empty(); }
  std::string path;  ///< for messages

 private:
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> groups_;
};

/// By the file's ending: .txt, .xml or .json. E3001/E3002 unreadable or above 4 MiB, E3104/E3105 no such metadata.
LandsatMetadata read_landsat_metadata(const std::string& path);

/// How a band's DN becomes its value: DN * scale + offset.
struct LandsatGain {
  double scale = 1;
  double offset = 0;
  std::string unit = "1";               ///< "1": reflectance; "K"; "W m-2 sr-1 um-1"
  std::string why;                      ///< where the numbers stand
  std::vector<double> missing_dn = {};  ///< fill and saturation
};
/// Scale and offset that the name of a band fixes by itself: surface reflectance and temperature of Collection 2
/// (SR_B4, ST_B10; USGS, Landsat Collection 2 Level-2 Science Product Guides) and surface reflectance of Collection 1
/// (sr_band4, SRB4; LEDAPS and LaSRC Product Guides). None for others: B4 may hold anything.
std::optional<LandsatGain> landsat_gain_by_name(std::string_view file_band);
/// Surface reflectance and temperature of level 2, top-of-atmosphere reflectance (divided by the sine of the sun's
/// elevation) and thermal radiance of level 1. Old TM and ETM+ metadata give radiance alone: reflectance then follows
/// from pi L d^2 / (ESUN sin e) with ESUN of Chander et al. 2009. None: the metadata tell nothing of this band.
/// `file_band` is the band as the file name has it: "SR_B4", "ST_B10", "B4", "B6_VCID_1".
std::optional<LandsatGain> landsat_gain(const LandsatMetadata& metadata, std::string_view file_band);

}  // namespace greisen::scene
