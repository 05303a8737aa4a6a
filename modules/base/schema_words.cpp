// SPDX-License-Identifier: Apache-2.0
#include "base/schema_words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace greisen {

std::string expected_text(const Field& field) {
  switch (field.type) {
    case FieldType::boolean:
      return "true or false";
    case FieldType::integer:
      return "a whole number";
    case FieldType::number:
      return "a number";
    case FieldType::text:
      return field.choices.empty() ? "a text" : "one of the words " + join(field.choices, ", ");
    case FieldType::list:
      return "a list";
    case FieldType::map:
      return "a map";
    case FieldType::table:
      return "a map";
    case FieldType::any_of:
      break;
    case FieldType::anything:
      return "a value";
  }
  std::string words;
  for (const Field& alternative : field.items) {
    words += (words.empty() ? "" : " or ") + expected_text(alternative);
  }
  return words;
}

std::string found_text(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::null:
      return "nothing";
    case YamlKind::scalar:
      break;
    case YamlKind::sequence:
      return "a list";
    case YamlKind::map:
      return "a map";
  }
  if (node.is_bool()) {
    return node.scalar;
  }
  return node.is_number() ? "the number " + printable(node.scalar) : "the text '" + printable(node.scalar) + "'";
}

std::string range_text(const Field& field) {
  if (field.minimum && field.maximum) {
    return "from " + format_number(*field.minimum) + " to " + format_number(*field.maximum);
  }
  return field.minimum ? format_number(*field.minimum) + " or more" : "at most " + format_number(*field.maximum);
}

std::string type_fix(const YamlNode& node, const Field& field) {
  if (node.is_null()) {
    return "write a value, or remove the key";
  }
  const auto takes_text = [](const Field& one) { return one.type == FieldType::text && one.choices.empty(); };
  const bool among = field.type == FieldType::any_of && std::ranges::any_of(field.items, takes_text);
  if (node.is_scalar() && (takes_text(field) || among)) {
    return "put it in quotes: \"" + printable(node.scalar) + "\"";
  }
  const bool comma = node.is_text() && node.scalar.find(',') != std::string::npos;
  const bool numeric = field.type == FieldType::number || field.type == FieldType::integer;
  if (numeric && node.quoted) {
    return "remove the quotes";
  }
  return numeric && comma ? "decimal numbers have a point" : "write " + expected_text(field);
}

bool right_kind(const YamlNode& node, const Field& field) {
  switch (field.type) {
    case FieldType::boolean:
      return node.is_bool();
    case FieldType::integer:
      return node.is_integer();
    case FieldType::number:
      return node.is_number();
    case FieldType::text:
      return node.is_text();
    case FieldType::list:
      return node.is_list();
    case FieldType::map:
      return node.is_map();
    case FieldType::table:
      return node.is_map();
    case FieldType::any_of:
      break;
    case FieldType::anything:
      return true;
  }
  return std::ranges::any_of(field.items, [&](const Field& alternative) { return right_kind(node, alternative); });
}

}  // namespace greisen
