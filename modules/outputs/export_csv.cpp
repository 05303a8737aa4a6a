// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "outputs/exports.hpp"
#include "outputs/support/target_columns.hpp"

namespace greisen::outputs {

Exported export_csv(const ExportSource& source, const std::string& path) {
  const geo::VectorTable* const table = source.table("centroids");
  if (table == nullptr) return {false, source.lacks};
  std::string text = csv_head(table->columns);
  for (const geo::VectorRow& row : table->rows) text += csv_line(row.cells);
  write_file_atomically(path, text);
  return {};
}

}  // namespace greisen::outputs
