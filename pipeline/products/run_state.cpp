// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/run_state.hpp"

#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/hash.hpp"
#include "base/linked_path.hpp"
#include "base/part.hpp"
#include "base/sealed_lines.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen {

namespace fs = std::filesystem;

void refuse_linked_state(const std::string& folder) {
  for (const char* const own : {".greisen", ".greisen/lock", ".greisen/scratch"})
    if (is_link(folder + "/" + own)) throw Error(link_problem(folder, own));
}

RunState::RunState(std::string run_folder) : folder_(std::move(run_folder)) {
  std::error_code unknown;
  made_ = !fs::exists(folder_, unknown);
  refuse_linked_state(folder_);
  ensure_folder(folder_ + "/.greisen");
  const std::string lock = folder_ + "/.greisen/lock";
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (lock_ < 0)
    throw Error({"E7002", "cannot write into the run's folder", {folder_}, "choose a folder you may write to with -o"});
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_);
    throw Error({"E2054",
                 "another greisen is at work in this folder",
                 {folder_},
                 "wait for it, or give another folder with -o"});
  }
  load();
  sweep();
}

RunState::RunState(std::string run_folder, Look /*look*/) : folder_(std::move(run_folder)) { load(); }

void RunState::load() {
  for (const std::string& line : sealed_lines(folder_ + "/.greisen/outputs.tsv")) {
    const std::vector<std::string> cells = split(line, '\t');
    const auto bytes = cells.size() == 5 ? parse_int64(cells[3]) : std::nullopt;
    if (bytes && geo::stays_inside(cells[0]))
      entries_[cells[0]] = {cells[1], cells[2], static_cast<std::uint64_t>(*bytes), cells[4]};
  }
  for (const std::string& line : sealed_lines(folder_ + "/.greisen/claims"))
    if (geo::stays_inside(line)) claims_.insert(line);
  for (const std::string& line : sealed_lines(folder_ + "/.greisen/facts.tsv"))
    if (const std::size_t tab = line.find('\t'); tab != std::string::npos)
      facts_[line.substr(0, tab)] = line.substr(tab + 1);
}

/// In the folders that hold, or were to hold, a file of the run: others may be the user's, and large.
void RunState::sweep() const {
  std::set<std::string> folders = {folder_, folder_ + "/.greisen", scratch_folder()};
  for (const auto& [path, entry] : entries_) folders.insert((fs::path(folder_) / path).parent_path().string());
  for (const std::string& path : claims_) folders.insert((fs::path(folder_) / path).parent_path().string());
  for (const std::string& folder : folders) sweep_parts(folder);
}

RunState::~RunState() {
  if (lock_ >= 0) ::close(lock_);
}

const RunState::Entry* RunState::find(const std::string& path) const {
  const auto found = entries_.find(path);
  return found == entries_.end() ? nullptr : &found->second;
}

bool RunState::is_current(const std::string& path, const std::string& key) { return why_not(path, key).empty(); }

std::string RunState::why_not(const std::string& path, const std::string& key) {
  const auto found = entries_.find(path);
  const std::string file = folder_ + "/" + path;
  std::error_code unknown;
  if (found == entries_.end() || !fs::is_regular_file(file, unknown)) return "not there";
  Entry& entry = found->second;
  if (entry.key != key) return "made from other inputs or settings";
  const std::string state = file_state(file);
  if (!state.empty() && state == entry.state) return {};
  if (fs::file_size(file, unknown) != entry.bytes || sha256_file(file) != entry.sha256) return "not as it was written";
  entry.state = state;
  if (lock_ >= 0) save();
  return {};
}

void RunState::note(const std::string& path, const std::string& key, std::string sha256) {
  const std::string file = folder_ + "/" + path;
  const std::string state = file_state(file);
  std::error_code unknown;
  Entry entry = {key, sha256.empty() ? sha256_file(file) : std::move(sha256), fs::file_size(file, unknown), state};
  const std::lock_guard lock(guard_);
  entries_[path] = std::move(entry);
  save();
}

void RunState::distrust() {
  for (auto& [path, entry] : entries_) entry.state.clear();
}

void RunState::spoil(const std::vector<std::string>& paths) {
  for (const std::string& path : paths)
    if (const auto found = entries_.find(path); found != entries_.end())
      found->second.key = "changed while it was read";
  save();
}

/// Is it there, in the folder itself, as it was written? Else it is another's by now.
bool RunState::is_as_written(const std::string& path, const Entry& entry) const {
  const std::string file = folder_ + "/" + path;
  std::error_code unknown;
  if (!link_on_the_way(folder_, path).empty() || !fs::is_regular_file(fs::symlink_status(file, unknown))) return false;
  try {
    return file_state(file) == entry.state ||
           (fs::file_size(file, unknown) == entry.bytes && sha256_file(file) == entry.sha256);
  } catch (const Error&) {  // it cannot be read
    return false;
  }
}

void RunState::drop_others(const std::map<std::string, std::string>& wanted) {
  std::vector<std::string> gone;
  for (const auto& [path, entry] : entries_)
    if (!wanted.contains(path)) gone.push_back(path);
  for (const std::string& path : gone) {
    std::error_code ignored;
    if (is_as_written(path, entries_.at(path))) {
      fs::remove(folder_ + "/" + path, ignored);
      for (fs::path parent = fs::path(path).parent_path(); !parent.empty(); parent = parent.parent_path())
        if (!fs::remove(fs::path(folder_) / parent, ignored)) break;  // not empty: others need it
    }
    entries_.erase(path);
  }
  if (!gone.empty()) save();
}

void RunState::claim(const std::set<std::string>& paths) {
  claims_ = paths;
  for (const auto& [path, entry] : entries_) claims_.insert(path);
  std::string text;
  for (const std::string& path : claims_) text += sealed(path);
  write_file_atomically(folder_ + "/.greisen/claims", text);
}

void RunState::abandon() {
  if (lock_ < 0 || !entries_.empty() || !claims_.empty()) return;
  std::error_code ignored;
  for (const char* const name : {"/.greisen/lock", "/.greisen/inputs.tsv", "/.greisen"})
    fs::remove(folder_ + name, ignored);  // the folder only where it is empty
  if (made_) fs::remove(folder_, ignored);
}

void RunState::remember(const std::map<std::string, std::string>& facts) {
  for (const auto& [key, fact] : facts) {
    used_facts_.insert(key);
    facts_[key] = fact;
  }
  if (!facts.empty()) save_facts();
}

std::optional<std::string> RunState::recall(const std::string& key) const {
  used_facts_.insert(key);
  const auto found = facts_.find(key);
  return found == facts_.end() ? std::nullopt : std::optional(found->second);
}

void RunState::forget_others() {
  if (std::erase_if(facts_, [&](const auto& fact) { return !used_facts_.contains(fact.first); }) > 0) save_facts();
}

void RunState::save_facts() const {
  std::string text;
  for (const auto& [key, fact] : facts_) text += sealed(key + "\t" + fact);
  write_file_atomically(folder_ + "/.greisen/facts.tsv", text);
}

void RunState::save() const {
  std::string text;
  for (const auto& [path, entry] : entries_)
    text +=
        sealed(path + "\t" + entry.key + "\t" + entry.sha256 + "\t" + std::to_string(entry.bytes) + "\t" + entry.state);
  write_file_atomically(folder_ + "/.greisen/outputs.tsv", text);
}

}  // namespace greisen
