// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "base/yaml/yaml.hpp"

namespace greisen {

namespace {

constexpr int kSetByHand = -1;  // the line of what no file says

void forget_places(YamlNode& node) {
  node.line = kSetByHand;
  node.column = 0;
  for (YamlNode& item : node.items) {
    forget_places(item);
  }
  for (YamlEntry& entry : node.entries) {
    entry.key.line = kSetByHand;
    entry.key.column = 0;
    forget_places(entry.value);
  }
}

YamlNode& child(YamlNode& map, std::string_view key, std::string_view path) {
  if (map.is_null()) {
    map.kind = YamlKind::map;
    map.line = kSetByHand;
  }
  if (!map.is_map() || key.empty()) {
    const std::string before =
        key.empty() ? "a part of it is empty" : "what stands before '" + printable(key) + "' is no map";
    throw Error({"E2016",
                 "cannot set '" + printable(path) + "': " + before,
                 {},
                 "write --set key=value or --set map.key=value"});
  }
  const auto found = std::ranges::find_if(map.entries, [&](const YamlEntry& entry) { return entry.key.text == key; });
  if (found != map.entries.end()) {
    return found->value;
  }
  map.entries.push_back({{std::string(key), kSetByHand, 0}, {}});
  return map.entries.back().value;
}

std::string scalar_json(const YamlNode& node) {
  if (node.is_bool()) {
    return node.scalar;
  }
  if (node.is_integer()) {
    return std::to_string(node.as_int());
  }
  return node.is_number() ? format_number(node.as_double()) : json_string(node.scalar);
}

}  // namespace

void set_by_path(YamlNode& root, std::string_view path, std::string_view value) {
  YamlNode wanted = parse_yaml(std::string(value), "--set " + printable(path)).root;
  forget_places(wanted);
  YamlNode* node = &root;
  for (const std::string& key : split(path, '.')) {
    node = &child(*node, key, path);
  }
  *node = std::move(wanted);
}

std::string to_json(const YamlNode& node) {
  if (node.is_null()) {
    return "null";
  }
  if (node.is_scalar()) {
    return scalar_json(node);
  }
  std::string text;
  for (const YamlNode& item : node.items) {
    text += (text.empty() ? "" : ", ") + to_json(item);
  }
  for (const YamlEntry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") + json_string(entry.key.text) + ": " + to_json(entry.value);
  }
  return node.is_list() ? "[" + text + "]" : "{" + text + "}";
}

}  // namespace greisen
