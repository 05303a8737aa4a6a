// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sample_data/cover_map.hpp"
#include "sample_data/districts/layout.hpp"
#include "sample_data/districts/surfaces.hpp"
#include "sample_data/plane.hpp"

namespace greisen::sample {

/// The ground of a drawn district, of the country that set_country named: bedrock under soil and plants in fractal
/// patches, what lies on it mixed by area.
class Land {
 public:
  Land(const Draw& draw, const Layout& layout, const Surfaces& surfaces, double contrast, std::uint64_t seed);
  /// What lies over the ground, for masks: water and burnt ground have their codes.
  [[nodiscard]] const CoverMap& map() const { return things_; }
  /// In all bands of Reflectance, pixels of 10 m, lit, under a clear sky.
  [[nodiscard]] std::vector<Plane> clear() const;
  [[nodiscard]] double height_m(const geo::Point& place) const;

 private:
  struct Here {
    std::size_t pixel = 0;
    int row = 0;
    int col = 0;
  };
  void raise_ridges();
  [[nodiscard]] Reflectance natural(const Here& here) const;
  [[nodiscard]] Reflectance lying(const Lying& one, const Here& here, const Reflectance& around) const;
  [[nodiscard]] Reflectance surface(int code, const Here& here, const Reflectance& around) const;
  [[nodiscard]] double light(const Here& here) const;

  const Draw& draw_;
  const Layout& layout_;
  const Surfaces& surfaces_;
  double contrast_;
  std::uint64_t seed_;
  CoverMap rocks_;
  CoverMap things_;
  std::vector<float> heights_;
  std::vector<float> green_;
  std::vector<float> dry_;
  std::vector<float> outcrop_;
  std::vector<float> bright_;
  std::vector<float> exposure_;
  std::array<Reflectance, static_cast<std::size_t>(Kind::end)> bare_ = {};  ///< rock of what crops out
};

}  // namespace greisen::sample
