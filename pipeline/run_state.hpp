// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>

namespace greisen {

/// What stands in a run's folder and what it was made from: RUN/.greisen/outputs.tsv. A file whose key is the wanted
/// one is kept, any other is made again.
class RunState {
 public:
  /// Opens (or makes) the folder and holds its lock as long as it lives. E2054 where another run holds it.
  explicit RunState(std::string run_folder);
  ~RunState();
  RunState(const RunState&) = delete;
  RunState& operator=(const RunState&) = delete;

  struct Entry {
    std::string key;
    std::string sha256;
    std::uint64_t bytes = 0;
  };
  /// Is the file there, of the size that was written, and made from `key`?
  [[nodiscard]] bool is_current(const std::string& path, const std::string& key) const;
  [[nodiscard]] const Entry* find(const std::string& path) const;
  /// Notes a file that now stands under its final name, and hashes it where its SHA-256 is not known; written to disk at
  /// once. From any thread.
  void note(const std::string& path, const std::string& key, std::string sha256 = {});
  /// Forgets files that are no longer wanted and removes them, and folders that become empty by it.
  void drop_others(const std::map<std::string, std::string>& wanted);
  [[nodiscard]] const std::map<std::string, Entry>& entries() const { return entries_; }
  [[nodiscard]] std::string scratch_folder() const { return folder_ + "/.greisen/scratch"; }
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  void save() const;

  std::string folder_;
  std::map<std::string, Entry> entries_;
  std::mutex guard_;  ///< of entries_, in note()
  int lock_ = -1;
};

}  // namespace greisen
