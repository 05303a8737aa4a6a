// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "base/yaml/schema.hpp"
#include "base/yaml/schema_words.hpp"

namespace greisen {

namespace {

bool keep_sound_entries(YamlNode& map, const Field& field) {
  std::set<std::string> kept;
  std::vector<YamlEntry> sound;
  for (std::size_t i = 0; i < map.entries.size(); ++i) {
    YamlEntry& entry = map.entries[i];
    const auto known = std::ranges::find(field.fields, entry.key.text, &Field::key);
    const bool cut = i + 1 < map.entries.size() && is_after_comma(entry, map.entries[i + 1]);  // 10,5 is not 10
    if (known == field.fields.end() || cut || kept.contains(entry.key.text) || !keep_sound(entry.value, *known))
      continue;
    kept.insert(entry.key.text);
    sound.push_back(std::move(entry));
  }
  map.entries = std::move(sound);
  return std::ranges::all_of(field.fields, [&](const Field& one) { return !one.required || kept.contains(one.key); });
}

void add_file_keys(const YamlNode& node, const Field& field, const std::string& key, std::vector<FileKey>& out) {
  if (field.type == FieldType::any_of) {
    const auto own = std::ranges::find_if(field.items, [&](const Field& one) { return fits(node, one); });
    if (own != field.items.end()) {
      add_file_keys(node, *own, key, out);
    }
  } else if (field.type == FieldType::text && field.names_file) {
    out.push_back({key, &node});
  } else if (field.type == FieldType::list && !field.items.empty()) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      add_file_keys(node.items[i], field.items.front(), key + "[" + std::to_string(i) + "]", out);
    }
  } else if (field.type == FieldType::map) {
    for (const Field& one : field.fields) {
      if (const YamlNode* value = node.find(one.key)) {
        add_file_keys(*value, one, key.empty() ? one.key : key + "." + one.key, out);
      }
    }
  }
}

}  // namespace

bool keep_sound(YamlNode& node, const Field& field) {
  if (field.type == FieldType::any_of) {
    for (const Field& alternative : field.items) {
      YamlNode attempt = node;
      if (right_kind(node, alternative) && keep_sound(attempt, alternative)) {
        node = std::move(attempt);
        return true;
      }
    }
    return false;
  }
  if (!right_kind(node, field)) {
    return false;
  }
  if (field.type == FieldType::map) {
    return keep_sound_entries(node, field);
  }
  if (field.type == FieldType::list && !field.items.empty()) {
    const std::size_t given = node.items.size();
    std::erase_if(node.items, [&](YamlNode& item) { return !keep_sound(item, field.items.front()); });
    return (given == 0 || !node.items.empty()) && fits(node, field);
  }
  return fits(node, field);
}

std::vector<FileKey> file_keys(const YamlNode& root, const Field& schema) {
  std::vector<FileKey> keys;
  add_file_keys(root, schema, "", keys);
  return keys;
}

}  // namespace greisen
