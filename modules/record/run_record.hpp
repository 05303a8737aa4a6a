// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secrets.hpp"

namespace greisen {

struct RecordedFile {
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256 = {};  ///< empty: not taken
};

/// One node that ran.
struct RecordedStep {
  std::string id;
  std::string layer = {};                                          ///< what it made
  std::map<std::string, std::string, std::less<>> arguments = {};  ///< with defaults; values are JSON text
  std::vector<std::string> inputs = {};
  std::string source = {};  ///< literature
  std::string formula = {};
  std::uint64_t missing = 0;  ///< pixels of the output without a value
  double seconds = 0;
  std::string learnt = {};  ///< JSON text of what a learning step learnt; empty: nothing
};

struct RecordedPass {
  std::string name;
  std::uint64_t pixels = 0;
  double seconds = 0;
  std::uint64_t blocks_touched = 0;
  std::uint64_t blocks_decoded = 0;
  bool resumed = false;
};

struct RecordedLayer {
  std::string name;
  std::string unit = {};
  std::string formula = {};
  std::string source = {};
  std::string sensor = {};
  std::string file = {};
};

/// What ran and what came of it: the only source of the report. Everything but the times, the machine and the command
/// line is the same for the same inputs; to_json writes it so, keys sorted, doubles that read back exactly, null for
/// what is not finite. `extra` arguments and the add_scene, add_model fragments are JSON text, checked as they come
/// (E1014).
class RunRecord {
 public:
  // Who ran where.
  std::string version = {};
  std::string cpu = {};
  int threads = 0;
  std::uint64_t memory_bytes = 0;
  std::uint64_t peak_bytes = 0;
  std::vector<std::string> command_line = {};
  std::string started = {};  ///< ISO 8601 UTC, as utc_now() gives it
  std::string finished = {};
  std::string status = {};  ///< "done", "interrupted", "failed" …
  int exit_code = 0;
  // What was asked.
  std::string survey_name = {};
  std::string survey_path = {};
  std::string survey_sha256 = {};
  std::uint64_t seed = 42;

  std::vector<RecordedFile> inputs = {};
  std::vector<RecordedStep> steps = {};
  std::vector<RecordedPass> passes = {};
  std::vector<RecordedLayer> layers = {};
  std::vector<RecordedFile> outputs = {};

  /// How every text is told before it is written: by default without secrets.
  std::function<std::string(std::string_view)> told = &without_secrets;

  /// The survey as it was run, defaults filled in; JSON text.
  void set_effective_survey(std::string_view json);
  /// The grid, the area …: any named part; JSON text.
  void set_part(std::string_view name, std::string_view json);
  /// One scene with the decisions made about it; JSON object.
  void add_scene(std::string_view json);
  void add_model(std::string_view json);
  /// Adds to the pixels taken away for this reason ("cloud").
  void add_mask(std::string_view reason, std::uint64_t pixels);
  void add_warning(std::string_view code, std::string_view text);
  /// Adds to the seconds spent on something ("read", "warp").
  void add_seconds(std::string_view what, double seconds);

  /// The whole record, 2 blanks a level, a newline at its end. Its `record_sha256` is that of the text without it.
  [[nodiscard]] std::string to_json() const;
  /// Atomically; E70xx.
  void write(const std::string& path) const;

 private:
  std::string effective_survey_ = {};
  std::map<std::string, std::string, std::less<>> parts_ = {};
  std::vector<std::string> scenes_ = {};
  std::vector<std::string> models_ = {};
  std::map<std::string, std::uint64_t, std::less<>> masks_ = {};
  std::vector<std::pair<std::string, std::string>> warnings_ = {};
  std::map<std::string, double, std::less<>> seconds_ = {};
};

/// What a later run or verb asks a record on disk; all empty where there is none that can be read.
struct EarlierRun {
  std::string status;                                       ///< "done", "interrupted" …
  int exit_code = 0;                                        ///< of a run that is done
  std::string survey_path;                                  ///< as it was written
  std::string survey_sha256;                                ///< likewise
  std::string survey_effective;                             ///< JSON text without blanks, keys sorted
  bool whole = false;                                       ///< is, letter by letter, what was written
  std::map<std::string, std::string, std::less<>> inputs;   ///< SHA-256 by path
  std::map<std::string, std::string, std::less<>> outputs;  ///< likewise
};
EarlierRun earlier_run(const std::string& path);

/// "2024-05-17T09:30:00Z".
std::string utc_now();

/// A record's entry of a file on disk: its size, and its SHA-256 where that is known. `name` is the path as it is to be
/// written. E3001 where the file cannot be looked at.
RecordedFile record_file(const std::string& path, std::string name, std::string sha256 = {});

}  // namespace greisen
