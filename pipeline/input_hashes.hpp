// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace greisen {

/// SHA-256 of a run's inputs, computed in a thread of its own beside the run from its begin, and kept in a list, so
/// that a run gone on with need not read them again. What is kept of a file holds as long as its inode, size, and times
/// of modification and of status change are the same, and it had been left alone for two seconds when it was read.
class InputHashes {
 public:
  /// Begins. `list` is read if it is there, and written after each file where its folder lets it.
  InputHashes(std::vector<std::string> files, std::string list);
  /// Stops, within the file at hand.
  ~InputHashes() = default;
  InputHashes(const InputHashes&) = delete;
  InputHashes& operator=(const InputHashes&) = delete;

  /// Waits for all of them. Throws what kept one of them from being read.
  const std::map<std::string, std::string>& wait();
  /// The files that are not, or no longer, what they were at the begin: who read them may have read two states of them.
  [[nodiscard]] std::vector<std::string> changed() const;

 private:
  struct Kept {
    std::string state;  ///< of the file, as far as the system tells of it
    std::string sha256;
  };
  void hash_all(const std::stop_token& stop);
  void save() const;

  std::vector<std::string> files_;
  std::string list_;
  std::vector<std::string> states_;  ///< of the files, at the begin
  std::map<std::string, Kept> kept_;
  std::map<std::string, std::string> hashes_;
  std::exception_ptr failure_;
  std::jthread worker_;  ///< last: ends before what it works on
};

}  // namespace greisen
