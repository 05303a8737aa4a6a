// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace greisen::geo {

/// Arrays and attributes of an HDF5 or netCDF-4 file, by full name ("/location/glt_x"). Read in a helper, where those
/// are possible (geo/guarded_files.hpp): what kills the library is E3011.
class ArrayFile {
 public:
  static constexpr std::size_t kMaxValues = 1'000'000;

  /// E3011 where the file does not open as one of arrays.
  explicit ArrayFile(std::string path);

  /// Attributes of the file as a whole; none, or empty, where there is no such attribute. E3109 above kMaxValues.
  [[nodiscard]] std::optional<std::string> text(const std::string& attribute) const;
  [[nodiscard]] std::vector<double> numbers(const std::string& attribute) const;
  [[nodiscard]] std::optional<double> number(const std::string& attribute) const;

  /// Sizes of an array's dimensions; empty where there is no such array.
  [[nodiscard]] std::vector<std::uint64_t> shape(const std::string& array) const;
  /// All values of a short array in its own order; empty where there is no such array. E3109 above kMaxValues.
  [[nodiscard]] std::vector<double> values(const std::string& array) const;

 private:
  std::string path_;
};

/// The libraries behind these files bear one thread at a time in a process, however many files there are.
std::mutex& arrays_guard();

/// How a cube of three dimensions lies in a file: the array, the letters of its dimensions in order (row y, column x,
/// band b: "yxb"), and the arrays of a geolocation lookup where it has one: for each pixel of a map grid the column and
/// row of the cube, counted from 1, 0 for none.
struct CubeLayout {
  std::string array;
  std::string axes = "yxb";
  std::string lookup_x = {};
  std::string lookup_y = {};
};

/// A path under which the cube opens as a raster like any other: bands in the array's order, rows and columns those of
/// the lookup where there is one (else of the array), without georeference.
std::string cube_path(const std::string& file, const CubeLayout& layout);
/// Its parts again; none for other paths.
std::optional<std::pair<std::string, CubeLayout>> parse_cube_path(std::string_view path);

/// Makes cube paths known to GDAL; done once by GdalSession.
void register_cubes();

}  // namespace greisen::geo
