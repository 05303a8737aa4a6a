// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace greisen {

struct YamlEntry;

enum class YamlKind { null, scalar, sequence, map };

/// One value of a YAML text; line and column count from 1; line 0: a filled-in default, line -1:
/// set on the command line.
/// The getters are for values that passed check() of base/schema.hpp; a wrong one throws E1013 with the place.
struct YamlNode {
  YamlKind kind = YamlKind::null;
  std::string scalar = {};
  bool quoted = false;  ///< then it is a text, whatever it looks like
  std::vector<YamlNode> items = {};
  std::vector<YamlEntry> entries;  ///< in written order; the doubled keys too, which check() refuses
  int line = 0;
  int column = 0;

  [[nodiscard]] const YamlNode* find(std::string_view key) const;  ///< nullptr: absent or written as null
  [[nodiscard]] const YamlNode& at(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }

  [[nodiscard]] bool is_null() const { return kind == YamlKind::null; }
  [[nodiscard]] bool is_scalar() const { return kind == YamlKind::scalar; }
  [[nodiscard]] bool is_list() const { return kind == YamlKind::sequence; }
  [[nodiscard]] bool is_map() const { return kind == YamlKind::map; }
  // What a plain scalar is: decimal numbers, true/false; everything else (yes, off, 0x10, .inf) is text.
  [[nodiscard]] bool is_bool() const;
  [[nodiscard]] bool is_integer() const;
  [[nodiscard]] bool is_number() const;
  [[nodiscard]] bool is_text() const;

  [[nodiscard]] bool as_bool() const;
  [[nodiscard]] std::int64_t as_int() const;
  [[nodiscard]] double as_double() const;
  [[nodiscard]] const std::string& as_string() const;  ///< any scalar, as written
  [[nodiscard]] const std::vector<YamlNode>& as_list() const;
  [[nodiscard]] std::vector<std::string> as_strings() const;
  [[nodiscard]] std::vector<double> as_doubles() const;
};

struct YamlKey {
  std::string text;
  int line = 0;
  int column = 0;
};
struct YamlEntry {
  YamlKey key;
  YamlNode value;
};

/// A text and what it says; the text stays for the excerpts of later errors.
struct YamlDocument {
  std::string file;
  std::string text;
  YamlNode root;

  [[nodiscard]] Where where(int line, int column) const;
  [[nodiscard]] Where where(const YamlNode& node) const { return where(node.line, node.column); }
  [[nodiscard]] Where where(const YamlKey& key) const { return where(key.line, key.column); }
};

inline constexpr std::size_t kMaxYamlBytes = 8U << 20U;
inline constexpr std::size_t kMaxYamlNodes = 100000;
inline constexpr int kMaxYamlDepth = 64;

/// Reads one document, strictly: no anchors, aliases, merge keys or tags, no tabs before the first word of a line, keys
/// are scalars, valid UTF-8, within the limits above. Throws E211x with line, column and excerpt.
YamlDocument parse_yaml(std::string text, std::string file_name);
/// The same from a file (E30xx where it does not open).
YamlDocument read_yaml(const std::string& path);

/// Sets the value at a dotted path ("grid.resolution_m") to what `value` says as YAML; maps are made on the way.
/// What it sets has line -1. E2016 where the path is empty or leads through a value that is no map; E211x for the
/// value.
void set_by_path(YamlNode& root, std::string_view path, std::string_view value);

/// JSON text of a tree on one line, keys in written order; numbers by value.
std::string to_json(const YamlNode& node);

}  // namespace greisen
