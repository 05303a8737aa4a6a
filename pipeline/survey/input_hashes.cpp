// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/input_hashes.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/hash.hpp"
#include "base/process/interrupt.hpp"
#include "base/sealed_lines.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kWorthTelling = 256U << 20U;
constexpr std::chrono::seconds kBetweenSaves{2};

std::uint64_t bytes_of(const std::string& file) {
  std::error_code unknown;
  const auto bytes = fs::file_size(file, unknown);
  return unknown ? 0 : bytes;
}

/// A signature changes with every day, what it opens does not.
std::string remote_key(const std::string& path) { return without_secrets(path) + " " + geo::remote_state(path); }

}  // namespace

InputHashes::InputHashes(std::string folder, std::string list, int threads, Progress* progress)
    : reads_(true), threads_(threads), progress_(progress), folder_(absolute_path(folder)), list_(std::move(list)) {
  for (const std::string& line : sealed_lines(list_)) {
    const std::vector<std::string> cells = split(line, '\t');
    if (cells.size() == 3) kept_[cells[0]] = {cells[1], cells[2], true};
  }
}

std::string InputHashes::told(const std::string& file) const {
  return fs::path(absolute_path(file)).lexically_relative(folder_).string();
}

const std::vector<geo::InputFile>& InputHashes::files_of(const Input& input) {
  const auto [place, is_new] = parts_.try_emplace({input.path, input.kind});
  if (is_new) place->second = geo::input_files(input.path, input.kind);
  return place->second;
}

void InputHashes::hash(const std::string& file, Progress* progress) {
  const std::string name = told(file);
  Known known{file_state(file), {}, is_settled(file), changed_since(file, started_ns_)};
  {
    const std::lock_guard lock(guard_);
    const auto kept = kept_.find(name);
    if (kept != kept_.end() && kept->second.state == known.state) known.sha256 = kept->second.sha256;
  }
  if (known.sha256.empty()) {
    known.sha256 = sha256_file(file, [&](std::uint64_t bytes) {
      if (progress != nullptr) progress->advance(bytes);
      return !interrupted();
    });
    if (known.sha256.empty()) return;
    known.settled = known.settled && file_state(file) == known.state;
  }
  known.settled = known.settled && name.find_first_of("\t\n") == std::string::npos;
  const std::lock_guard lock(guard_);
  known_[file] = known;
  if (!known.settled) return;
  kept_[name] = known;
  if (std::chrono::steady_clock::now() - saved_ > kBetweenSaves) save();
}

void InputHashes::read(const std::vector<Input>& inputs) {
  if (!reads_) return;
  std::set<std::string> wanted;
  for (const Input& input : inputs)
    for (const geo::InputFile& file : files_of(input))
      if (!geo::is_remote(file.path) && !known_.contains(file.path)) wanted.insert(file.path);
  std::vector<std::pair<std::uint64_t, std::string>> files;
  std::uint64_t bytes = 0;
  for (const std::string& file : wanted) {
    const auto kept = kept_.find(told(file));
    const bool spared = kept != kept_.end() && kept->second.state == file_state(file);
    files.emplace_back(spared ? 0 : bytes_of(file), file);
    bytes += files.back().first;
  }
  std::ranges::sort(files, std::greater());  // the large ones first: none is left over for one thread at the end
  Progress* const tells = bytes >= kWorthTelling ? progress_ : nullptr;
  if (tells != nullptr) tells->start_step("hash the inputs", bytes);
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < files.size() && !interrupted(); i = next++) hash(files[i].second, tells);
    } catch (...) {
      const std::lock_guard lock(guard_);
      failure = std::current_exception();
      next = files.size();
    }
  };
  {
    std::vector<std::jthread> others;
    for (int i = 1; i < std::min<int>(threads_, static_cast<int>(files.size())); ++i) others.emplace_back(work);
    work();
  }
  if (tells != nullptr) tells->finish_step();
  if (failure) std::rethrow_exception(failure);
  if (bytes > 0) save();
}

const std::string& InputHashes::hash_of(const std::string& file) {
  const auto found = known_.find(file);
  if (found != known_.end()) return found->second.sha256;
  hash(file, nullptr);
  static const std::string none;  // after an interrupt
  const auto now = known_.find(file);
  return now == known_.end() ? none : now->second.sha256;
}

std::string InputHashes::content_of(const Input& input) {
  if (!reads_) return {};
  const std::vector<geo::InputFile>& parts = files_of(input);
  if (parts.empty()) return "absent";
  std::string text = geo::file_and_rest(input.path).second + "\n";
  for (const geo::InputFile& part : parts) {
    const std::string hash = geo::is_remote(part.path) ? remote_key(part.path) : hash_of(part.path);
    if (hash.empty()) return {};
    text += part.role + "\t" + hash + "\n";
  }
  return sha256_text(text);
}

std::map<std::string, std::string> InputHashes::files() const {
  std::map<std::string, std::string> hashes;
  for (const auto& [file, known] : known_) hashes[file] = known.sha256;
  return hashes;
}

bool InputHashes::is_as_hashed(const std::string& file, const Known& known) {
  const std::string now = file_state(file);
  if (known.is_new || was_rewritten(known.state, now)) return false;
  try {
    return now == known.state || sha256_file(file) == known.sha256;
  } catch (const Error&) {  // it cannot be read any more
    return false;
  }
}

std::vector<std::string> InputHashes::changed() const {
  std::set<std::string> others;
  for (const auto& [file, known] : known_)
    if (!is_as_hashed(file, known)) others.insert(file);
  for (const auto& [input, parts] : parts_) {
    std::set<std::string> before;
    for (const geo::InputFile& part : parts) before.insert(part.path);
    for (const geo::InputFile& part : geo::input_files(input.first, input.second))
      if (!before.contains(part.path)) others.insert(part.path);
  }
  return {others.begin(), others.end()};
}

std::string InputHashes::states() const {
  std::string text;
  for (const auto& [file, known] : known_) text += sealed(told(file) + "\t" + known.state + "\t" + known.sha256);
  return text;
}

bool InputHashes::came_back_since(const std::vector<std::string>& states) const {
  std::map<std::string, const Known*> now;
  for (const auto& [file, known] : known_) now[told(file)] = &known;
  return std::ranges::any_of(states, [&](const std::string& line) {
    const std::vector<std::string> cells = split(line, '\t');
    const auto found = cells.size() == 3 ? now.find(cells[0]) : now.end();
    return found != now.end() && found->second->sha256 == cells[2] && was_rewritten(cells[1], found->second->state);
  });
}

void InputHashes::save() {
  saved_ = std::chrono::steady_clock::now();
  std::error_code unknown;
  if (!fs::is_directory(fs::path(list_).parent_path(), unknown)) return;
  std::string text;
  for (const auto& [file, kept] : kept_) text += sealed(file + "\t" + kept.state + "\t" + kept.sha256);
  try {
    write_file_atomically(list_, text);
  } catch (const Error&) {  // the next run reads the files again: no reason for this one to fail
  }
}

}  // namespace greisen
