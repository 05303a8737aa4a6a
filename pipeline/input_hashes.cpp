// SPDX-License-Identifier: Apache-2.0
#include "pipeline/input_hashes.hpp"

#include <chrono>
#include <filesystem>
#include <sys/stat.h>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace greisen {
namespace {

constexpr std::size_t kLongestList = 64U << 20U;
constexpr std::int64_t kSettledNs = 2'000'000'000;  // file systems whose clocks are coarse tick every second or two

struct FileState {
  std::string text;  ///< empty where the file cannot be looked at
  bool settled = false;
};

FileState state_of(const std::string& file) {
  struct stat facts = {};
  if (::stat(file.c_str(), &facts) != 0) return {};
  const auto ns = [](const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; };
  const std::int64_t changed = std::max(ns(facts.st_mtim), ns(facts.st_ctim));
  const std::int64_t now =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  return {
      fmt::format("{}:{}:{}:{}:{}", facts.st_dev, facts.st_ino, facts.st_size, ns(facts.st_mtim), ns(facts.st_ctim)),
      now - changed >= kSettledNs};
}

}  // namespace

InputHashes::InputHashes(std::vector<std::string> files, std::string list)
    : files_(std::move(files)), list_(std::move(list)) {
  for (const std::string& file : files_) states_.push_back(state_of(file).text);
  std::error_code unknown;
  if (std::filesystem::is_regular_file(list_, unknown))
    for (const std::string& line : split(read_text_file(list_, kLongestList), '\n')) {
      const std::vector<std::string> cells = split(line, '\t');
      if (cells.size() == 3) kept_[cells[0]] = {cells[1], cells[2]};
    }
  worker_ = std::jthread([this](const std::stop_token& stop) { hash_all(stop); });
}

void InputHashes::hash_all(const std::stop_token& stop) {
  try {
    for (const std::string& file : files_) {
      const FileState before = state_of(file);
      const auto kept = kept_.find(file);
      if (kept != kept_.end() && kept->second.state == before.text) {
        hashes_[file] = kept->second.sha256;
        continue;
      }
      const std::string hash = sha256_file(file, stop);
      if (hash.empty()) return;
      hashes_[file] = hash;
      if (!before.settled || state_of(file).text != before.text || file.find_first_of("\t\n") != std::string::npos)
        continue;
      kept_[file] = {before.text, hash};
      save();
    }
  } catch (...) {
    failure_ = std::current_exception();
  }
}

void InputHashes::save() const {
  std::string text;
  for (const auto& [file, kept] : kept_) text += file + "\t" + kept.state + "\t" + kept.sha256 + "\n";
  try {
    write_file_atomically(list_, text);
  } catch (const Error&) {  // the next run reads the files again: no reason for this one to fail
  }
}

std::vector<std::string> InputHashes::changed() const {
  std::vector<std::string> others;
  for (std::size_t i = 0; i < files_.size(); ++i)
    if (state_of(files_[i]).text != states_[i]) others.push_back(files_[i]);
  return others;
}

const std::map<std::string, std::string>& InputHashes::wait() {
  if (worker_.joinable()) worker_.join();
  if (failure_) std::rethrow_exception(failure_);
  return hashes_;
}

}  // namespace greisen
