// SPDX-License-Identifier: Apache-2.0
#include "base/part.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <set>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

constexpr int kTries = 8;

/// A folder that is held; -1 where it is not ours, or another process is at work in it.
int held(const std::string& folder) {
  const int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat facts = {};
  if (number >= 0 && ::fstat(number, &facts) == 0 && facts.st_uid == ::geteuid() &&
      ::flock(number, LOCK_EX | LOCK_NB) == 0)
    return number;
  if (number >= 0) ::close(number);
  return -1;
}

void sweep_once(const std::string& folder) {
  static std::mutex guard;
  static std::set<std::string> swept;
  std::error_code unknown;
  const std::string whole = fs::absolute(folder, unknown).lexically_normal().string();
  {
    const std::lock_guard lock(guard);
    if (!swept.insert(whole).second) return;
  }
  sweep_parts(folder);
}

}  // namespace

void sweep_parts(const std::string& folder) {
  std::error_code failed;
  std::vector<std::string> found;
  for (fs::directory_iterator at(folder.empty() ? "." : folder, failed), end; !failed && at != end;
       at.increment(failed)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(kPartBegin) && name.size() == kPartBegin.size() + kPartLetters)
      found.push_back(at->path().string());
  }
  for (const std::string& part : found) {
    const int lock = held(part);
    if (lock < 0) continue;
    try {
      if (::rmdir(part.c_str()) != 0) remove_scratch(part);  // empty: killed before it was marked
    } catch (const Error&) {                                 // not marked: not ours
    }
    ::close(lock);
  }
}

PartFolder::PartFolder(const std::string& parent) : owner_(::getpid()) {
  sweep_once(parent);
  for (int tries = 0; tries < kTries; ++tries)
    if (make(parent.empty() ? "." : parent)) return;
  throw Error({"E7002", "no folder for a file in the making stays in place", {parent}, "check the folder"});
}

/// False where another swept it away before it was marked.
bool PartFolder::make(const std::string& parent) {
  std::string path = (fs::path(parent) / (std::string(kPartBegin) + std::string(kPartLetters, 'X'))).string();
  if (::mkdtemp(path.data()) == nullptr) throw_cannot_write(parent, errno);
  const int lock = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (lock < 0) {
    const int failed = errno;
    ::rmdir(path.c_str());
    if (failed == ENOENT) return false;
    throw_cannot_write(parent, failed);
  }
  static_cast<void>(::flock(lock, LOCK_EX));  // a file system without locks: then nothing is ever swept
  if (const int failed = mark_scratch(path); failed != 0) {
    ::rmdir(path.c_str());
    ::close(lock);
    if (failed == ENOENT) return false;
    throw_cannot_write(parent, failed);
  }
  path_ = std::move(path);
  lock_ = lock;
  return true;
}

PartFolder::~PartFolder() {
  if (owner_ == ::getpid()) {
    try {
      remove_scratch(path_);
    } catch (const std::exception&) {  // swept by the next
    }
  }
  ::close(lock_);
}

PartFile::PartFile(std::string path)
    : path_(std::move(path)),
      folder_(fs::path(path_).parent_path().string()),
      name_((fs::path(folder_.path()) / fs::path(path_).filename()).string()) {}

void PartFile::publish() const { greisen::publish(name_, path_); }

}  // namespace greisen
