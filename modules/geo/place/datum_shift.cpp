// SPDX-License-Identifier: Apache-2.0
#include "geo/place/datum_shift.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/vectors/vector_input.hpp"

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

Crs crs_of_layer(const VectorFile& file, ShapeType shapes) {
  const GdalSession session;
  const GdalFailures quiet;
  const VectorInput input(file);
  const VectorLayer& layer =
      input.choose(shapes == ShapeType::multi_line ? std::vector{wish_for_lines(), wish_for_polygons()}
                                                   : std::vector{wish_for_polygons(), wish_for_closed_lines()});
  return layer.crs();
}

}  // namespace greisen::geo
