// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <string>

#include "geo/gdal/gdal_handles.hpp"

namespace greisen::geo {

/// The datasets one reader reads from, opened when first needed. Of those of all readers of the program at most
/// kMostOpen stay open, as many dates have more files than a process may hold: the least recently used is closed, and
/// opened again when needed.
class OpenFiles {
 public:
  static constexpr std::size_t kMostOpen = 192;

  OpenFiles() = default;
  OpenFiles(const OpenFiles&) = delete;
  OpenFiles& operator=(const OpenFiles&) = delete;
  ~OpenFiles();

  /// Stays open while it is held. E3011 where it does not open, E3012 where it is shorter than its pixels.
  std::shared_ptr<void> of(const std::string& path);
  /// Of the whole program.
  static std::size_t open_now();

 private:
  struct Open {
    OpenFiles* owner;
    std::string path;
    std::shared_ptr<void> dataset;
  };
  struct All;
  static All& all();

  std::map<std::string, std::list<Open>::iterator> own_;  ///< guarded as all of them are
};

}  // namespace greisen::geo
