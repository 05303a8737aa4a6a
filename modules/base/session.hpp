// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "base/progress.hpp"

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

}  // namespace greisen
