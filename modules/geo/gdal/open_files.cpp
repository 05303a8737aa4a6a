// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/open_files.hpp"

#include <mutex>
#include <utility>

#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/raw_file.hpp"

namespace greisen::geo {

struct OpenFiles::All {
  std::mutex guard;
  std::list<Open> files;  ///< the least recently used first
};

OpenFiles::All& OpenFiles::all() {
  static All one;
  return one;
}

std::shared_ptr<void> OpenFiles::of(const std::string& path) {
  All& every = all();
  {
    const std::lock_guard lock(every.guard);
    if (const auto found = own_.find(path); found != own_.end()) {
      every.files.splice(every.files.end(), every.files, found->second);
      return found->second->dataset;
    }
  }
  DatasetPtr fresh = GdalSession().open(path);
  need_whole_file(fresh.get(), path);
  std::shared_ptr<void> opened = std::move(fresh);
  std::list<Open> closed;  // after the lock
  const std::lock_guard lock(every.guard);
  own_[path] = every.files.insert(every.files.end(), {this, path, opened});
  if (every.files.size() > kMostOpen) {
    Open& oldest = every.files.front();
    oldest.owner->own_.erase(oldest.path);
    closed.splice(closed.end(), every.files, every.files.begin());
  }
  return opened;
}

std::size_t OpenFiles::open_now() {
  const std::lock_guard lock(all().guard);
  return all().files.size();
}

OpenFiles::~OpenFiles() {
  std::list<Open> closed;
  const std::lock_guard lock(all().guard);
  for (const auto& [path, place] : own_) closed.splice(closed.end(), all().files, place);
}

}  // namespace greisen::geo
