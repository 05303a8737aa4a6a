// SPDX-License-Identifier: Apache-2.0
#include "base/yaml/schema.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "base/yaml/schema_words.hpp"

namespace greisen {

namespace {

constexpr std::size_t kMostProblems = 50;

std::size_t length_of(const std::string& text) {
  std::size_t characters = 0;
  for (std::string_view rest = text; !rest.empty(); ++characters) {
    rest.remove_prefix(next_code_point(rest).bytes);
  }
  return characters;
}

// Problems as they are found, cheaply; places with excerpts are made for those that are told.
struct Finding {
  std::string_view code;
  std::string what;
  int line;
  int column;
  std::string fix;
};

class Checker {
 public:
  explicit Checker(const Field& schema) : schema_(&schema) {}

  void check(const YamlNode& node, const Field& field, const std::string& path) {
    if (findings_.size() > kMostProblems) {
      return;
    }
    if (field.type == FieldType::any_of && right_kind(node, field)) {
      check_any_of(node, field, path);
    } else if (!right_kind(node, field)) {
      add("E2102", node, named(path) + " is " + found_text(node) + ", but must be " + expected_text(field),
          type_fix(node, field));
    } else {
      check_content(node, field, path);
    }
  }

  [[nodiscard]] std::vector<Finding>& findings() { return findings_; }

 private:
  static std::string named(const std::string& path) { return path.empty() ? "the file" : "'" + path + "'"; }

  void add(std::string_view code, const YamlNode& at, std::string what, std::string fix) {
    findings_.push_back({code, std::move(what), at.line, at.column, std::move(fix)});
  }

  void check_content(const YamlNode& node, const Field& field, const std::string& path) {
    switch (field.type) {
      case FieldType::boolean:
        return;
      case FieldType::integer:
        return check_range(node, field, path);
      case FieldType::number:
        return check_range(node, field, path);
      case FieldType::text:
        return check_text(node, field, path);
      case FieldType::list:
        return check_list(node, field, path);
      case FieldType::map:
        return check_map(node, field, path);
      case FieldType::table:
        return check_table(node, field, path);
      case FieldType::any_of:
        return;
      case FieldType::anything:
        return check_anything(node, field, path);
    }
  }

  void check_range(const YamlNode& node, const Field& field, const std::string& path) {
    const double value = node.as_double();
    if ((field.minimum && value < *field.minimum) || (field.maximum && value > *field.maximum)) {
      add("E2103", node, named(path) + " is " + printable(node.scalar) + ", but must be " + range_text(field),
          "write a number " + range_text(field));
    }
  }

  void check_count(const YamlNode& node, const Field& field, const std::string& path, std::size_t count,
                   const std::string& unit) {
    if (count >= field.min_items && count <= field.max_items) {
      return;
    }
    const std::string limits = field.min_items == field.max_items ? std::to_string(field.min_items)
                               : count < field.min_items          ? "at least " + std::to_string(field.min_items)
                                                                  : "at most " + std::to_string(field.max_items);
    const std::string point = count > field.max_items ? point_fix(node) : "";
    add("E2107", node, named(path) + " has " + std::to_string(count) + " " + unit + ", but must have " + limits,
        point.empty() ? "write " + limits : point);
  }

  void check_text(const YamlNode& node, const Field& field, const std::string& path) {
    const bool listed = std::ranges::find(field.choices, node.scalar) != field.choices.end();
    if (!field.choices.empty() && !listed) {
      add("E2106", node, named(path) + " is '" + printable(node.scalar) + "', which is not one of its words",
          suggestion(node.scalar, field.choices));
    }
    check_count(node, field, path, length_of(node.scalar), "characters");
  }

  void check_list(const YamlNode& node, const Field& field, const std::string& path) {
    check_count(node, field, path, node.items.size(), "items");
    for (std::size_t i = 0; i < node.items.size() && !field.items.empty(); ++i) {
      check(node.items[i], field.items.front(), path + "[" + std::to_string(i + 1) + "]");
    }
  }

  void check_doubled(const YamlNode& node) {
    std::map<std::string_view, int> lines;
    for (const YamlEntry& entry : node.entries) {
      const auto [first, added] = lines.try_emplace(entry.key.text, entry.key.line);
      if (!added) {
        findings_.push_back(
            {"E2105",
             "the key '" + printable(entry.key.text) + "' stands twice, first in line " + std::to_string(first->second),
             entry.key.line, entry.key.column, "remove one of them"});
      }
    }
  }

  static std::string below(const std::string& path, const std::string& key) {
    return path.empty() ? printable(key) : path + "." + printable(key);
  }

  void check_map(const YamlNode& node, const Field& field, const std::string& path) {
    check_doubled(node);
    for (const YamlEntry& entry : node.entries) {
      const auto known = std::ranges::find(field.fields, entry.key.text, &Field::key);
      if (known == field.fields.end() && &entry != &node.entries.front() && is_after_comma(*(&entry - 1), entry)) {
        const YamlEntry& number = *(&entry - 1);
        add("E2102", number.value,
            "'" + below(path, number.key.text) + "' is " + number.value.scalar + "," + entry.key.text +
                ", but a comma parts values here",
            "decimal numbers have a point: write " + number.value.scalar + "." + entry.key.text);
      } else if (known == field.fields.end()) {
        unknown(entry.key, field, path);
      } else {
        check(entry.value, *known, below(path, entry.key.text));
      }
    }
    for (const Field& wanted : field.fields) {
      const bool there =
          std::ranges::any_of(node.entries, [&](const YamlEntry& e) { return e.key.text == wanted.key; });
      if (wanted.required && !there) {
        add("E2104", node,
            named(path) + " lacks the key '" + wanted.key + "'" + (wanted.text.empty() ? "" : ": " + wanted.text),
            "add '" + wanted.key + ":' with " + expected_text(wanted));
      }
    }
  }

  void unknown(const YamlKey& key, const Field& field, const std::string& path) {
    std::vector<std::string> legal;
    for (const Field& one : field.fields) {
      legal.push_back(one.key);
    }
    const std::string place = path.empty() ? "" : " in '" + path + "'";
    const std::string home = nearest(key.text, legal).empty() ? home_of(key.text, *schema_, "") : "";
    findings_.push_back({"E2101", "unknown key '" + printable(key.text) + "'" + place, key.line, key.column,
                         home.empty() ? suggestion(key.text, legal)
                         : home == kOfFile
                             ? "it belongs to the file itself: indent it less, or close the bracket before it"
                             : "it belongs into '" + home + "'"});
  }

  /// The map in which the schema has the key, kOfFile for the file itself; empty where it has none.
  static std::string home_of(const std::string& key, const Field& field, const std::string& path) {
    if (std::ranges::find(field.fields, key, &Field::key) != field.fields.end()) {
      return path.empty() ? kOfFile : path;
    }
    std::string home;
    for (const auto* parts : {&field.fields, &field.items}) {
      for (std::size_t i = 0; i < parts->size() && home.empty(); ++i) {
        const Field& part = (*parts)[i];
        home = home_of(key, part, part.key.empty() ? path : below(path, part.key));
      }
    }
    return home;
  }

  void check_table(const YamlNode& node, const Field& field, const std::string& path) {
    check_doubled(node);
    check_count(node, field, path, node.entries.size(), "entries");
    for (const YamlEntry& entry : node.entries) {
      if (!field.items.empty()) {
        check(entry.value, field.items.front(), below(path, entry.key.text));
      }
    }
  }

  void check_anything(const YamlNode& node, const Field& field, const std::string& path) {
    check_doubled(node);
    for (const YamlEntry& entry : node.entries) {
      check(entry.value, field, below(path, entry.key.text));
    }
    for (const YamlNode& item : node.items) {
      check(item, field, path);
    }
  }

  // The alternatives of the right kind are tried; if none fits, the one with the fewest problems is the one that was
  // meant.
  void check_any_of(const YamlNode& node, const Field& field, const std::string& path) {
    std::vector<Finding> fewest;
    bool tried = false;
    for (const Field& alternative : field.items) {
      if (!right_kind(node, alternative)) {
        continue;
      }
      Checker attempt(*schema_);
      attempt.check(node, alternative, path);
      if (attempt.findings_.empty()) {
        return;
      }
      if (!tried || attempt.findings_.size() < fewest.size()) {
        fewest = std::move(attempt.findings_);
      }
      tried = true;
    }
    std::ranges::move(fewest, std::back_inserter(findings_));
  }

  static constexpr const char* kOfFile = "the file";
  const Field* schema_;  ///< of the whole file
  std::vector<Finding> findings_;
};

const YamlNode& or_empty_map(const YamlNode& root, const Field& schema, YamlNode& empty) {
  const bool wants_map = schema.type == FieldType::map || schema.type == FieldType::table;
  if (!root.is_null() || !wants_map) {
    return root;
  }
  empty.kind = YamlKind::map;
  empty.line = 1;
  empty.column = 1;
  return empty;
}

}  // namespace

std::vector<Problem> find_problems(const YamlDocument& document, const Field& schema) {
  Checker checker(schema);
  YamlNode empty;
  checker.check(or_empty_map(document.root, schema, empty), schema, "");
  std::vector<Finding>& findings = checker.findings();
  std::ranges::stable_sort(findings, {}, [](const Finding& f) { return std::pair(f.line, f.column); });
  std::vector<Problem> problems;
  for (Finding& finding : findings) {
    if (problems.size() == kMostProblems) {
      problems.push_back({finding.code,
                          "there are more problems; these are the first",
                          {document.file, 0, 0, {}},
                          "mend these, then check again"});
      break;
    }
    problems.push_back(
        {finding.code, std::move(finding.what), document.where(finding.line, finding.column), std::move(finding.fix)});
  }
  return problems;
}

bool fits(const YamlNode& node, const Field& field) {
  Checker checker(field);
  checker.check(node, field, "");
  return checker.findings().empty();
}

void check(const YamlDocument& document, const Field& schema) {
  std::vector<Problem> problems = find_problems(document, schema);
  if (!problems.empty()) {
    throw Error(std::move(problems));
  }
}

}  // namespace greisen
