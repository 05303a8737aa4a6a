// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/sensor.hpp"
#include "geo/read/band_source.hpp"

namespace greisen::scene {

/// The band of a sensor that a description means: "B02 (490 nm)", "B2, blue", "B2_median", "20230714T112119_B2".
struct DescribedBand {
  int band = 0;      ///< in the sensor
  std::string word;  ///< as the description has it, without what stands around it: "SR_B4"
  int rank = 0;      ///< 0: the band itself; then composites, best first: median, mean, other percentiles
};
std::optional<DescribedBand> described_band(const Sensor& sensor, std::string_view description);

/// The quality layer of the sensor that a description means, as it stands or as Earth Engine calls it.
const QualityLayer* described_quality(const Sensor& sensor, std::string_view description);

/// Does a file of measurements often hold such a band beside them, whatever its sensor? Probabilities, counts, spreads,
/// indices.
bool stands_beside_bands(std::string_view description);

/// Bands of a file that mean bands of the sensor, the best of those that mean the same one.
struct DescribedBands {
  struct One {
    int file_band = 1;  ///< counts from 1
    DescribedBand told;
  };
  std::vector<One> bands;             ///< in the file's order
  std::vector<std::string> left_out;  ///< descriptions of the rest
  std::vector<std::string> doubled;   ///< names of the sensor's bands that several mean equally well
  bool others = false;                ///< among the rest is what neither is a quality layer nor stands beside bands
};
DescribedBands described_bands(const geo::FileInfo& info, const Sensor& sensor);

}  // namespace greisen::scene
