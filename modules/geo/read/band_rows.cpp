// SPDX-License-Identifier: Apache-2.0
#include "geo/read/band_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/error.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/read/decimated.hpp"

namespace greisen::geo {
namespace {

constexpr int kStripRows = 512;  // the blocks of our files
constexpr int kThinnedSide = 1024;
constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

}  // namespace

BandRows::BandRows(const std::string& path, int band) : dataset_(GdalSession().open(path)), path_(path), band_(band) {
  if (band < 1 || band > GDALGetRasterCount(dataset_.get()))
    throw Error({"E3001", "there is no band " + std::to_string(band), {path, 0, 0, {}}, "check the file"});
  cols_ = GDALGetRasterXSize(dataset_.get());
  rows_ = GDALGetRasterYSize(dataset_.get());
  int given = FALSE;
  nodata_ = GDALGetRasterNoDataValue(GDALGetRasterBand(dataset_.get(), band), &given);
  has_nodata_ = given != FALSE;
}

std::span<const float> BandRows::next() {
  const int within = row_ % kStripRows;
  const auto cols = static_cast<std::size_t>(cols_);
  if (within == 0) {
    const GdalFailures failures;
    const int rows = std::min(kStripRows, rows_ - row_);
    strip_.resize(cols * static_cast<std::size_t>(rows));
    const CPLErr done = GDALRasterIO(GDALGetRasterBand(dataset_.get(), band_), GF_Read, 0, row_, cols_, rows,
                                     strip_.data(), cols_, rows, GDT_Float32, 0, 0);
    if (done != CE_None)
      throw Error({"E3003",
                   "reading the raster failed: " + failures.text(),
                   {path_, 0, 0, {}},
                   "check the disk, then run the same command again"});
    if (has_nodata_) std::ranges::replace(strip_, static_cast<float>(nodata_), kMissing);
  }
  ++row_;
  return std::span<const float>(strip_).subspan(static_cast<std::size_t>(within) * cols, cols);
}

std::map<int, std::uint64_t> value_counts(const std::string& path, int band) {
  BandRows rows(path, band);
  std::map<int, std::uint64_t> counts;
  for (int row = 0; row < rows.rows(); ++row) {
    int last = 0;
    std::uint64_t run = 0;  // pixels of one value lie together
    for (const float value : rows.next()) {
      if (std::isnan(value)) continue;
      const int number = static_cast<int>(value);
      if (number != last && run > 0) {
        counts[last] += run;
        run = 0;
      }
      last = number;
      ++run;
    }
    if (run > 0) counts[last] += run;
  }
  return counts;
}

std::vector<double> thinned_percentiles(const std::string& path, int band, std::span<const double> percents) {
  std::vector<float> values = decimated_dn(path, band, kThinnedSide);
  std::erase_if(values, [](float value) { return !std::isfinite(value); });
  std::vector<double> found;
  for (const double percent : percents) {
    if (values.empty()) {
      found.push_back(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    const double place = std::clamp(percent / 100, 0.0, 1.0) * static_cast<double>(values.size() - 1);
    const auto below = values.begin() + static_cast<std::ptrdiff_t>(place);
    std::ranges::nth_element(values, below);
    const double from = *below;
    const double to =
        below + 1 == values.end() ? from : static_cast<double>(*std::min_element(below + 1, values.end()));
    found.push_back(from + (place - std::floor(place)) * (to - from));
  }
  return found;
}

}  // namespace greisen::geo
