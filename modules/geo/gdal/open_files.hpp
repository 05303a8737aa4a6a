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

/// While one lives, what lies below a folder is this program's own: GdalSession opens it by the drivers of that purpose
/// alone, and it stays open when its reader lets it go, for the next reader: a product of a run reads the same files
/// many times over. At most kMost of them; a file that was written anew since is opened again. One at a time.
class KeptOpen {
 public:
  static constexpr std::size_t kMost = 192;

  explicit KeptOpen(std::string folder);
  ~KeptOpen();
  KeptOpen(const KeptOpen&) = delete;
  KeptOpen& operator=(const KeptOpen&) = delete;

  static bool covers(const std::string& path);
  /// Was the file, as it is now, never looked through (check_directories)? A folder may be a stranger's, with a list of
  /// what stands in it that is forged. Files that this process wrote need no look: it asks once it has written them.
  static bool is_new(const std::string& path);
  /// A dataset that another reader let go, or null; what `opened` is told of is kept when it is let go.
  static DatasetPtr taken(const std::string& path);
  static void opened(const std::string& path, void* dataset);
  /// Is it kept now that its reader lets it go?
  static bool takes_back(void* dataset);

 private:
  std::string folder_;
};

}  // namespace greisen::geo
