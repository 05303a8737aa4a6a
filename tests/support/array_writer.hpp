// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gdal.h>

#include "geo/gdal/gdal_session.hpp"
#include "geo/read/array_handles.hpp"

namespace greisen::test {

/// Writes small HDF5 files with groups, arrays and attributes, as the agencies lay theirs out. The file is whole when
/// the writer is gone.
class ArrayWriter {
 public:
  explicit ArrayWriter(const std::string& path) {
    const geo::GdalSession session;
    GDALDriverH driver = GDALGetDriverByName("netCDF");
    if (driver == nullptr) throw std::runtime_error("GDAL has no netCDF driver");
    file_.reset(GDALCreateMultiDimensional(driver, path.c_str(), nullptr, nullptr));
    groups_[""].reset(GDALDatasetGetRootGroup(file_.get()));
    if (!groups_[""]) throw std::runtime_error("cannot create " + path);
  }

  void text(const std::string& name, const std::string& value) {
    const geo::DataTypePtr type(GDALExtendedDataTypeCreateString(0));
    const geo::AttributePtr attribute(
        GDALGroupCreateAttribute(groups_[""].get(), name.c_str(), 0, nullptr, type.get(), nullptr));
    if (!attribute || GDALAttributeWriteString(attribute.get(), value.c_str()) == FALSE)
      throw std::runtime_error("cannot write " + name);
  }

  void numbers(const std::string& name, const std::vector<double>& values) {
    const geo::DataTypePtr type(GDALExtendedDataTypeCreate(GDT_Float64));
    const GUInt64 count = values.size();
    const geo::AttributePtr attribute(GDALGroupCreateAttribute(
        groups_[""].get(), name.c_str(), values.size() == 1 ? 0 : 1, &count, type.get(), nullptr));
    if (!attribute || GDALAttributeWriteDoubleArray(attribute.get(), values.data(), values.size()) == FALSE)
      throw std::runtime_error("cannot write " + name);
  }

  /// `name` with its groups: "/location/glt_x".
  void array(const std::string& name, const std::vector<std::uint64_t>& shape, GDALDataType type,
             const std::vector<double>& values) {
    const geo::ArrayPtr array = create(name, shape, type);
    const std::vector<GUInt64> starts(shape.size(), 0);
    const std::vector<std::size_t> counts(shape.begin(), shape.end());
    const geo::DataTypePtr given(GDALExtendedDataTypeCreate(GDT_Float64));
    if (GDALMDArrayWrite(array.get(), starts.data(), counts.data(), nullptr, nullptr, given.get(), values.data(),
                         values.data(), values.size() * sizeof(double)) == FALSE)
      throw std::runtime_error("cannot write " + name);
  }

  /// An array of that size without values.
  void empty_array(const std::string& name, const std::vector<std::uint64_t>& shape, GDALDataType type) {
    create(name, shape, type);
  }

 private:
  geo::ArrayPtr create(const std::string& name, const std::vector<std::uint64_t>& shape, GDALDataType type) {
    const std::size_t slash = name.rfind('/');
    GDALGroupH group = group_of(name.substr(0, slash));
    std::vector<GDALDimensionH> dimensions;
    for (const std::uint64_t size : shape) {
      const std::string dimension = "d" + std::to_string(dimensions_++);
      dimensions.push_back(GDALGroupCreateDimension(group, dimension.c_str(), nullptr, nullptr, size, nullptr));
    }
    const geo::DataTypePtr stored(GDALExtendedDataTypeCreate(type));
    geo::ArrayPtr array(GDALGroupCreateMDArray(group, name.c_str() + slash + 1, dimensions.size(), dimensions.data(),
                                               stored.get(), nullptr));
    for (GDALDimensionH dimension : dimensions) GDALDimensionRelease(dimension);
    if (!array) throw std::runtime_error("cannot create " + name);
    return array;
  }

  GDALGroupH group_of(const std::string& path) {
    geo::GroupPtr& group = groups_[path];
    if (!group) {
      const std::size_t slash = path.rfind('/');
      group.reset(GDALGroupCreateGroup(group_of(path.substr(0, slash)), path.c_str() + slash + 1, nullptr));
      if (!group) throw std::runtime_error("cannot create the group " + path);
    }
    return group.get();
  }

  geo::DatasetPtr file_;
  std::map<std::string, geo::GroupPtr> groups_;
  int dimensions_ = 0;
};

}  // namespace greisen::test
