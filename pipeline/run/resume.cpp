// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/resume.hpp"

#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "base/hash.hpp"

namespace greisen {
namespace {

constexpr std::size_t kMostBytes = 1U << 20U;

/// A line for which rasters it holds, then two digits a raster: sink and file.
std::string text_of(const std::string& key, const StaleRasters& rasters) {
  std::string text = key + "\n";
  for (std::size_t i = 0; i < rasters.sinks.size(); ++i) {
    text += rasters.sinks[i] ? '1' : '0';
    text += rasters.files[i] ? '1' : '0';
  }
  return text + "\n";
}

}  // namespace

StaleRasters with_earlier(const SurveyGraph& graph, const StaleOutputs& stale, const RunState& state) {
  StaleRasters all = stale.rasters;
  std::string rasters;
  for (const RasterSpec& raster : graph.rasters) rasters += raster.path + " " + stale.keys.at(raster.path) + "\n";
  const std::string key = sha256_text(rasters);
  const std::string path = state.scratch_folder() + "/rasters";
  const std::size_t first = key.size() + 1;
  if (std::error_code unknown; std::filesystem::exists(path, unknown)) {
    const std::string begun = read_text_file(path, kMostBytes);
    const bool same = begun.starts_with(key + "\n") && begun.size() == first + 2 * all.sinks.size() + 1;
    for (std::size_t i = 0; same && i < all.sinks.size(); ++i) {
      all.sinks[i] = all.sinks[i] || begun[first + 2 * i] == '1';
      all.files[i] = all.files[i] || begun[first + 2 * i + 1] == '1';
    }
  }
  make_scratch(state.scratch_folder());
  write_file_atomically(path, text_of(key, all));
  return all;
}

}  // namespace greisen
