// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/open_files.hpp"

#include <algorithm>
#include <mutex>
#include <set>
#include <utility>

#include "base/file_state.hpp"
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

namespace {

/// A dataset below the folder, and the state of its file as it was opened.
struct Kept {
  std::string path;
  std::string state;
  void* dataset = nullptr;
  bool free = false;
};

struct Keep {
  std::mutex guard;
  std::string folder;     ///< empty: nothing is kept
  std::list<Kept> files;  ///< the longest free first
  std::set<std::string> looked_through;
};

Keep& keep() {
  static Keep one;
  return one;
}

bool lies_in(const std::string& path, const std::string& folder) {
  return !folder.empty() && path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

}  // namespace

void CloseDataset::operator()(GDALDatasetH dataset) const {
  if (!KeptOpen::takes_back(dataset)) GDALClose(dataset);
}

KeptOpen::KeptOpen(std::string folder) : folder_(std::move(folder)) {
  const std::lock_guard lock(keep().guard);
  keep().folder = folder_;
}

KeptOpen::~KeptOpen() {
  std::list<Kept> all;
  {
    const std::lock_guard lock(keep().guard);
    keep().folder.clear();
    all.swap(keep().files);
  }
  for (const Kept& one : all)
    if (one.free) GDALClose(one.dataset);
}

bool KeptOpen::covers(const std::string& path) {
  const std::lock_guard lock(keep().guard);
  return lies_in(path, keep().folder);
}

bool KeptOpen::is_new(const std::string& path) {
  const std::string file = path + "\t" + file_state(path);
  const std::lock_guard lock(keep().guard);
  return keep().looked_through.insert(file).second;
}

DatasetPtr KeptOpen::taken(const std::string& path) {
  std::list<Kept> old;
  DatasetPtr found;
  {
    const std::lock_guard lock(keep().guard);
    if (!lies_in(path, keep().folder)) return found;
    const std::string now = file_state(path);
    for (auto one = keep().files.begin(); one != keep().files.end() && !found;) {
      const auto here = one++;
      if (!here->free || here->path != path) continue;
      if (here->state == now) {
        here->free = false;
        found.reset(here->dataset);
      } else {
        old.splice(old.end(), keep().files, here);
      }
    }
  }
  for (const Kept& one : old) GDALClose(one.dataset);
  return found;
}

void KeptOpen::opened(const std::string& path, void* dataset) {
  const std::lock_guard lock(keep().guard);
  keep().files.push_back({path, file_state(path), dataset, false});
}

bool KeptOpen::takes_back(void* dataset) {
  void* surplus = nullptr;
  {
    const std::lock_guard lock(keep().guard);
    std::list<Kept>& files = keep().files;
    const auto found = std::ranges::find(files, dataset, &Kept::dataset);
    if (found == files.end()) return false;
    found->free = true;
    files.splice(files.end(), files, found);
    const auto longest = std::ranges::find(files, true, &Kept::free);
    if (files.size() > kMost) {
      surplus = longest->dataset;
      files.erase(longest);
    }
  }
  if (surplus != nullptr) GDALClose(surplus);
  return true;
}

}  // namespace greisen::geo
