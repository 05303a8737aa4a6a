// SPDX-License-Identifier: Apache-2.0
#include <variant>

#include "base/file.hpp"
#include "base/text.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/targets_files.hpp"

namespace greisen::outputs {

void write_targets_csv(const std::string& path, const std::vector<targets::Target>& targets) {
  std::string text;
  for (const geo::Column& column : target_columns()) text += (text.empty() ? "" : ",") + column.name;
  text += '\n';
  for (const targets::Target& target : targets) {
    bool first = true;
    for (const geo::Cell& cell : cells_of(target)) {
      if (!first) text += ',';
      first = false;
      const auto* const words = std::get_if<std::string>(&cell);
      text += words != nullptr ? csv_text(*words) : to_text(cell);
    }
    text += '\n';
  }
  write_file_atomically(path, text);
}

}  // namespace greisen::outputs
