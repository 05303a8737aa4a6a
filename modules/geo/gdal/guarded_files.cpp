// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/guarded_files.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <gdal.h>

#include "base/file_state.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/guarded_wire.hpp"

namespace greisen::geo {
namespace {

constexpr std::size_t kMostHelpers = 24;
constexpr std::size_t kMostOfFile = 4;
/// Our store keeps what a pass needs; one block of each band on its way is enough here.
constexpr GIntBig kHelperCacheBytes = GIntBig{16} << 20;
constexpr const char* kKind = "files";

void prepare() {
  // a helper may hold a file for long, and reads only: nobody is to be kept from writing it
  setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);  // NOLINT(concurrency-mt-unsafe): a helper has one thread
  const GdalSession session;
  GDALSetCacheMax64(kHelperCacheBytes);
}

/// Tells a helper whose file it will be asked for: it opens no others.
std::string only_request(const std::string& file) {
  WireWriter request;
  request.put(static_cast<char>(guarded::Asks::only));
  request.text(file);
  return request.take();
}

/// The helpers at work; the one that was asked the longest ago goes where there are too many.
class Helpers {
 public:
  std::string ask(const std::string& file, std::string_view request) {
    const std::shared_ptr<One> one = take(file);
    const std::shared_ptr<void> given_back(nullptr, [&](void*) { --one->users; });
    try {
      std::call_once(one->confined, [&] { one->helper.ask(only_request(file)); });
      return one->helper.ask(request);
    } catch (const HelperEnded& ended) {
      note_end(file, one, ended);
      throw;
    }
  }

 private:
  struct One {
    explicit One(std::string of) : file(std::move(of)), helper(kKind) {}
    std::string file;
    Helper helper;
    std::atomic<int> users = 1;
    std::once_flag confined;
  };

  std::shared_ptr<One> take(const std::string& file) {
    std::shared_ptr<One> gone;  // after the lock
    const std::lock_guard lock(guard_);
    if (const auto ended = ended_.find(file); ended != ended_.end()) {
      if (ended->second.first == file_state(file)) throw HelperEnded(ended->second.second);
      ended_.erase(ended);
    }
    std::size_t of_file = 0;
    auto best = all_.end();
    for (auto at = all_.begin(); at != all_.end(); ++at) {
      if ((*at)->file != file) continue;
      ++of_file;
      if (best == all_.end() || (*at)->users < (*best)->users) best = at;
    }
    const bool another = of_file < kMostOfFile && (of_file == 0 || all_.size() < kMostHelpers / 2);
    if (best != all_.end() && ((*best)->users == 0 || !another)) {
      ++(*best)->users;
      std::rotate(best, best + 1, all_.end());
      return all_.back();
    }
    if (all_.size() >= kMostHelpers) {
      gone = all_.front();
      all_.erase(all_.begin());
    }
    return all_.emplace_back(std::make_shared<One>(file));
  }

  void note_end(const std::string& file, const std::shared_ptr<One>& one, const HelperEnded& ended) {
    const std::lock_guard lock(guard_);
    std::erase(all_, one);
    if (ended.why != HelperEnded::Why::not_started) ended_.insert_or_assign(file, std::pair(file_state(file), ended));
  }

  std::mutex guard_;
  std::vector<std::shared_ptr<One>> all_;                             ///< the one asked last at the end
  std::map<std::string, std::pair<std::string, HelperEnded>> ended_;  ///< with the state of the file
};

}  // namespace

HelperKind guarded_files() { return {kKind, &prepare, &serve_guarded}; }

std::string ask_guarded(const std::string& file, std::string_view request) {
  if (!helpers_possible()) return serve_guarded(request);
  static auto* const helpers = new Helpers();  // threads may still read when statics go
  return helpers->ask(file, request);
}

}  // namespace greisen::geo
