// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "geo/place/crs.hpp"

namespace greisen::geo {

/// How coordinates of one datum come to another one.
struct DatumShift {
  std::string from;       ///< the CRS they are in, "EPSG:23030"
  std::string operation;  ///< PROJ's name of what moves them
  double accuracy_m = 0;  ///< as the registry states it; NaN: unknown

  /// "EPSG:23030 by Inverse of … + ED50 to WGS 84 (17) + …, good to 1.5 m"
  [[nodiscard]] std::string text() const;
  bool operator==(const DatumShift&) const = default;
};

/// By the operation of the place of `to`; none where both have one datum. E4012.
std::optional<DatumShift> datum_shift(const Crs& from, const Crs& to);

}  // namespace greisen::geo
