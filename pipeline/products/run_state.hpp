// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace greisen {

/// What stands in a run's folder and what it was made from: RUN/.greisen. A file whose key is the wanted one and that
/// is as it was written is kept, any other is made again. Lines of its lists that are damaged count for nothing.
class RunState {
 public:
  /// Opens (or makes) the folder and holds its lock as long as it lives. E2054 where another run holds it.
  explicit RunState(std::string run_folder);
  /// Only looks: makes, locks and writes nothing.
  static RunState looked_at(std::string run_folder) { return RunState(std::move(run_folder), Look{}); }
  ~RunState();
  RunState(const RunState&) = delete;
  RunState& operator=(const RunState&) = delete;

  struct Entry {
    std::string key;
    std::string sha256;
    std::uint64_t bytes = 0;
    std::string state = {};  ///< file_state when it was as noted; empty: not known
  };
  /// Is the file there as it was written, and made from `key`? Where the system does not say that it was left alone, it
  /// is hashed.
  [[nodiscard]] bool is_current(const std::string& path, const std::string& key);
  /// Why it is not: a few words.
  [[nodiscard]] std::string why_not(const std::string& path, const std::string& key);
  [[nodiscard]] const Entry* find(const std::string& path) const;
  /// Notes a file that now stands under its final name, and hashes it where its SHA-256 is not known; written to disk
  /// at once. From any thread.
  void note(const std::string& path, const std::string& key, std::string sha256 = {});
  /// Takes nothing on trust: every file is hashed before it counts as what was written.
  void distrust();
  /// These are made of inputs that changed while they were read: no run takes them for current.
  void spoil(const std::vector<std::string>& paths);
  /// Forgets files that are no longer wanted and removes them where they are as they were written, and folders that
  /// become empty by it. A link, what lies behind one, and what was changed since stay where they are.
  void drop_others(const std::map<std::string, std::string>& wanted);
  [[nodiscard]] const std::map<std::string, Entry>& entries() const { return entries_; }

  /// Names that this run may write under: files there that are neither noted nor claimed are another's. Kept on disk,
  /// so that what a killed run left unnoted is known as its own.
  void claim(const std::set<std::string>& paths);
  [[nodiscard]] bool owns(const std::string& path) const { return entries_.contains(path) || claims_.contains(path); }
  /// Takes RUN/.greisen away again where no run has written anything yet.
  void abandon();

  /// Facts found while something was computed, under keys that change with what it was computed from: found again where
  /// a later run need not compute it. Texts of one line.
  void remember(const std::map<std::string, std::string>& facts);
  [[nodiscard]] std::optional<std::string> recall(const std::string& key) const;
  /// Forgets the facts that were neither remembered nor recalled since the folder was opened.
  void forget_others();

  [[nodiscard]] std::string scratch_folder() const { return folder_ + "/.greisen/scratch"; }
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  struct Look {};
  RunState(std::string run_folder, Look look);
  void load();
  void sweep() const;
  [[nodiscard]] bool is_as_written(const std::string& path, const Entry& entry) const;
  void save() const;
  void save_facts() const;

  std::string folder_;
  std::map<std::string, Entry> entries_;
  std::set<std::string> claims_;
  std::map<std::string, std::string> facts_;
  mutable std::set<std::string> used_facts_;
  std::mutex guard_;  ///< of entries_, in note()
  int lock_ = -1;
  bool made_ = false;  ///< the folder was not there before
};

/// E2057 where the state of a run is, or lies behind, a link: before anything is read or written there.
void refuse_linked_state(const std::string& folder);

}  // namespace greisen
