// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scene/scene.hpp"

namespace greisen::scene {

/// Bands of a cube that are not used, by their number in the file, and why.
class LeftOutBands {
 public:
  /// Is the band one that sees nothing, or that the product calls bad? Then it is noted.
  bool takes(int number, bool good, double centre_nm, const Sensor& sensor);
  /// "left out: b1-b3, b7 (the product calls them bad), b104-b112 (gaps of the atmosphere)"; empty for none.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<int> bad_;
  std::vector<int> blind_;
};
/// "b1-b3, b7" of rising numbers.
std::string band_ranges(const std::vector<int>& numbers);

/// One channel of an imaging spectrometer.
struct Channel {
  double centre_nm = 0;
  double width_nm = 0;  ///< 0: unknown
  bool good = true;     ///< by the product's own list
  geo::BandSource source;
  int number = 0;  ///< what it is called by; 0: by its band in the file
};

/// Of the two detectors where they overlap (900-1000 nm) the short-wave one is taken from here on.
inline constexpr double kDetectorChangeNm = 950;

/// How all channels of a product lie, and GDAL's name of their numbers.
struct Plane {
  Grid grid;
  double pixel_m = 0;
  std::string type;
};

/// Adds the channels that see the ground as bands in the given order, called b and their number: not those that the
/// product calls bad, nor those in the sensor's atmospheric gaps; they are named in a decision. Layer names and
/// descriptions are set here. E3107 where none remains.
void take_channels(Scene& scene, std::vector<Channel> channels, const Sensor& sensor, const Plane& plane);

/// E3109 for a scene of more than 20 000 pixels along a side: no spectrometer in space has as many.
void refuse_absurd(std::uint64_t rows, std::uint64_t cols, const std::string& path);

/// "20200401101213" → date and time; false where it is none.
bool read_digits(const std::string& stamp, std::string& date, std::string& time);

}  // namespace greisen::scene
