// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "geo/gdal/gdal_handles.hpp"

namespace greisen::geo {

template <auto release>
struct ReleaseWith {
  template <typename Handle>
  void operator()(Handle* handle) const {
    release(handle);
  }
};
template <typename Handle, auto release>
using HandlePtr = std::unique_ptr<std::remove_pointer_t<Handle>, ReleaseWith<release>>;

using GroupPtr = HandlePtr<GDALGroupH, GDALGroupRelease>;
using ArrayPtr = HandlePtr<GDALMDArrayH, GDALMDArrayRelease>;
using AttributePtr = HandlePtr<GDALAttributeH, GDALAttributeRelease>;
using DataTypePtr = HandlePtr<GDALExtendedDataTypeH, GDALExtendedDataTypeRelease>;

/// The caller holds arrays_guard(); null where the file does not open.
DatasetPtr open_arrays(const std::string& path);
std::vector<std::uint64_t> shape_of(GDALMDArrayH array);

}  // namespace greisen::geo
