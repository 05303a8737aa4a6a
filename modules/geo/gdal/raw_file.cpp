// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/raw_file.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::geo {
namespace {

/// Does the file begin with "CDF" (netCDF up to version 3, which compresses nothing)?
bool classic_netcdf(const char* path) {
  std::array<char, 3> first = {};
  VSILFILE* const file = VSIFOpenL(path, "rb");
  if (file == nullptr) return false;
  const std::size_t read = VSIFReadL(first.data(), 1, first.size(), file);
  VSIFCloseL(file);
  return read == first.size() && std::string_view(first.data(), first.size()) == "CDF";
}

bool plain_numbers(GDALDatasetH dataset, const char* largest) {
  const std::string_view driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
  if (driver == "netCDF") return classic_netcdf(largest);
  const char* const packed = GDALGetMetadataItem(dataset, "file_compression", "ENVI");
  if (driver == "ENVI") return packed == nullptr || std::string_view(packed) == "0";
  const char* const interleave = GDALGetMetadataItem(dataset, "INTERLEAVE", "IMAGE_STRUCTURE");
  return driver == "PCIDSK" && interleave != nullptr && std::string_view(interleave) != "TILED";
}

}  // namespace

void need_whole_file(GDALDatasetH dataset, const std::string& path) {
  const std::string_view driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
  if (driver != "netCDF" && driver != "ENVI" && driver != "PCIDSK") return;
  const CPLStringList files(GDALGetFileList(dataset));
  const char* largest = nullptr;
  vsi_l_offset bytes = 0;
  for (int i = 0; i < files.size(); ++i) {
    VSIStatBufL state;
    if (VSIStatL(files[i], &state) != 0 || static_cast<vsi_l_offset>(state.st_size) < bytes) continue;
    largest = files[i];
    bytes = static_cast<vsi_l_offset>(state.st_size);
  }
  if (largest == nullptr || !plain_numbers(dataset, largest)) return;
  vsi_l_offset needed = 0;
  for (int band = 1; band <= GDALGetRasterCount(dataset); ++band)
    needed +=
        static_cast<vsi_l_offset>(GDALGetDataTypeSizeBytes(GDALGetRasterDataType(GDALGetRasterBand(dataset, band))));
  needed *=
      static_cast<vsi_l_offset>(GDALGetRasterXSize(dataset)) * static_cast<vsi_l_offset>(GDALGetRasterYSize(dataset));
  if (bytes >= needed) return;
  throw Error({"E3012",
               fmt::format("'{}' has {} bytes, and its pixels take {}", printable(largest), bytes, needed),
               {path, 0, 0, {}},
               "the file is damaged or its download incomplete: fetch it again"});
}

}  // namespace greisen::geo
