// SPDX-License-Identifier: Apache-2.0
#include "base/yaml/yaml.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/text.hpp"

namespace greisen {

namespace {

constexpr std::size_t kLongestExcerpt = 4096;

std::string kind_name(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::null:
      return "nothing";
    case YamlKind::scalar:
      return "'" + printable(node.scalar) + "'";
    case YamlKind::sequence:
      return "a list";
    case YamlKind::map:
      return "a map";
  }
  return "nothing";
}

[[noreturn]] void refuse(const YamlNode& node, std::string_view wanted) {
  throw Error({"E1013", kind_name(node) + " was read as " + std::string(wanted), {{}, node.line, node.column, {}}, {}});
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto found = std::ranges::find_if(entries, [&](const YamlEntry& entry) { return entry.key.text == key; });
  return found == entries.end() || found->value.is_null() ? nullptr : &found->value;
}

const YamlNode& YamlNode::at(std::string_view key) const {
  const YamlNode* node = find(key);
  if (node == nullptr) {
    refuse(*this, "a map with the key '" + std::string(key) + "'");
  }
  return *node;
}

bool YamlNode::is_bool() const { return is_scalar() && !quoted && (scalar == "true" || scalar == "false"); }
bool YamlNode::is_integer() const { return is_scalar() && !quoted && parse_int64(scalar).has_value(); }
bool YamlNode::is_number() const { return is_scalar() && !quoted && parse_double(scalar).has_value(); }
bool YamlNode::is_text() const { return is_scalar() && !is_bool() && !is_number(); }

bool YamlNode::as_bool() const {
  if (!is_bool()) {
    refuse(*this, "true or false");
  }
  return scalar == "true";
}

std::int64_t YamlNode::as_int() const {
  if (!is_integer()) {
    refuse(*this, "a whole number");
  }
  return *parse_int64(scalar);
}

double YamlNode::as_double() const {
  if (!is_number()) {
    refuse(*this, "a number");
  }
  return *parse_double(scalar);
}

const std::string& YamlNode::as_string() const {
  if (!is_scalar()) {
    refuse(*this, "a text");
  }
  return scalar;
}

const std::vector<YamlNode>& YamlNode::as_list() const {
  if (!is_list()) {
    refuse(*this, "a list");
  }
  return items;
}

std::vector<std::string> YamlNode::as_strings() const {
  std::vector<std::string> texts;
  for (const YamlNode& item : as_list()) {
    texts.push_back(item.as_string());
  }
  return texts;
}

std::vector<double> YamlNode::as_doubles() const {
  std::vector<double> numbers;
  for (const YamlNode& item : as_list()) {
    numbers.push_back(item.as_double());
  }
  return numbers;
}

Where YamlDocument::where(int line, int column) const {
  Where place{file, std::max(line, 0), std::max(column, 0), {}};
  std::string_view rest = text;
  for (int i = 1; i < line; ++i) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) {
      return place;
    }
    rest.remove_prefix(end + 1);
  }
  const std::string_view excerpt = rest.substr(0, rest.find('\n'));
  if (line > 0 && excerpt.size() <= kLongestExcerpt) {
    place.excerpt = std::string(excerpt);
  }
  return place;
}

YamlDocument read_yaml(const std::string& path) { return parse_yaml(read_text_file(path, kMaxYamlBytes), path); }

}  // namespace greisen
