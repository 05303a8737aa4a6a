// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "sample_data/cover_map.hpp"
#include "sample_data/dykes.hpp"
#include "sample_data/materials.hpp"

namespace greisen::sample {

/// Position of the sun at the made-up overpass.
inline constexpr double kSunZenithDeg = 24.8;
inline constexpr double kSunAzimuthDeg = 136.7;

/// How hard the country is to read.
struct Difficulty {
  double green_cover = 0.12;  ///< mean share under leaves, about
  double contrast = 1;        ///< of dykes and bodies: share of their rock that shows, times this
};

/// The reflectance of the country's surfaces, each with its own texture.
class Ground {
 public:
  Ground(const Materials& materials, const std::vector<Dyke>& dykes, const Difficulty& difficulty)
      : m_(materials), dykes_(dykes), difficulty_(difficulty) {}

  /// A pixel's surfaces mixed by area, as lit on its slope, without cloud.
  [[nodiscard]] Reflectance at(int row, int col, const std::vector<CoverShare>& shares) const;

 private:
  struct Plants {
    double dry = 0;    ///< share under dry grass
    double green = 0;  ///< share under leaves
  };
  [[nodiscard]] Plants plants_at(const geo::Point& place, int row, int col, double outcrop) const;
  [[nodiscard]] Reflectance bedrock_at(const geo::Point& place, double outcrop) const;
  [[nodiscard]] Reflectance natural_at(const geo::Point& place, int row, int col) const;
  [[nodiscard]] Reflectance made_by_people(Cover cover, const geo::Point& place) const;
  [[nodiscard]] Reflectance body_at(Cover cover, const geo::Point& place, const Reflectance& around) const;
  [[nodiscard]] Reflectance dyke_at(const Dyke& dyke, const geo::Point& place, const Reflectance& around) const;

  const Materials& m_;
  const std::vector<Dyke>& dykes_;
  Difficulty difficulty_;
};

}  // namespace greisen::sample
