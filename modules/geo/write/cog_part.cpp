// SPDX-License-Identifier: Apache-2.0
#include "geo/write/cog_part.hpp"

#include <filesystem>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/open_input.hpp"

namespace greisen::geo {

void CogPart::publish() const {
  const std::string side = ".aux.xml";
  std::error_code ignored;
  if (std::filesystem::exists(name() + side, ignored)) {
    greisen::publish(name() + side, path_ + side);
  } else {
    std::filesystem::remove(path_ + side, ignored);  // of an older file under this name
  }
  part_.publish();
}

void throw_differs(const std::string& path, const std::string& how) {
  throw Error({"E1063",
               fmt::format("'{}' read back differs from what was written: {}", path, how),
               {},
               "check the disk, then run the same command again"});
}

void throw_stopped(const std::string& path) { throw Error({"E1065", fmt::format("writing '{}' was stopped", path)}); }

GDALDatasetUniquePtr reopened(const std::string& part, const std::string& path, const RasterProfile& profile,
                              const std::string& threads) {
  const GdalFailures failures;
  const CPLStringList open_options(CSLSetNameValue(nullptr, "NUM_THREADS", threads.c_str()));
  GDALDatasetUniquePtr file = open_input(part, Purpose::own, GDAL_OF_RASTER, open_options.List());
  if (!file) throw_write_failure(path, "the file does not open again: " + failures.text());
  const char* const layout = file->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE");
  if (layout == nullptr || std::string_view(layout) != "COG") throw_differs(path, "it is no Cloud Optimized GeoTIFF");
  const bool same_size = file->GetRasterXSize() == profile.grid.cols && file->GetRasterYSize() == profile.grid.rows &&
                         file->GetRasterCount() == static_cast<int>(profile.layers.size());
  if (!same_size) throw_differs(path, "its size");
  return file;
}

}  // namespace greisen::geo
