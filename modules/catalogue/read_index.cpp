// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalogue/catalogue_reading.hpp"

namespace greisen {
namespace {

/// A formula's problems keep their own place, within the file.
std::optional<Formula> read_formula(const YamlNode& node, EntryReader& reader, std::vector<Problem>& problems) {
  Where where = reader.where(node);
  if (node.quoted && where.column > 0) ++where.column;
  try {
    return Formula::parse(node.as_string(), where);
  } catch (const Error& error) {
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    return std::nullopt;
  }
}

IndexStatus status_of(std::string_view word) {
  for (const auto status :
       {IndexStatus::established, IndexStatus::reported, IndexStatus::from_memory, IndexStatus::project}) {
    if (to_word(status) == word) return status;
  }
  return IndexStatus::low;
}

template <class Map>
void read_table(const YamlNode& entry, std::string_view key, Map& into) {
  const YamlNode* table = entry.find(key);
  if (table == nullptr) return;
  for (const YamlEntry& row : table->entries) into[row.key.text] = row.value.as_string();
}

IndexCheck read_check(const YamlNode& node, EntryReader& reader) {
  IndexCheck check;
  check.where = reader.where(node);
  bool has_value = false;
  for (const YamlEntry& row : node.entries) {
    if (row.key.text == "on") {
      check.on = row.value.as_string();
      continue;
    }
    double value = std::numeric_limits<double>::quiet_NaN();
    if (row.value.is_number()) {
      value = row.value.as_double();
    } else if (row.value.as_string() != "missing") {
      reader.fail("E2203", row.value,
                  fmt::format("'{}' is neither a number nor 'missing'", printable(row.value.as_string())));
    }
    if (row.key.text == "value") {
      has_value = true;
      check.value = value;
    } else {
      check.inputs[row.key.text] = value;
    }
  }
  if (!has_value) reader.fail("E2203", node, "a check without the key 'value'");
  return check;
}

}  // namespace

IndexEntry read_index(const YamlNode& node, EntryReader& reader) {
  IndexEntry entry;
  entry.where = reader.where(node);
  entry.id = reader.id(node, false);
  entry.name = node.at("name").as_string();
  std::vector<Problem> problems;
  if (const YamlNode* formula = node.find("formula")) entry.formula = read_formula(*formula, reader, problems);
  if (const YamlNode* formulas = node.find("formulas")) {
    for (const YamlEntry& row : formulas->entries) {
      if (auto formula = read_formula(row.value, reader, problems))
        entry.formulas.insert_or_assign(row.key.text, std::move(*formula));
    }
  }
  reader.add(problems);
  if (!node.has("formula") && !node.has("formulas"))
    reader.fail("E2203", node, entry.id + " has neither formula nor formulas");
  read_table(node, "not_on", entry.not_on);
  read_table(node, "rank_group", entry.rank_group);
  entry.shows = node.at("shows").as_string();
  entry.high_means_more = node.at("high_means").as_string() == "more";
  entry.unit = EntryReader::text(node, "unit", "1");
  entry.source = node.at("source").as_string();
  entry.verification = node.at("verification").as_string();
  entry.status = status_of(node.at("status").as_string());
  entry.doubt = EntryReader::text(node, "doubt");
  entry.caveats = EntryReader::text(node, "caveats");
  entry.needs_radiance = node.has("needs_radiance") && node.at("needs_radiance").as_bool();
  for (const YamlNode& check : node.at("checks").as_list()) entry.checks.push_back(read_check(check, reader));
  return entry;
}

}  // namespace greisen
