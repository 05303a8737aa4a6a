// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/time.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <set>

namespace greisen {
namespace {

// Seconds of one core, fitted to the processor time that runs of the demo took, stage by stage, at 20, 10 and 5 m
// (0.09, 0.35 and 1.4 million pixels; 44 rasters, 3 models), with 4 km of context (1.8 million) and with one model.
// Measured and fitted, of these five: targets 1.3 5.2 5.8 5.3 1.6 and 1.3 5.2 6.0 6.1 1.7; writing 0.3 0.7 1.7 1.0 0.4
// and 0.3 0.6 1.9 2.4 0.4; styles 0.4 0.9 2.9 1.3 0.8 and 0.4 0.9 3.0 3.8 0.7; sheet 0.6 1.0 2.2 1.0 0.9 and 0.6
// 0.9 2.2 2.7 0.9; report 3.3 6.7 12.1 8.3 3.5 and 3.1 6.2 12.4 14 4. What lies outside the scenes costs less than
// these say.
constexpr double kLoad_s = 0.3;
constexpr double kWriteRaster_s = 0.004;
constexpr double kWriteFloat_s = 22e-9;
constexpr double kTargetsPixel_s = 4.8e-6;  ///< of a model, up to as many as its null is drawn on
constexpr double kTargetsPixels = 350e3;
constexpr double kTargetsOther_s = 0.2e-6;  ///< of a model, for every pixel
constexpr double kStyles_s = 0.25;
constexpr double kStylesFloat_s = 35e-9;
constexpr double kSheet_s = 0.5;
constexpr double kSheetPixel_s = 1.25e-6;
constexpr double kSheetPixels = 10e6;     ///< the page has no more
constexpr double kReportSide_s = 2.4e-4;  ///< of a raster, for each pixel along a side
constexpr double kReportSide_px = 6000;   ///< pictures of the page are no larger
constexpr double kHashByte_s = 0.7e-9;    ///< SHA-256
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
  const auto pixels = static_cast<double>(graph.graph->grid().window().pixels());
  const auto rasters = static_cast<double>(graph.rasters.size());
  const auto models = static_cast<double>(graph.models.size());
  double floats = 0;
  for (const Sink& sink : graph.graph->sinks()) floats += pixels * static_cast<double>(sink.ports.size());
  const double targets = models * (kTargetsPixel_s * std::min(pixels, kTargetsPixels) + kTargetsOther_s * pixels);
  const double report = kReportSide_s * rasters * std::min(std::sqrt(pixels), kReportSide_px);
  std::vector<StageTime> stages = {
      {"load the survey", kLoad_s + kLoadScene_s * scenes_of(loaded)},
      {"shifts between scenes", survey.coregistration == "off" ? 0 : kShiftScene_s * (scenes_of(loaded) - 1)},
      {"hashes of the inputs", kHashByte_s * bytes_of_scenes(loaded) / threads},
      {"write rasters", (kWriteRaster_s * rasters + kWriteFloat_s * floats) / threads},
      {"targets", targets / threads},
      {"styles and QGIS project", survey.qgis ? kStyles_s + kStylesFloat_s * floats : 0},
      {"map sheet", survey.sheet ? kSheet_s + kSheetPixel_s * std::min(pixels, kSheetPixels) : 0},
      {"report", survey.report ? report : 0}};
  std::erase_if(stages, [](const StageTime& stage) { return stage.seconds <= 0; });
  return stages;
}

std::string basis_of_times() {
  return "passes by the cost of their steps, the rest by rates measured on runs of 0.1 to 2 million pixels; a busy or "
         "slower machine takes longer";
}

}  // namespace greisen
