// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include <gdal_priv.h>

#include "base/part.hpp"
#include "geo/write/raster_writer.hpp"

namespace greisen::geo {

/// A COG until it has its name, with the side file that GDAL may put beside it.
class CogPart {
 public:
  explicit CogPart(std::string path) : path_(std::move(path)), part_(path_) {}
  [[nodiscard]] const std::string& name() const { return part_.name(); }
  /// The side file first: once the raster has its name, all of it is there.
  void publish() const;

 private:
  std::string path_;
  PartFile part_;
};

/// The part opened by GDAL, a COG of the profile's size; E1063, E7002 where it is not.
[[nodiscard]] GDALDatasetUniquePtr reopened(const std::string& part, const std::string& path,
                                            const RasterProfile& profile, const std::string& threads);

[[noreturn]] void throw_differs(const std::string& path, const std::string& how);  ///< E1063
[[noreturn]] void throw_stopped(const std::string& path);                          ///< E1065

}  // namespace greisen::geo
