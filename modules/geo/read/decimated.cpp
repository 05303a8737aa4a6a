// SPDX-License-Identifier: Apache-2.0
#include "geo/read/decimated.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "raster/tile.hpp"

namespace greisen::geo {

ThinnedBand thinned_dn(const std::string& path, int band, int max_side) {
  const DatasetPtr dataset = GdalSession().open(path);
  const GdalFailures failures;
  if (band < 1 || band > GDALGetRasterCount(dataset.get()))
    throw Error({"E3001", "there is no band " + std::to_string(band), {path, 0, 0, {}}, "check the file"});
  GDALRasterBandH raster = GDALGetRasterBand(dataset.get(), band);
  const int cols = GDALGetRasterXSize(dataset.get());
  const int rows = GDALGetRasterYSize(dataset.get());
  const int thin_cols = std::min(cols, max_side);
  const int thin_rows = std::min(rows, max_side);
  std::vector<float> values(static_cast<std::size_t>(thin_cols) * static_cast<std::size_t>(thin_rows));
  const CPLErr done =
      GDALRasterIO(raster, GF_Read, 0, 0, cols, rows, values.data(), thin_cols, thin_rows, GDT_Float32, 0, 0);
  if (done != CE_None) {
    throw Error(
        {"E3003", "reading the raster failed: " + failures.text(), {path, 0, 0, {}}, "download the file again"});
  }
  int has_nodata = FALSE;
  const auto nodata = static_cast<float>(GDALGetRasterNoDataValue(raster, &has_nodata));
  if (has_nodata != FALSE) std::ranges::replace(values, nodata, kMissing);
  return {thin_cols, thin_rows, std::move(values)};
}

std::vector<float> decimated_dn(const std::string& path, int band, int max_side) {
  std::vector<float> values = thinned_dn(path, band, max_side).values;
  std::erase_if(values, [](float value) { return std::isnan(value); });
  return values;
}

}  // namespace greisen::geo
