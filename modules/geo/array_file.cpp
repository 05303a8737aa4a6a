// SPDX-License-Identifier: Apache-2.0
#include "geo/array_file.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <cpl_conv.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/array_handles.hpp"
#include "geo/gdal_failures.hpp"
#include "geo/gdal_session.hpp"

namespace greisen::geo {
namespace {

constexpr std::string_view kCubePrefix = "cube:";

Error too_long(const std::string& path, const std::string& name) {
  return Error({"E3109",
                "'" + printable(name) + "' holds more than " + std::to_string(ArrayFile::kMaxValues) + " values",
                {path, 0, 0, {}},
                "this is no product of the agency; download it again"});
}

ArrayPtr array_of(GDALDatasetH dataset, const std::string& name) {
  const GroupPtr root(GDALDatasetGetRootGroup(dataset));
  if (!root) return nullptr;
  return ArrayPtr(GDALGroupOpenMDArrayFromFullname(root.get(), name.c_str(), nullptr));
}

AttributePtr attribute_of(GDALDatasetH dataset, const std::string& name, const std::string& path) {
  const GroupPtr root(GDALDatasetGetRootGroup(dataset));
  if (!root) return nullptr;
  AttributePtr attribute(GDALGroupGetAttribute(root.get(), name.c_str()));
  if (attribute && GDALAttributeGetTotalElementsCount(attribute.get()) > ArrayFile::kMaxValues)
    throw too_long(path, name);
  return attribute;
}

}  // namespace

std::mutex& arrays_guard() {
  static std::mutex guard;
  return guard;
}

DatasetPtr open_arrays(const std::string& path) {
  const char* const drivers[] = {"HDF5", "netCDF", nullptr};
  return DatasetPtr(GDALOpenEx(path.c_str(), GDAL_OF_MULTIDIM_RASTER | GDAL_OF_READONLY, drivers, nullptr, nullptr));
}

std::vector<std::uint64_t> shape_of(GDALMDArrayH array) {
  std::size_t count = 0;
  GDALDimensionH* dimensions = GDALMDArrayGetDimensions(array, &count);
  std::vector<std::uint64_t> shape;
  for (std::size_t i = 0; i < count; ++i) shape.push_back(GDALDimensionGetSize(dimensions[i]));
  GDALReleaseDimensions(dimensions, count);
  return shape;
}

ArrayFile::ArrayFile(const std::string& path) : path_(path) {
  const GdalSession session;
  const std::scoped_lock lock(arrays_guard());
  const GdalFailures failures;
  dataset_ = open_arrays(path);
  if (!dataset_)
    throw Error({"E3011",
                 "'" + printable(path) + "' does not open as a file of arrays: " + failures.text(),
                 {path, 0, 0, {}},
                 "check that the file is whole; download it again"});
}

ArrayFile::~ArrayFile() {
  const std::scoped_lock lock(arrays_guard());
  dataset_.reset();
}

std::optional<std::string> ArrayFile::text(const std::string& attribute) const {
  const std::scoped_lock lock(arrays_guard());
  const GdalFailures quiet;
  const AttributePtr found = attribute_of(dataset_.get(), attribute, path_);
  const char* const text = found ? GDALAttributeReadAsString(found.get()) : nullptr;
  return text == nullptr ? std::nullopt : std::optional<std::string>(text);
}

std::vector<double> ArrayFile::numbers(const std::string& attribute) const {
  const std::scoped_lock lock(arrays_guard());
  const GdalFailures quiet;
  const AttributePtr found = attribute_of(dataset_.get(), attribute, path_);
  if (!found) return {};
  std::size_t count = 0;
  const std::unique_ptr<double, decltype(&CPLFree)> numbers(GDALAttributeReadAsDoubleArray(found.get(), &count),
                                                            CPLFree);
  return numbers ? std::vector<double>(numbers.get(), numbers.get() + count) : std::vector<double>();
}

std::optional<double> ArrayFile::number(const std::string& attribute) const {
  const std::vector<double> all = numbers(attribute);
  return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

std::vector<std::uint64_t> ArrayFile::shape(const std::string& array) const {
  const std::scoped_lock lock(arrays_guard());
  const GdalFailures quiet;
  const ArrayPtr found = array_of(dataset_.get(), array);
  return found ? shape_of(found.get()) : std::vector<std::uint64_t>();
}

std::vector<double> ArrayFile::values(const std::string& array) const {
  const std::scoped_lock lock(arrays_guard());
  const GdalFailures failures;
  const ArrayPtr found = array_of(dataset_.get(), array);
  if (!found) return {};
  const std::vector<std::uint64_t> shape = shape_of(found.get());
  if (GDALMDArrayGetTotalElementsCount(found.get()) > kMaxValues) throw too_long(path_, array);
  std::vector<double> values(static_cast<std::size_t>(GDALMDArrayGetTotalElementsCount(found.get())));
  const std::vector<GUInt64> starts(shape.size(), 0);
  const std::vector<std::size_t> counts(shape.begin(), shape.end());
  const DataTypePtr type(GDALExtendedDataTypeCreate(GDT_Float64));
  if (GDALMDArrayRead(found.get(), starts.data(), counts.data(), nullptr, nullptr, type.get(), values.data(),
                      values.data(), values.size() * sizeof(double)) == FALSE)
    throw Error({"E3012",
                 "the array '" + printable(array) + "' cannot be read: " + failures.text(),
                 {path_, 0, 0, {}},
                 "the file is damaged or its download incomplete: fetch it again"});
  return values;
}

std::string cube_path(const std::string& file, const CubeLayout& layout) {
  return std::string(kCubePrefix) + layout.array + "|" + layout.axes + "|" + layout.lookup_x + "|" + layout.lookup_y +
         "|" + file;
}

std::optional<std::pair<std::string, CubeLayout>> parse_cube_path(std::string_view path) {
  if (!path.starts_with(kCubePrefix)) return std::nullopt;
  path.remove_prefix(kCubePrefix.size());
  std::vector<std::string> parts;
  for (int i = 0; i < 4; ++i) {
    const std::size_t bar = path.find('|');
    if (bar == std::string_view::npos) return std::nullopt;
    parts.emplace_back(path.substr(0, bar));
    path.remove_prefix(bar + 1);
  }
  std::string letters = parts[1];
  std::ranges::sort(letters);
  if (letters != "bxy" || path.empty() || parts[2].empty() != parts[3].empty()) return std::nullopt;
  return std::pair(std::string(path), CubeLayout{parts[0], parts[1], parts[2], parts[3]});
}

}  // namespace greisen::geo
