// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace greisen {

// Names of the rasters of a run, below its folder: written here alone.

inline constexpr const char* kReasonsFile = "reasons.tif";

inline std::string prospectivity_file(const std::string& model) { return "prospectivity_" + model + ".tif"; }
inline std::string uncertainty_file(const std::string& model) { return "uncertainty_" + model + ".tif"; }
inline std::string classes_file(const std::string& model) { return "classes_" + model + ".tif"; }
inline std::string evidence_file(const std::string& model, const std::string& evidence) {
  return "evidence/" + model + "/" + evidence + ".tif";
}
inline std::string lookalike_file(const std::string& id) { return "lookalikes/" + id + ".tif"; }
inline std::string observations_file(const std::string& sensor) { return "observations_" + sensor + ".tif"; }
/// `of`: the sensor's id, or "terrain".
inline std::string layer_file(const std::string& of, const std::string& name) {
  return "layers/" + of + "/" + name + ".tif";
}
inline std::string picture_file(const std::string& sensor) { return layer_file(sensor, "scene"); }
inline std::string reflectance_file(const std::string& sensor) { return layer_file(sensor, "reflectance"); }

}  // namespace greisen
