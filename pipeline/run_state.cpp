// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run_state.hpp"

#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace greisen {
namespace {
namespace fs = std::filesystem;
constexpr std::size_t kLongestList = 64U << 20U;
}  // namespace

RunState::RunState(std::string run_folder) : folder_(std::move(run_folder)) {
  ensure_folder(folder_ + "/.greisen");
  const std::string lock = folder_ + "/.greisen/lock";
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0)
    throw Error({"E7002", "cannot write into the run's folder", {folder_}, "choose a folder you may write to with -o"});
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_);
    throw Error({"E2054",
                 "another greisen is at work in this folder",
                 {folder_},
                 "wait for it, or give another folder with -o"});
  }
  const std::string list = folder_ + "/.greisen/outputs.tsv";
  if (!fs::exists(list)) return;
  for (const std::string& line : split(read_text_file(list, kLongestList), '\n')) {
    const std::vector<std::string> cells = split(line, '\t');
    const auto bytes = cells.size() == 4 ? parse_int64(cells[3]) : std::nullopt;
    if (bytes) entries_[cells[0]] = {cells[1], cells[2], static_cast<std::uint64_t>(*bytes)};
  }
}

RunState::~RunState() {
  if (lock_ >= 0) ::close(lock_);
}

const RunState::Entry* RunState::find(const std::string& path) const {
  const auto found = entries_.find(path);
  return found == entries_.end() ? nullptr : &found->second;
}

bool RunState::is_current(const std::string& path, const std::string& key) const {
  const Entry* entry = find(path);
  if (!entry || entry->key != key) return false;
  std::error_code unknown;
  const auto bytes = fs::file_size(folder_ + "/" + path, unknown);
  return !unknown && bytes == entry->bytes;
}

void RunState::note(const std::string& path, const std::string& key, std::string sha256) {
  const std::string file = folder_ + "/" + path;
  Entry entry = {key, sha256.empty() ? sha256_file(file) : std::move(sha256), fs::file_size(file)};
  const std::lock_guard lock(guard_);
  entries_[path] = std::move(entry);
  save();
}

void RunState::drop_others(const std::map<std::string, std::string>& wanted) {
  std::vector<std::string> gone;
  for (const auto& [path, entry] : entries_)
    if (!wanted.contains(path)) gone.push_back(path);
  for (const std::string& path : gone) {
    std::error_code ignored;
    fs::remove(folder_ + "/" + path, ignored);
    fs::remove(folder_ + "/" + path + ".aux.xml", ignored);
    for (fs::path parent = fs::path(path).parent_path(); !parent.empty(); parent = parent.parent_path())
      if (!fs::remove(fs::path(folder_) / parent, ignored)) break;  // not empty: others need it
    entries_.erase(path);
  }
  if (!gone.empty()) save();
}

void RunState::save() const {
  std::string text;
  for (const auto& [path, entry] : entries_)
    text += path + "\t" + entry.key + "\t" + entry.sha256 + "\t" + std::to_string(entry.bytes) + "\n";
  write_file_atomically(folder_ + "/.greisen/outputs.tsv", text);
}

}  // namespace greisen
