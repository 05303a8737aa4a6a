// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "geo/gdal/gdal_handles.hpp"

namespace greisen::geo {

/// The rows of one band of a file, from top to bottom: values as float, NaN where the file has its nodata. For looking
/// at what a run has written. One thread.
class BandRows {
 public:
  /// E3011 where the file does not open, E3001 where it has no such band.
  explicit BandRows(const std::string& path, int band = 1);
  [[nodiscard]] int cols() const { return cols_; }
  [[nodiscard]] int rows() const { return rows_; }
  /// The next row, until the one after; E3003 where it cannot be read. Call it rows() times.
  std::span<const float> next();

 private:
  DatasetPtr dataset_;
  std::string path_;
  int band_ = 1;
  int cols_ = 0;
  int rows_ = 0;
  int row_ = 0;  ///< that next() gives
  double nodata_ = 0;
  bool has_nodata_ = false;
  std::vector<float> strip_;
};

/// How often each whole number occurs in a band; missing pixels are not counted.
std::map<int, std::uint64_t> value_counts(const std::string& path, int band = 1);

/// Percentiles (0-100, linear between ranks) of a band thinned to at most 1024 × 1024 pixels: for the range of a
/// legend. NaN where there is no pixel.
std::vector<double> thinned_percentiles(const std::string& path, int band, std::span<const double> percents);

}  // namespace greisen::geo
