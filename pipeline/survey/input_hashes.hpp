// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/file_state.hpp"
#include "base/progress.hpp"
#include "geo/gdal/input_files.hpp"

namespace greisen {

/// A path that is read, and how it is opened.
struct Input {
  std::string path;
  geo::InputKind kind = geo::InputKind::plain;
};

/// What a run's inputs hold: SHA-256 of each file that takes part in them (geo::input_files), and of each input one
/// text that is made of these and of nothing else, equal wherever the files lie and whatever they were reached by. Keys
/// of results are built from it. A list keeps what was hashed: what it says of a file holds as long as its inode, size,
/// and times of modification and of status change are the same, and it had been left alone for two seconds when it was
/// read. All but read() are for one thread.
class InputHashes {
 public:
  /// Looks at nothing: every content is empty. For verbs that ask for no keys.
  InputHashes() = default;
  /// `list` is read if it is there; its paths are told from `folder`, that of the survey. `progress`, where there is
  /// one, is told of what takes long.
  InputHashes(std::string folder, std::string list, int threads, Progress* progress = nullptr);
  /// Forgets what the list says: every file is read.
  void distrust() { kept_.clear(); }

  /// Hashes what these inputs are made of and is not known yet, several files at once. After an interrupt it returns
  /// early, and what it did not read has no content. E3001, E3003.
  void read(const std::vector<Input>& inputs);
  /// 64 digits that change with the content of any file that takes part, and with which files do; of a remote path,
  /// with what its server says. "absent" where nothing is there; empty where it was not read.
  std::string content_of(const Input& input);

  /// Of every file on disk that was asked for: its SHA-256, by path.
  [[nodiscard]] std::map<std::string, std::string> files() const;
  /// The files that are not what they were when this object was made, rewritten or replaced, gone, or new among those
  /// that take part: who read them may have read two states of them. Where no more than the time of a file's status
  /// differs its hash decides.
  [[nodiscard]] std::vector<std::string> changed() const;
  /// Of every file its state and its hash, as lines (base/sealed_lines), to be compared by a later run.
  [[nodiscard]] std::string states() const;
  /// Was one of them rewritten since, and holds what it held? Then it may have held something else in between.
  [[nodiscard]] bool came_back_since(const std::vector<std::string>& states) const;
  /// Writes the list where its folder is there and lets it.
  void save();

 private:
  struct Known {
    std::string state;  ///< of the file, as far as the system tells of it
    std::string sha256;
    bool settled = false;  ///< may be kept
    bool is_new = false;   ///< written since this object was made
  };
  const std::vector<geo::InputFile>& files_of(const Input& input);
  void hash(const std::string& file, Progress* progress);
  [[nodiscard]] static bool is_as_hashed(const std::string& file, const Known& known);
  [[nodiscard]] std::string told(const std::string& file) const;
  const std::string& hash_of(const std::string& file);

  bool reads_ = false;
  int threads_ = 1;
  Progress* progress_ = nullptr;
  std::string folder_;
  std::string list_;
  std::map<std::string, Known> kept_;   ///< by told path
  std::map<std::string, Known> known_;  ///< by path, of this process
  std::map<std::pair<std::string, geo::InputKind>, std::vector<geo::InputFile>> parts_;
  std::chrono::steady_clock::time_point saved_ = std::chrono::steady_clock::now();
  std::int64_t started_ns_ = clock_ns();
  std::mutex guard_;  ///< of known_, kept_ and saved_, within read()
};

}  // namespace greisen
