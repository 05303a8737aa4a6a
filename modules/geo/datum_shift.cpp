// SPDX-License-Identifier: Apache-2.0
#include "geo/datum_shift.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal_failures.hpp"
#include "geo/gdal_session.hpp"
#include "geo/ogr_support.hpp"
#include "geo/untouched.hpp"

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

std::vector<Crs> crs_of_layers(const std::string& path, const std::string& layer) {
  const GdalSession session;
  const GdalFailures quiet;
  std::vector<Crs> all;
  const GDALDatasetUniquePtr file(GDALDataset::Open(untouched(path).c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!file) return all;
  for (OGRLayer* one : file->GetLayers()) {
    if ((!layer.empty() && layer != one->GetName()) || one->GetSpatialRef() == nullptr) continue;
    Crs crs = parse_crs(wkt_of(*one, path));
    if (std::ranges::find(all, crs.wkt, &Crs::wkt) == all.end()) all.push_back(std::move(crs));
  }
  return all;
}

}  // namespace greisen::geo
