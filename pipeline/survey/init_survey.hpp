// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/session.hpp"

namespace greisen {

struct InitOptions {
  std::string folder;  ///< made; survey.yaml goes into it
  std::string aoi;
  std::string scenes;  ///< folder of downloads, or a pattern
  std::string dem;
  std::string occurrences;
  std::vector<std::string> models;  ///< ids; empty: all of the catalogue
};

/// Looks at the area and the scenes and writes a commented survey with its schema: what was found, what was left out
/// and why. Reads no pixels beyond thumbnails. Exit code 5 where some scenes cannot be used, E4111 where none can.
VerbResult init_survey(const InitOptions& options, Session& session);

}  // namespace greisen
