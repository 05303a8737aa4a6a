// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/over_inputs.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "base/file_state.hpp"
#include "base/text.hpp"

namespace greisen {

namespace fs = std::filesystem;
using FileId = std::pair<std::uint64_t, std::uint64_t>;

void find_over_inputs(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs,
                      std::vector<Problem>& problems) {
  std::map<FileId, std::string> read;
  for (const std::string& input : inputs)
    if (const auto id = file_id(input)) read.emplace(*id, input);
  std::set<std::string> told;
  for (const std::string& output : outputs) {
    const auto id = file_id(output);
    const auto input = id ? read.find(*id) : read.end();
    if (input == read.end() || !told.insert(output).second) continue;
    const bool same = fs::path(input->second).lexically_normal() == fs::path(output).lexically_normal();
    problems.push_back({"E2055",
                        "the output " + printable(output) + " would overwrite an input" +
                            (same ? "" : ": it is the same file as " + printable(input->second)),
                        {},
                        "give another -o, or move the input to another folder or name"});
  }
}

void refuse_outputs_over_inputs(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs) {
  std::vector<Problem> problems;
  find_over_inputs(outputs, inputs, problems);
  if (!problems.empty()) throw Error(std::move(problems));
}

}  // namespace greisen
