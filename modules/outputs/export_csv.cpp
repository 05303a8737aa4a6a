// SPDX-License-Identifier: Apache-2.0
#include <variant>

#include "base/file.hpp"
#include "base/text.hpp"
#include "outputs/exports.hpp"
#include "outputs/support/target_columns.hpp"

namespace greisen::outputs {

Exported export_csv(const ExportSource& source, const std::string& path) {
  const geo::VectorTable* const table = source.table("centroids");
  if (table == nullptr) return {false, source.lacks};
  std::string text;
  for (const geo::Column& column : table->columns) text += (text.empty() ? "" : ",") + csv_text(column.name);
  text += '\n';
  for (const geo::VectorRow& row : table->rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const auto* const words = std::get_if<std::string>(&row.cells[i]);
      text += (i == 0 ? "" : ",") + (words != nullptr ? csv_text(*words) : to_text(row.cells[i]));
    }
    text += '\n';
  }
  write_file_atomically(path, text);
  return {};
}

}  // namespace greisen::outputs
