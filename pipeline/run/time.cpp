// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/time.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <set>

#include "pipeline/products/products.hpp"

namespace greisen {
namespace {

// Seconds of one core, fitted to the processor time that runs of the demo took (products/: the same runs); writing
// measured 0.3 0.7 1.7 1.0 0.4, fitted 0.3 0.6 1.9 2.4 0.4.
constexpr double kLoad_s = 0.3;
constexpr double kWriteRaster_s = 0.004;
constexpr double kWriteFloat_s = 22e-9;
constexpr double kHashByte_s = 0.7e-9;  ///< SHA-256
constexpr double kLoadScene_s = 0.15;
constexpr double kShiftScene_s = 0.35;  ///< of a scene held against the reference on at most 25 cells; of four dates

double bytes_of_scenes(const LoadedSurvey& loaded) {
  std::set<std::string> files;
  for (const SensorUse& use : loaded.graph.sensors)
    for (const scene::Scene& scene : use.scenes) files.insert(scene.files.begin(), scene.files.end());
  double bytes = 0;
  for (const std::string& file : files) {
    std::error_code unknown;
    const auto size = std::filesystem::file_size(file, unknown);
    if (!unknown) bytes += static_cast<double>(size);
  }
  return bytes;
}

double scenes_of(const LoadedSurvey& loaded) {
  std::size_t scenes = 0;
  for (const SensorUse& use : loaded.graph.sensors) scenes += use.scenes.size();
  return static_cast<double>(scenes);
}

}  // namespace

std::vector<StageTime> stage_times(const LoadedSurvey& loaded, int threads) {
  const SurveyGraph& graph = loaded.graph;
  const Survey& survey = loaded.survey;
  const auto rasters = static_cast<double>(graph.rasters.size());
  std::vector<StageTime> stages = {
      {"load the survey", kLoad_s + kLoadScene_s * scenes_of(loaded)},
      {"shifts between scenes", survey.coregistration == "off" ? 0 : kShiftScene_s * (scenes_of(loaded) - 1)},
      {"hashes of the inputs", kHashByte_s * bytes_of_scenes(loaded) / threads},
      {"write rasters", (kWriteRaster_s * rasters + kWriteFloat_s * delivered_floats(loaded)) / threads}};
  for (const Product& product : products())
    if (product.seconds != nullptr && !product.files(loaded).empty())
      stages.push_back({product.title, product.seconds(loaded, threads)});
  std::erase_if(stages, [](const StageTime& stage) { return stage.seconds <= 0; });
  return stages;
}

std::string basis_of_times() {
  return "passes by the cost of their steps, the rest by rates measured on runs of 0.1 to 2 million pixels; a busy or "
         "slower machine takes longer";
}

}  // namespace greisen
