// SPDX-License-Identifier: Apache-2.0
#include "geo/read/cube.hpp"

#include <algorithm>

#include <cpl_conv.h>
#include <cpl_error.h>

namespace greisen::geo {
namespace {

constexpr std::uint64_t kMaxSide = 200'000;
constexpr std::uint64_t kMaxBands = 4096;

ArrayPtr array_in(GDALGroupH root, const std::string& name) {
  return ArrayPtr(GDALGroupOpenMDArrayFromFullname(root, name.c_str(), nullptr));
}

}  // namespace

bool Cube::read(const BandRun& bands, const Rect& rect, std::byte* to) const {
  const int count = bands.last - bands.first + 1;
  std::array<GUInt64, 3> starts{};
  std::array<std::size_t, 3> counts{};
  std::array<GPtrDiff_t, 3> strides{};
  const auto set = [&](int which, int start, int number, std::size_t stride) {
    const auto at = static_cast<std::size_t>(axis[static_cast<std::size_t>(which)]);
    starts[at] = static_cast<GUInt64>(start);
    counts[at] = static_cast<std::size_t>(number);
    strides[at] = static_cast<GPtrDiff_t>(stride);
  };
  set(0, rect.row, rect.rows, static_cast<std::size_t>(rect.cols));
  set(1, rect.col, rect.cols, 1);
  set(2, bands.first, count, rect.pixels());
  const DataTypePtr as(GDALExtendedDataTypeCreate(type));
  return GDALMDArrayRead(data.get(), starts.data(), counts.data(), nullptr, strides.data(), as.get(), to, to,
                         rect.pixels() * static_cast<std::size_t>(count) * bytes()) != FALSE;
}

bool Cube::read_lookup(GDALMDArrayH lookup, const Rect& rect, std::vector<std::int32_t>& to) const {
  to.resize(rect.pixels());
  const std::array<GUInt64, 2> starts = {static_cast<GUInt64>(rect.row), static_cast<GUInt64>(rect.col)};
  const std::array<std::size_t, 2> counts = {static_cast<std::size_t>(rect.rows), static_cast<std::size_t>(rect.cols)};
  const DataTypePtr as(GDALExtendedDataTypeCreate(GDT_Int32));
  return GDALMDArrayRead(lookup, starts.data(), counts.data(), nullptr, nullptr, as.get(), to.data(), to.data(),
                         to.size() * sizeof(std::int32_t)) != FALSE;
}

namespace {

bool fail(const std::string& why) {
  CPLError(CE_Failure, CPLE_OpenFailed, "%s", why.c_str());
  return false;
}

/// Axes, sizes and chunks of the array of three dimensions.
void read_shape(const CubeLayout& layout, const std::vector<std::uint64_t>& shape, Cube& cube) {
  std::size_t chunks = 0;
  GUInt64* const chunk = GDALMDArrayGetBlockSize(cube.data.get(), &chunks);
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t at = layout.axes.find("yxb"[i]);
    cube.axis[i] = static_cast<int>(at);
    cube.size[i] = shape[at];
    cube.chunk[i] = chunk != nullptr && at < chunks ? chunk[at] : 0;
  }
  CPLFree(chunk);
}

bool open_lookup(GDALGroupH root, const CubeLayout& layout, Cube& cube, std::array<std::uint64_t, 2>& side) {
  cube.lookup_x = array_in(root, layout.lookup_x);
  cube.lookup_y = array_in(root, layout.lookup_y);
  if (!cube.lookup_x || !cube.lookup_y) return fail("there is no lookup " + layout.lookup_x);
  const std::vector<std::uint64_t> map = shape_of(cube.lookup_x.get());
  if (map.size() != 2 || map != shape_of(cube.lookup_y.get())) return fail("the lookup is not of two dimensions");
  side = {map[0], map[1]};
  return true;
}

bool possible(const Cube& cube, const std::array<std::uint64_t, 2>& side) {
  const auto fits = [](std::uint64_t n) { return n >= 1 && n <= kMaxSide; };
  return fits(side[0]) && fits(side[1]) && fits(cube.size[0]) && fits(cube.size[1]) && cube.size[2] >= 1 &&
         cube.size[2] <= kMaxBands;
}

}  // namespace

bool open_cube(const std::string& file, const CubeLayout& layout, Cube& cube) {
  cube.file = open_arrays(file);
  const GroupPtr root(cube.file ? GDALDatasetGetRootGroup(cube.file.get()) : nullptr);
  cube.data = root ? array_in(root.get(), layout.array) : nullptr;
  if (!cube.data) return fail("there is no array " + layout.array);
  const std::vector<std::uint64_t> shape = shape_of(cube.data.get());
  if (shape.size() != 3) return fail(layout.array + " does not have three dimensions");
  read_shape(layout, shape, cube);
  std::array<std::uint64_t, 2> side = {cube.size[0], cube.size[1]};
  if (!layout.lookup_x.empty() && !open_lookup(root.get(), layout, cube, side)) return false;
  if (!possible(cube, side))
    return fail("a cube of " + std::to_string(cube.size[0]) + " x " + std::to_string(cube.size[1]) + " pixels and " +
                std::to_string(cube.size[2]) + " bands is no product");
  cube.rows = static_cast<int>(side[0]);
  cube.cols = static_cast<int>(side[1]);
  const DataTypePtr type(GDALMDArrayGetDataType(cube.data.get()));
  cube.type = GDALExtendedDataTypeGetNumericDataType(type.get());
  if (cube.type == GDT_Unknown) return fail(layout.array + " does not hold numbers");
  int given = FALSE;
  cube.nodata = GDALMDArrayGetNoDataValueAsDouble(cube.data.get(), &given);
  cube.has_nodata = given != FALSE || cube.lookup_x != nullptr;
  if (given == FALSE) cube.nodata = cube.lookup_x && GDALDataTypeIsFloating(cube.type) != FALSE ? -9999 : 0;
  return true;
}

std::vector<BandRun> runs_of(std::vector<int> bands, std::uint64_t chunk) {
  std::ranges::sort(bands);
  const int gap = static_cast<int>(std::clamp<std::uint64_t>(chunk, 1, kBandsAtOnce));
  std::vector<BandRun> runs;
  for (const int band : bands) {
    if (!runs.empty() && band - runs.back().last <= gap && band - runs.back().first < kBandsAtOnce)
      runs.back().last = std::max(runs.back().last, band);
    else
      runs.push_back({band, band});
  }
  return runs;
}

}  // namespace greisen::geo
