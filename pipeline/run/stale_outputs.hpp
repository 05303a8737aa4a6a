// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/run_state.hpp"

namespace greisen {

/// Per raster of the survey.
struct StaleRasters {
  std::vector<bool> sinks;  ///< to compute: those whose file is stale, and those that stale products need
  std::vector<bool> files;  ///< of these, to write as files
};

/// What of the survey's outputs does not stand in the folder as its key asks for.
struct StaleOutputs {
  StaleRasters rasters;
  std::vector<bool> products;               ///< as products() lists them
  std::map<std::string, std::string> keys;  ///< path → key, of everything the run delivers
  std::map<std::string, std::string> why;   ///< path → why it is made again, of what is

  [[nodiscard]] bool any_pixels() const;  ///< is there a raster to compute?
  [[nodiscard]] bool any() const;
};

/// Reads what the system says of each file, and the file where that does not do.
StaleOutputs stale_outputs(const LoadedSurvey& loaded, RunState& state);

/// Does a stale product read the raster where the engine keeps it?
bool needed(const StaleOutputs& stale, const RasterSpec& raster);

/// Is there anything to compute or to write, a file to remove, or a record that does not tell of this survey's run?
bool anything_to_do(const StaleOutputs& stale, const LoadedSurvey& loaded, const RunState& state);

}  // namespace greisen
