// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace greisen {

/// Which sinks must be computed: those whose file is not there as wanted, and those the targets need.
struct WantedOutputs {
  std::vector<bool> sinks;                  ///< to compute
  std::vector<bool> files;                  ///< of these, to write as files
  std::map<std::string, std::string> keys;  ///< path → key, of everything the run delivers
  std::map<std::string, std::string> why;   ///< path → why it is made again, of what is
  std::string targets_key;                  ///< of the targets' files; empty without models
  bool targets = false;
  bool maps = false;    ///< styles and project
  bool report = false;  ///< report.html
  bool stac = false;    ///< stac/*.json
  bool sheet = false;   ///< sheet.pdf, .png, .svg
};

}  // namespace greisen
