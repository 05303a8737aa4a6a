// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/changed_inputs.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/sealed_lines.hpp"
#include "base/text.hpp"
#include "pipeline/run/record.hpp"
#include "pipeline/survey/input_hashes.hpp"
#include "pipeline/survey/told_paths.hpp"

namespace greisen {
namespace {

constexpr std::size_t kMostTold = 20;

Problem changed_problem(const std::string& file) {
  return {"E5007",
          printable(file, 400) + " was changed while it was read: what is made of it may mix its states",
          {},
          "wait until the program that writes it is done, then run the same command again"};
}

}  // namespace

std::vector<Problem> changed_inputs(const LoadedSurvey& loaded) {
  std::vector<Problem> problems;
  for (const std::string& file : loaded.graph.inputs->changed())
    if (problems.size() < kMostTold) problems.push_back(changed_problem(told_path(loaded.survey, file)));
  return problems;
}

void refuse_changed_inputs(const LoadedSurvey& loaded, RunState& state, const std::vector<std::string>& made,
                           const std::vector<Problem>& besides) {
  std::vector<Problem> problems = changed_inputs(loaded);
  if (problems.empty()) return;
  state.spoil(made);
  make_scratch(state.scratch_folder());
  remove_scratch(state.scratch_folder());
  problems.insert(problems.end(), besides.begin(), besides.end());
  throw Error(std::move(problems));
}

void prepare_scratch(const LoadedSurvey& loaded, const RunState& state) {
  const std::string list = state.scratch_folder() + "/inputs";
  make_scratch(state.scratch_folder());
  if (loaded.graph.inputs->came_back_since(sealed_lines(list))) {
    remove_scratch(state.scratch_folder());
    make_scratch(state.scratch_folder());
  }
  write_file_atomically(list, loaded.graph.inputs->states());
}

InputStates::InputStates(const std::vector<std::string>& files) {
  for (const std::string& file : files) states_.emplace_back(file, file_state(file));
}

void InputStates::refuse_changed(const std::vector<Problem>& besides) const {
  std::vector<Problem> problems;
  for (const auto& [file, state] : states_)
    if (file_state(file) != state && problems.size() < kMostTold) problems.push_back(changed_problem(file));
  if (problems.empty()) return;
  problems.insert(problems.end(), besides.begin(), besides.end());
  throw Error(std::move(problems));
}

}  // namespace greisen
