// SPDX-License-Identifier: Apache-2.0
#include "geo/place/datum_shift.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::geo {

std::string DatumShift::text() const {
  return fmt::format(
      "{} by {}, {}", from, operation,
      std::isnan(accuracy_m) ? std::string("of unknown accuracy") : "good to " + format_number(accuracy_m) + " m");
}

std::optional<DatumShift> datum_shift(const Crs& from, const Crs& to) {
  const PointTransform transform(from, to);
  if (transform.accuracy_m() == 0) return {};
  return DatumShift{from.label(), transform.operation(), transform.accuracy_m()};
}

}  // namespace greisen::geo
