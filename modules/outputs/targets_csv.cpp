// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/targets_files.hpp"

namespace greisen::outputs {

void write_targets_csv(const std::string& path, const std::vector<targets::Target>& targets) {
  std::string text = csv_head(target_columns());
  for (const targets::Target& target : targets) text += csv_line(cells_of(target));
  write_file_atomically(path, text);
}

}  // namespace greisen::outputs
