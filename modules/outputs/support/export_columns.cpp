// SPDX-License-Identifier: Apache-2.0
#include "outputs/support/export_columns.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "outputs/support/target_columns.hpp"

namespace greisen::outputs {
namespace {

constexpr std::array<ColumnText, 37> kColumns = {{
    {"label", "label", "the target's name on map sheet and report: letter of the model and rank; S- was set aside"},
    {"rank", "rank", "from 1, within the model"},
    {"model", "model", "deposit model"},
    {"score", "score", "favourability 0-1, not a probability"},
    {"score_low", "score_low", "lower end of the score's interval"},
    {"score_high", "score_high", "upper end of the score's interval"},
    {"area_ha", "area_ha", "hectares"},
    {"length_m", "length_m", "metres along the long axis"},
    {"width_m", "width_m", "metres across it"},
    {"strike_deg", "strike_deg", "degrees clockwise from the north of the run's grid, 0-180"},
    {"lon", "lon", "centroid, degrees east, WGS 84"},
    {"lat", "lat", "centroid, degrees north, WGS 84"},
    {"x", "x", "centroid in the CRS of this export"},
    {"y", "y", "centroid in the CRS of this export"},
    {"branch", "branch", "branch of the model's tree"},
    {"raised_by", "raised_by", "evidence that raised the score, strongest first"},
    {"lowered_by", "lowered_by", "evidence that lowered it"},
    {"families", "families", "independent families of evidence that support it"},
    {"judged_share", "judged", "share of its ground that was seen, 0-1"},
    {"flags", "flags", "what it may be instead"},
    {"known", "known", "known occurrences inside"},
    {"nearest_known_m", "known_m", "metres to the nearest known occurrence"},
    {"land_use", "land_use", "land use that hinders"},
    {"sensor_dates", "dates", "scenes it rests on"},
    {"rank_in_area_percent", "rank_pct", "per cent of the area's judged ground that scores as much or more"},
    {"rank_with_margin_percent", "rankm_pct", "the same of the area with its margin"},
    {"elevation_m", "elev_m", "metres above the datum of the heights, mean of its ground"},
    {"slope_deg", "slope_deg", "degrees, mean of its ground"},
    {"memberships", "evidence", "mean membership of each evidence, 0-1"},
    {"strength", "strength", "what ranks: score x mean of the layer that ranks x root of its pixels (of a line, along it)"},
    {"outlined_at", "outlined_m", "pixel, in metres, at which the ground was outlined"},
    {"name", "name", "name"},
    {"id", "id", "identifier"},
    {"commodity", "commodity", "commodity"},
    {"type", "type", "type"},
    {"accuracy_m", "accuracy_m", "metres by which the place may be wrong"},
    {"role", "role", "role in the deposit models"},
}};

/// Windows' Latin-1 holds some letters more; these are in all of its kin.
constexpr char32_t kLastLatin1 = 0xff;
constexpr char32_t kFirstLatin1 = 0xa0;
constexpr std::string_view kCut = "...";

bool plain(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::string fitted_name(const std::string& name, std::size_t letters) {
  const ColumnText* const known = find_column(name);
  if (known != nullptr) return std::string(name.size() <= letters ? known->name : known->brief);
  std::string out;
  for (const char c : name.substr(0, letters)) out += plain(c) ? c : '_';
  return out.empty() || (out[0] >= '0' && out[0] <= '9') || out[0] == '_' ? "c" + out.substr(0, letters - 1) : out;
}

std::vector<std::string> fitted_names(const geo::VectorTable& table, std::size_t letters) {
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (const geo::Column& column : table.columns) {
    const std::string wanted = fitted_name(column.name, letters);
    std::string name = wanted;
    for (int n = 2; !taken.insert(lower(name)).second; ++n) {
      const std::string number = "_" + std::to_string(n);
      name = wanted.substr(0, letters - number.size()) + number;
    }
    names.push_back(name);
  }
  return names;
}

struct Changed {
  bool cut = false;
  bool letters = false;
};

std::string fitted_text(std::string_view text, const TableLimits& limits, Changed& changed) {
  std::string out;
  std::size_t whole = 0;  // bytes after which a cut leaves room for its mark
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    const bool latin =
        point.valid && (point.value < 0x80 || (point.value >= kFirstLatin1 && point.value <= kLastLatin1));
    const bool kept = !limits.latin1 || latin;
    out += kept ? text.substr(0, point.bytes) : std::string_view("?");
    changed.letters = changed.letters || !kept;
    text.remove_prefix(point.bytes);
    if (out.size() + kCut.size() <= limits.text_bytes) whole = out.size();
  }
  if (limits.text_bytes == 0 || out.size() <= limits.text_bytes) return out;
  changed.cut = true;
  return out.substr(0, whole) + std::string(kCut);
}

void tell(const std::string& what, const std::map<std::string, int>& counts, std::vector<std::string>& notes) {
  for (const auto& [where, count] : counts)
    notes.push_back(fmt::format("{}: {} {}", where, count == 1 ? "a text" : fmt::format("{} texts", count), what));
}

std::string column_lines(const ExportSource& source, const TableLimits& limits) {
  std::string text;
  std::map<std::vector<std::string>, std::string> told;
  for (const geo::VectorTable& table : source.tables) {
    text += fmt::format("\n{} ({} {})\n", table.name, table.rows.size(), table.rows.size() == 1 ? "row" : "rows");
    const std::vector<std::string> names = fitted_names(table, limits.name_letters);
    if (const auto [first, added] = told.emplace(names, table.name); !added && !names.empty()) {
      text += "  columns as those of " + first->second + "\n";
      continue;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      const ColumnText* const known = find_column(table.columns[i].name);
      const std::string origin = names[i] == table.columns[i].name ? "" : " (" + table.columns[i].name + ")";
      text +=
          fmt::format("  {:<12}{}{}\n", names[i], known == nullptr ? "as given with the survey" : known->text, origin);
    }
  }
  return text;
}

}  // namespace

const ColumnText* find_column(std::string_view name) {
  const auto* const found = std::ranges::find(kColumns, name, &ColumnText::name);
  return found == kColumns.end() ? nullptr : found;
}

geo::VectorTable fitted(const geo::VectorTable& table, const TableLimits& limits, std::vector<std::string>& notes) {
  geo::VectorTable out = table;
  if (out.columns.empty()) {  // not every format takes rows without
    out.columns.push_back({"id", geo::CellType::integer});
    for (geo::VectorRow& row : out.rows) row.cells.emplace_back(static_cast<std::int64_t>(&row - out.rows.data()) + 1);
    return out;
  }
  const std::vector<std::string> names = fitted_names(table, limits.name_letters);
  std::map<std::string, int> cut;
  std::map<std::string, int> letters;
  for (std::size_t i = 0; i < names.size(); ++i) out.columns[i].name = names[i];
  for (geo::VectorRow& row : out.rows)
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (auto* const text = std::get_if<std::string>(&row.cells[i])) {
        Changed changed;
        *text = fitted_text(*text, limits, changed);
        if (changed.cut) ++cut[table.name + "." + names[i]];
        if (changed.letters) ++letters[table.name + "." + names[i]];
      }
  tell(fmt::format("cut at {} bytes, ended by \"...\"; --csv and --gdb have them whole", limits.text_bytes), cut,
       notes);
  tell("with letters beyond Latin-1, written '?'; --csv and --gdb have them all", letters, notes);
  return out;
}

void write_read_me(const std::string& folder, const ExportSource& source, const ReadMe& facts) {
  std::string text = fmt::format("{}\n{}\n\nSurvey: {}\nRun of: {}\n", kReadMeBegin, facts.what,
                                 printable(source.name, 400), source.finished);
  if (facts.columns) text += fmt::format("CRS: {} ({})\n", source.crs.label(), source.crs.name);
  text += "\n" + source.notice + "\n";
  if (facts.columns) text += column_lines(source, facts.limits);
  if (!facts.notes.empty()) text += "\nNot as in the run:\n";
  for (const std::string& note : facts.notes) text += "  " + note + "\n";
  write_file_atomically(folder + "/" + kReadMe, text);
}

std::string text_at(const geo::VectorTable& table, const geo::VectorRow& row, std::string_view column) {
  const auto found = std::ranges::find(table.columns, column, &geo::Column::name);
  if (found == table.columns.end()) return {};
  return to_text(row.cells[static_cast<std::size_t>(found - table.columns.begin())]);
}

}  // namespace greisen::outputs
