// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"
#include "base/progress.hpp"

namespace CLI {
class App;
}

namespace greisen {

/// What every verb may be given on the command line (contract.md, section 1).
struct Globals {
  int threads = 1;                       ///< settled: --threads, else OMP_NUM_THREADS, else the cores granted
  std::size_t memory_bytes = 2U << 30U;  ///< settled: --memory, else half of what is there
  int tile_px = 256;                     ///< --tile: 128, 256 or 512; no result depends on it
  bool json = false;
  bool overwrite = false;
  std::vector<std::string> assignments;  ///< --set key=value
  std::vector<std::string> command_line;
};

struct Session {
  Globals globals;
  Log& log;
  Progress& progress;
};

/// What a verb has to say on stdout: `text` for people, `json` (one object, without its status) under --json.
struct VerbResult {
  int exit_code = 0;
  std::string text;
  std::string json = "{}";
};

/// One row of the table of verbs.
struct Verb {
  std::string_view name;
  std::string_view summary;
  std::vector<std::string_view> examples;  ///< whole command lines
  std::string_view next;                   ///< what to try next, one line; may be empty
  bool everyday = false;                   ///< on the first screen of help
  /// Declares the verb's own options on its subcommand and returns what runs it. Options live as long as that function.
  std::function<std::function<VerbResult(Session&)>(CLI::App& app)> declare;
};

/// All verbs, in the order of the help.
std::vector<Verb> verbs();

/// The program: parses, runs, prints, maps errors to exit codes. Never throws.
int run_program(int argc, char** argv);

// One per file of pipeline/verbs/.
Verb apply_verb();
Verb check_verb();
Verb completion_verb();
Verb compute_verb();
Verb demo_verb();
Verb doctor_verb();
Verb explain_verb();
Verb export_verb();
Verb init_verb();
Verb inspect_verb();
Verb list_verb();
Verb man_verb();
Verb plan_verb();
Verb report_verb();
Verb run_verb();
Verb schema_verb();
Verb verify_verb();

}  // namespace greisen
