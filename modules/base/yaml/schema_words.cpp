// SPDX-License-Identifier: Apache-2.0
#include "base/yaml/schema_words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace greisen {

namespace {

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// How a text becomes the number that is meant; empty where none is seen in it.
std::string number_fix(const YamlNode& node) {
  std::string text(trim(node.scalar));
  if (parse_double(text)) {
    return node.quoted ? "remove the quotes" : "";
  }
  const std::size_t comma = text.find(',');
  if (comma != std::string::npos && comma == text.rfind(',')) {
    text[comma] = '.';
    if (parse_double(text)) {
      return "decimal numbers have a point: write " + text;
    }
  }
  const std::size_t end = text.find_first_not_of("+-.0123456789");
  const std::string number(trim(text.substr(0, end)));
  return end != std::string::npos && end > 0 && parse_double(number) ? "write the number alone: " + number : "";
}

/// A text as the list or map that it was meant to be part of, "[{path: a.tif}]"; empty where it goes into none.
std::string wrapped(const std::string& text, const Field& field) {
  if (field.type == FieldType::text && field.choices.empty()) {
    return printable(text);
  }
  if (field.type == FieldType::list && !field.items.empty()) {
    const std::string item = wrapped(text, field.items.front());
    return item.empty() ? "" : "[" + item + "]";
  }
  if (field.type == FieldType::any_of) {
    for (const Field& alternative : field.items) {
      if (std::string found = wrapped(text, alternative); !found.empty()) {
        return found;
      }
    }
  }
  if (field.type != FieldType::map) {
    return {};
  }
  const auto is_required = [](const Field& one) { return one.required; };
  const auto first = std::ranges::find_if(field.fields, is_required);
  const bool alone = std::ranges::count_if(field.fields, is_required) == 1;
  return alone && first->type == FieldType::text ? "{" + first->key + ": " + printable(text) + "}" : "";
}

/// "yes" and its like are words in YAML 1.2.
std::string boolean_fix(const YamlNode& node) {
  const std::string word = lower(node.scalar);
  const auto among = [&](std::initializer_list<const char*> words) {
    return std::ranges::any_of(words, [&](const char* one) { return word == one; });
  };
  if (node.is_scalar() && among({"yes", "on", "y", "true", "1"})) {
    return "write true";
  }
  return node.is_scalar() && among({"no", "off", "n", "false", "0"}) ? "write false" : "";
}

}  // namespace

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
  std::vector<std::string> kinds;
  for (const Field& alternative : field.items) {
    std::string kind = expected_text(alternative);
    if (std::ranges::find(kinds, kind) == kinds.end()) {
      kinds.push_back(std::move(kind));
    }
  }
  return join(kinds, " or ");
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

bool is_after_comma(const YamlEntry& number, const YamlEntry& next) {
  return number.value.is_integer() && next.value.is_null() && next.key.line == number.value.line &&
         digits(next.key.text);
}

std::string point_fix(const YamlNode& list) {
  const bool whole = std::ranges::all_of(list.items, [](const YamlNode& item) { return item.is_integer(); });
  if (!list.is_list() || !whole || list.items.empty()) {
    return {};
  }
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i + 1 < list.items.size(); i += 2) {
    if (digits(list.items[i + 1].scalar)) {
      numbers.push_back(list.items[i].scalar + "." + list.items[i + 1].scalar);
    }
  }
  const bool pairs = 2 * numbers.size() == list.items.size();
  return std::string("decimal numbers have a point, not a comma") +
         (pairs ? ": [" + join(numbers, ", ") + "]" : std::string());
}

std::string type_fix(const YamlNode& node, const Field& field) {
  if (node.is_null()) {
    return "write a value, or remove the key";
  }
  const auto takes = [&](auto&& wanted) {
    return wanted(field) || (field.type == FieldType::any_of && std::ranges::any_of(field.items, wanted));
  };
  if (node.is_scalar() && takes([](const Field& one) { return one.type == FieldType::text && one.choices.empty(); })) {
    return "put it in quotes: \"" + printable(node.scalar) + "\"";
  }
  if (const std::string whole = node.is_text() ? wrapped(node.scalar, field) : ""; !whole.empty()) {
    return "write " + whole;
  }
  std::string fix;
  if (takes([](const Field& one) { return one.type == FieldType::number || one.type == FieldType::integer; })) {
    fix = number_fix(node);
  }
  if (fix.empty() && takes([](const Field& one) { return one.type == FieldType::boolean; })) {
    fix = boolean_fix(node);
  }
  return fix.empty() ? "write " + expected_text(field) : fix;
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
