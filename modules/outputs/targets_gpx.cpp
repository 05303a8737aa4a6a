// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "base/text.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/targets_files.hpp"

namespace greisen::outputs {

namespace {

/// What one wants to read on a hand-held receiver.
std::string described(const targets::Target& target) {
  std::string text;
  const auto& columns = target_columns();
  const auto cells = cells_of(target);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& name = columns[i].name;
    const bool shown =
        name == "score" || name == "area_ha" || name == "strike_deg" || name == "raised_by" || name == "flags";
    const std::string value = to_text(cells[i]);
    if (shown && !value.empty()) text += (text.empty() ? "" : ", ") + name + " " + value;
  }
  return text;
}

}  // namespace

void write_targets_gpx(const std::string& path, const std::vector<targets::Target>& targets) {
  std::string text = R"(<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="greisen" xmlns="http://www.topografix.com/GPX/1/1">
)";
  for (const targets::Target& target : targets) {
    const geo::Point p = place_of(target);
    text += "<wpt lat=\"" + degrees_text(p.y) + "\" lon=\"" + degrees_text(p.x) + "\"><name>" +
            escape_xml(target.label) + "</name><desc>" + escape_xml(described(target)) + "</desc></wpt>\n";
  }
  write_file_atomically(path, text + "</gpx>\n");
}

}  // namespace greisen::outputs
