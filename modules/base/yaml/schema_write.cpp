// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/yaml/schema.hpp"

namespace greisen {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kNoLimit = kFieldMaxItems;

void forget_lines(YamlNode& node) {
  node.line = 0;
  node.column = 0;
  for (YamlNode& item : node.items) {
    forget_lines(item);
  }
  for (YamlEntry& entry : node.entries) {
    entry.key.line = 0;
    entry.key.column = 0;
    forget_lines(entry.value);
  }
}

YamlNode fallback_of(const Field& field) {
  YamlNode node = parse_yaml(field.fallback, "default of " + field.key).root;
  forget_lines(node);
  return node;
}

// The JSON type that a whole number or an exact double has in the file.
Json number_json(double value) {
  constexpr double kExact = 9007199254740992.0;
  const auto whole = static_cast<std::int64_t>(value > -kExact && value < kExact ? value : 0.5);
  return static_cast<double>(whole) == value ? Json(whole) : Json(value);
}

Json to_schema(const Field& field);

void add_alternatives(Json& out, const Field& field) {
  out["anyOf"] = Json::array();
  for (const Field& alternative : field.items) {
    out["anyOf"].push_back(to_schema(alternative));
  }
}

void add_map(Json& out, const Field& field) {
  out["type"] = "object";
  out["properties"] = Json::object();
  Json required = Json::array();
  for (const Field& inner : field.fields) {
    out["properties"][inner.key] = to_schema(inner);
    if (inner.required) {
      required.push_back(inner.key);
    }
  }
  if (!required.empty()) {
    out["required"] = required;
  }
  out["additionalProperties"] = false;
}

void add_limits(Json& out, const Field& field, const char* least, const char* most) {
  if (field.min_items > 0) {
    out[least] = field.min_items;
  }
  if (field.max_items != kNoLimit) {
    out[most] = field.max_items;
  }
}

void add_number(Json& out, const Field& field, const char* type) {
  out["type"] = type;
  if (field.minimum) {
    out["minimum"] = number_json(*field.minimum);
  }
  if (field.maximum) {
    out["maximum"] = number_json(*field.maximum);
  }
}

void add_text(Json& out, const Field& field) {
  out["type"] = "string";
  if (!field.choices.empty()) {
    out["enum"] = field.choices;
  }
  add_limits(out, field, "minLength", "maxLength");
}

void add_list(Json& out, const Field& field) {
  out["type"] = "array";
  if (!field.items.empty()) {
    out["items"] = to_schema(field.items.front());
  }
  add_limits(out, field, "minItems", "maxItems");
}

void add_table(Json& out, const Field& field) {
  out["type"] = "object";
  if (!field.items.empty()) {
    out["additionalProperties"] = to_schema(field.items.front());
  }
  add_limits(out, field, "minProperties", "maxProperties");
}

void add_type(Json& out, const Field& field) {
  switch (field.type) {
    case FieldType::boolean:
      out["type"] = "boolean";
      return;
    case FieldType::integer:
      return add_number(out, field, "integer");
    case FieldType::number:
      return add_number(out, field, "number");
    case FieldType::text:
      return add_text(out, field);
    case FieldType::list:
      return add_list(out, field);
    case FieldType::map:
      return add_map(out, field);
    case FieldType::table:
      return add_table(out, field);
    case FieldType::any_of:
      return add_alternatives(out, field);
    case FieldType::anything:
      return;
  }
}

Json to_schema(const Field& field) {
  Json out = Json::object();
  if (!field.text.empty()) {
    out["description"] = field.text;
  }
  add_type(out, field);
  if (!field.fallback.empty()) {
    Json value = Json::parse(field.fallback, nullptr, false);
    if (value.is_discarded()) {
      throw Error({"E1016", "the default of '" + field.key + "' is no JSON: " + field.fallback});
    }
    out["default"] = std::move(value);
  }
  return out;
}

void add_fallback_faults(const Field& field, const std::string& name, std::vector<std::string>& faults) {
  if (field.fallback.empty()) {
    return;
  }
  if (field.required) {
    faults.push_back(name + ": required, yet with a default");
  }
  if (!nlohmann::json::accept(field.fallback)) {
    faults.push_back(name + ": the default is no JSON");
  } else if (!fits(fallback_of(field), field)) {
    faults.push_back(name + ": the default does not fit");
  }
}

void collect_faults(const Field& field, const std::string& name, std::vector<std::string>& faults) {
  const bool has_items = !field.items.empty();
  const bool needs_items =
      field.type == FieldType::list || field.type == FieldType::table || field.type == FieldType::any_of;
  if (needs_items != has_items || (field.type == FieldType::map) == field.fields.empty()) {
    faults.push_back(name + ": `items` or `fields` do not suit the type");
  }
  if (field.minimum && field.maximum && *field.minimum > *field.maximum) {
    faults.push_back(name + ": the minimum is above the maximum");
  }
  add_fallback_faults(field, name, faults);
  std::set<std::string> keys;
  for (const Field& inner : field.fields) {
    const std::string inner_name = name + "." + inner.key;
    if (inner.key.empty() || !keys.insert(inner.key).second) {
      faults.push_back(inner_name + ": an empty or doubled key");
    }
    if (inner.text.empty()) {
      faults.push_back(inner_name + ": no text");
    }
    collect_faults(inner, inner_name, faults);
  }
  for (const Field& item : field.items) {
    collect_faults(item, name + "[]", faults);
  }
}

void fill_map(YamlNode& node, const Field& schema) {
  for (const Field& field : schema.fields) {
    if (!field.fallback.empty() && !node.has(field.key)) {
      std::erase_if(node.entries, [&](const YamlEntry& entry) { return entry.key.text == field.key; });
      node.entries.push_back({{field.key, 0, 0}, fallback_of(field)});
    }
  }
  for (YamlEntry& entry : node.entries) {
    const auto field = std::ranges::find(schema.fields, entry.key.text, &Field::key);
    if (field != schema.fields.end()) {
      fill_defaults(entry.value, *field);
    }
  }
}

}  // namespace

void fill_defaults(YamlNode& root, const Field& schema) {
  const bool wants_map = schema.type == FieldType::map || schema.type == FieldType::table;
  if (root.is_null() && wants_map) {
    root.kind = YamlKind::map;  // an empty file
  }
  if (schema.type == FieldType::map && root.is_map()) {
    fill_map(root, schema);
  }
  if (schema.type == FieldType::any_of) {
    const auto meant = std::ranges::find_if(schema.items, [&](const Field& field) { return fits(root, field); });
    if (meant != schema.items.end()) {
      fill_defaults(root, *meant);
    }
  }
  if ((schema.type == FieldType::list || schema.type == FieldType::table) && !schema.items.empty()) {
    for (YamlNode& item : root.items) {
      fill_defaults(item, schema.items.front());
    }
    for (YamlEntry& entry : root.entries) {
      fill_defaults(entry.value, schema.items.front());
    }
  }
}

std::vector<std::string> faults_of(const Field& schema) {
  std::vector<std::string> faults;
  collect_faults(schema, schema.key.empty() ? "file" : schema.key, faults);
  return faults;
}

std::string schema_to_json(const Field& schema, std::string_view title, std::string_view id) {
  Json out = Json::object();
  out["$schema"] = "http://json-schema.org/draft-07/schema#";
  out["$id"] = id;
  out["title"] = title;
  out.update(to_schema(schema));
  return out.dump(2) + "\n";
}

}  // namespace greisen
