// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/run_folder.hpp"

#include <filesystem>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/hash.hpp"
#include "base/linked_path.hpp"
#include "base/sealed_lines.hpp"
#include "base/text.hpp"
#include "pipeline/products/over_inputs.hpp"
#include "record/run_record.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMark = "/.greisen/survey";

/// Whose run lies in a folder: the survey's file, from there, and its SHA-256. Empty: no run's.
struct Owner {
  std::string path;
  std::string sha256;
};

Owner owner_of(const std::string& folder) {
  std::error_code unknown;
  if (fs::is_regular_file(folder + kMark, unknown)) {
    const std::vector<std::string> lines = sealed_lines(folder + kMark);
    const std::size_t tab = lines.empty() ? std::string::npos : lines.front().find('\t');
    if (tab != std::string::npos) return {lines.front().substr(tab + 1), lines.front().substr(0, tab)};
  }
  const EarlierRun earlier = earlier_run(folder + "/run.json");
  return {earlier.survey_path, earlier.survey_sha256};
}

std::string from_folder(const std::string& folder, const std::string& survey) {
  return fs::path(absolute_path(survey)).lexically_relative(absolute_path(folder)).string();
}

/// Folders of the run that are links: what is written there would land elsewhere.
void find_links(const std::string& folder, const std::set<std::string>& names, std::vector<Problem>& problems) {
  std::set<std::string> links;
  for (const std::string& path : names) links.insert(link_on_the_way(folder, path));
  for (const std::string& link : links)
    if (!link.empty()) problems.push_back(link_problem(folder, link));
}

/// Inputs in RUN/.greisen, which comes and goes with runs.
void find_in_state_folder(const std::string& folder, const std::vector<std::string>& inputs,
                          std::vector<Problem>& problems) {
  std::error_code unknown;
  const fs::path own = fs::weakly_canonical(folder + "/.greisen", unknown);
  for (const std::string& input : inputs) {
    const fs::path way = fs::weakly_canonical(input, unknown).lexically_relative(own);
    if (!way.empty() && *way.begin() != ".." && *way.begin() != ".")
      problems.push_back({"E2055",
                          "the input " + printable(input) + " lies where the run keeps its own state",
                          {},
                          "move it to another folder, or give another folder with -o"});
  }
}

/// A side file that GDAL would read with a raster of the run, and that came before it.
bool is_beside_nothing(const RunState& state, const std::string& raster) {
  const std::string file = state.folder() + "/" + raster;
  std::error_code unknown;
  return raster.ends_with(".tif") && fs::exists(fs::symlink_status(file + ".aux.xml", unknown)) &&
         !fs::exists(file, unknown) && !state.owns(raster) && !state.owns(raster + ".aux.xml");
}

/// What an earlier delivery lists as its own and still holds so: its folder may have been carried here without
/// .greisen.
bool is_of_delivery(const std::string& file, const std::string& path, const EarlierRun& earlier) {
  const auto listed = earlier.outputs.find(path);
  return listed != earlier.outputs.end() && sha256_file(file) == listed->second;
}

}  // namespace

void refuse_other_survey(const std::string& folder, const std::string& survey) {
  const Owner owner = owner_of(folder);
  std::error_code unknown;
  if (owner.path.empty() || !fs::is_regular_file(survey, unknown) || owner.sha256 == sha256_file(survey)) return;
  const auto recorded = file_id((fs::path(folder) / owner.path).string());
  if (recorded == file_id(survey) || owner.path == from_folder(folder, survey)) return;
  throw Error({"E2050",
               "this folder holds the run of another survey: " + printable(owner.path) + " (seen from there)",
               {folder},
               "give another folder with -o, or --overwrite to replace that run"});
}

void mark_survey(const RunState& state, const Survey& survey) {
  write_file_atomically(state.folder() + kMark,
                        sealed(sha256_text(survey.text) + "\t" + from_folder(state.folder(), survey.path)));
}

void take_names(RunState& state, const StaleOutputs& stale, const LoadedSurvey& loaded, bool overwrite) {
  std::set<std::string> names = {"run.json", "checksums.sha256"};
  for (const auto& [path, key] : stale.keys) names.insert(path);
  std::vector<std::string> outputs;
  for (const std::string& path : names) outputs.push_back(state.folder() + "/" + path);
  for (const auto& [path, entry] : state.entries()) outputs.push_back(state.folder() + "/" + path);
  std::vector<std::string> inputs = {loaded.survey.path};
  for (const auto& [file, sha256] : loaded.graph.inputs->files()) inputs.push_back(file);
  std::vector<Problem> problems;
  find_over_inputs(outputs, inputs, problems);
  find_links(state.folder(), names, problems);
  find_in_state_folder(state.folder(), inputs, problems);
  const EarlierRun earlier = earlier_run(state.folder() + "/run.json");
  const bool delivered = !earlier.status.empty();
  std::set<std::string> taken = names;
  for (const std::string& path : names)
    if (is_beside_nothing(state, path)) taken.insert(path + ".aux.xml");
  for (const std::string& path : taken) {
    const std::string file = state.folder() + "/" + path;
    std::error_code unknown;
    if (overwrite || !fs::exists(fs::symlink_status(file, unknown)) || state.owns(path)) continue;
    const bool record = path == "run.json" || path == "checksums.sha256";
    if (record ? delivered || !state.entries().empty() : is_of_delivery(file, path, earlier)) continue;
    problems.push_back(
        {"E2050",
         path + " is there already, and no run of this survey wrote it",
         {file},
         "move it to another folder or name, give another folder with -o, or --overwrite to replace it"});
  }
  if (!problems.empty()) {
    state.abandon();
    throw Error(std::move(problems));
  }
  state.claim(names);
}

}  // namespace greisen
