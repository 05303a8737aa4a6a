// SPDX-License-Identifier: Apache-2.0
#include "geo/decimated.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <gdal.h>

#include "base/error.hpp"
#include "geo/gdal_failures.hpp"

namespace greisen::geo {
namespace {

struct CloseDataset {
  void operator()(GDALDatasetH dataset) const { GDALClose(dataset); }
};

}  // namespace

std::vector<float> decimated_dn(const std::string& path, int band, int max_side) {
  need_gdal();
  const GdalFailures failures;
  const unsigned flags = GDAL_OF_RASTER | GDAL_OF_READONLY;
  const std::unique_ptr<void, CloseDataset> dataset(GDALOpenEx(path.c_str(), flags, nullptr, nullptr, nullptr));
  if (!dataset || band < 1 || band > GDALGetRasterCount(dataset.get())) {
    throw Error({"E3001", "the raster does not open: " + failures.text(), {path, 0, 0, {}}, "check the file"});
  }
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
  if (has_nodata != FALSE) std::erase(values, nodata);
  return values;
}

}  // namespace greisen::geo
