// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <gdal_priv.h>

#include "geo/raster_writer.hpp"

namespace greisen::geo {

/// A COG until it has its name: removes all that a file half written may leave, unless it was published.
class CogPart {
 public:
  explicit CogPart(std::string path);
  ~CogPart() { remove_all(); }
  CogPart(const CogPart&) = delete;
  CogPart& operator=(const CogPart&) = delete;
  [[nodiscard]] const std::string& name() const { return part_; }
  /// The side file first: once the raster has its name, all of it is there.
  void publish() const;

 private:
  void remove_all() const;
  std::string path_;
  std::string part_;
};

/// The part opened by GDAL, a COG of the profile's size; E1063, E7002 where it is not.
[[nodiscard]] GDALDatasetUniquePtr reopened(const std::string& part, const std::string& path,
                                            const RasterProfile& profile, const std::string& threads);

[[noreturn]] void throw_differs(const std::string& path, const std::string& how);  ///< E1063
[[noreturn]] void throw_stopped(const std::string& path);                          ///< E1065

}  // namespace greisen::geo
