// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/found_facts.hpp"

#include <bit>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json_size.hpp"
#include "base/text.hpp"
#include "pipeline/graph/learnt.hpp"
#include "pipeline/survey/told_paths.hpp"
#include "record/checksums.hpp"
#include "record/run_record.hpp"
#include "scene/reasons.hpp"

namespace greisen {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestList = 64U << 20U;

/// How many pixels have each combination of reasons.
std::vector<std::uint64_t> pixels_with_reasons(const Scratch& scratch, int band, const Grid& grid) {
  std::vector<std::uint64_t> pixels(std::size_t{1} << 16U);
  for (std::int64_t row = 0; row < grid.rows; row += kUnitPx)
    for (std::int64_t col = 0; col < grid.cols; col += kUnitPx) {
      const Window window = Window{col, row, kUnitPx, kUnitPx}.intersected(grid.window());
      Tile tile(1, static_cast<int>(window.rows), static_cast<int>(window.cols));
      scratch.read(window, std::vector<int>{band}, tile.view());
      for (int line = 0; line < tile.view().rows; ++line)
        for (const float value : tile.view().row(0, line))
          ++pixels[std::isnan(value) ? 1U : static_cast<std::uint16_t>(value)];
    }
  return pixels;
}

Json count_reasons(const Scratch& scratch, int band, const Grid& grid) {
  const std::vector<std::uint64_t> pixels_with = pixels_with_reasons(scratch, band, grid);
  Json counts = {{"judged", pixels_with.front()}};
  for (const scene::ReasonRow& row : scene::reason_rows()) {
    const auto bit = static_cast<unsigned>(std::countr_zero(static_cast<std::uint16_t>(row.reason)));
    std::uint64_t count = 0;
    for (std::size_t bits = 0; bits < pixels_with.size(); ++bits) count += (bits >> bit & 1U) * pixels_with[bits];
    counts[std::string(to_word(row.reason))] = count;
  }
  return counts;
}

std::string masks_key(const SurveyGraph& graph) { return "masks " + graph.graph->port_key(graph.reasons); }
std::string percentiles_key(const Graph& graph, int node) { return "percentiles " + graph.node(node).key; }

}  // namespace

std::optional<PixelsByReason> pixels_by_reason(const RunState& state, const SurveyGraph& graph) {
  const auto fact = state.recall(masks_key(graph));
  const Json counts = fact ? Json::parse(*fact, nullptr, false) : Json();
  if (!counts.is_object()) return std::nullopt;
  PixelsByReason pixels;
  for (const auto& [reason, count] : counts.items())
    if (count.is_number_unsigned()) pixels[reason] = count.get<std::uint64_t>();
  return pixels;
}

std::string percentiles_json(const RunState& state, const Graph& graph, int node) {
  const std::string fact = state.recall(percentiles_key(graph, node)).value_or("null");
  return json_larger(fact) || !Json::accept(fact) ? "null" : fact;  // the folder may be anyone's
}

void keep_facts(RunState& state, const SurveyGraph& graph, const EngineResult& result) {
  std::map<std::string, std::string> facts;
  for (const auto& [node, model] : result.models)
    if (model.values.contains("percentiles"))
      facts[percentiles_key(*graph.graph, node)] = numbers_json(model.at("percentiles"));
  const auto found = result.plan.stored.find(graph.reasons);
  if (found != result.plan.stored.end())
    if (const auto& store = result.targets[static_cast<std::size_t>(found->second.first)]; store.scratch)
      facts[masks_key(graph)] = count_reasons(*store.scratch, found->second.second, graph.graph->grid()).dump();
  state.remember(facts);
}

bool record_holds(const LoadedSurvey& loaded, const RunState& state) {
  const EarlierRun earlier = earlier_run(state.folder() + "/run.json");
  if (earlier.status != "done" || !earlier.whole || earlier.survey_sha256 != sha256_text(loaded.survey.text) ||
      earlier.survey_effective != told_values(loaded.survey))
    return false;
  const std::string list = state.folder() + "/checksums.sha256";
  std::vector<RecordedFile> files;
  for (const auto& [path, entry] : state.entries()) {
    files.push_back({path, entry.bytes, entry.sha256});
    const auto told = earlier.outputs.find(path);
    if (told == earlier.outputs.end() || told->second != entry.sha256) return false;
  }
  std::error_code unknown;
  return std::filesystem::is_regular_file(list, unknown) && files.size() == earlier.outputs.size() &&
         read_text_file(list, kLongestList) == checksums_text(files);
}

}  // namespace greisen
