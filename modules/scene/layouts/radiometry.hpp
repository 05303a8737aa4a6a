// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scene/scene.hpp"

namespace greisen::scene {

/// Scale and offset as the survey gives them. E3108 where lists and bands do not fit or a number cannot be meant.
class GivenRadiometry {
 public:
  /// `bands`: how many bands the lists are for; 0 where the survey does not list them (then one value for all).
  GivenRadiometry(const SceneRequest& request, std::size_t bands);

  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] double scale(std::size_t band) const;
  [[nodiscard]] double offset(std::size_t band) const;
  /// "DN × 0.0001 − 0.1"
  [[nodiscard]] std::string text() const;

 private:
  const SceneRequest& request_;
  bool any_ = false;
};

/// What a product without a word on its radiometry is told: E3103, or a warning and Kind::dn in a tolerant request.
/// The advice is that of the sensor.
void radiometry_unknown(Scene& scene, const SceneRequest& request, const Sensor& sensor, const std::string& what);

/// Takes scale and offset of the survey over for all bands of the scene (one number each), with the decision and the
/// kind they lead to.
void apply_given(Scene& scene, const SceneRequest& request, const GivenRadiometry& given,
                 const std::string& instead_of);

/// Keeps the scale and offset that the files themselves state, where all bands have one that can lead to reflectance
/// (scale from 1e-6 to 0.1, offset within 1), with the decision; else sets scale 1 and offset 0 and gives false.
bool take_scale_of_files(Scene& scene);

/// Earth-Sun distance in AU on a day YYYY-MM-DD: 1 - 0.01672 cos(0.9856 (day of the year - 4)), in degrees, as the LP
/// DAAC converts ASTER; within 0.0003 AU of the ephemeris. None for no date.
std::optional<double> earth_sun_distance_au(std::string_view date);

/// nodata and saturation values of the sensor as missing DN.
std::vector<double> missing_dn_of(const Sensor& sensor);

}  // namespace greisen::scene
