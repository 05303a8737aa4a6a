// SPDX-License-Identifier: Apache-2.0
#include "base/yaml/fields.hpp"

#include <utility>

namespace greisen::fields {

Field text(std::string key, std::string about, std::string fallback) {
  return {.key = std::move(key), .type = FieldType::text, .text = std::move(about), .fallback = std::move(fallback)};
}

Field needed(std::string key, std::string about) {
  Field field = required(text(std::move(key), std::move(about), {}));
  field.min_items = 1;
  return field;
}

Field path(std::string key, std::string about) {
  return {.key = std::move(key), .type = FieldType::text, .text = std::move(about), .names_file = true, .min_items = 1};
}

Field flag(std::string key, std::string about, std::optional<bool> fallback) {
  return {.key = std::move(key),
          .type = FieldType::boolean,
          .text = std::move(about),
          .fallback = !fallback   ? ""
                      : *fallback ? "true"
                                  : "false"};
}

Field number(std::string key, std::string about, std::string fallback, double least, double most) {
  return {.key = std::move(key),
          .type = FieldType::number,
          .text = std::move(about),
          .fallback = std::move(fallback),
          .minimum = least,
          .maximum = most};
}

Field integer(std::string key, std::string about, std::string fallback, double least, double most) {
  Field field = number(std::move(key), std::move(about), std::move(fallback), least, most);
  field.type = FieldType::integer;
  return field;
}

Field map(std::string key, std::string about, std::vector<Field> fields, std::string fallback) {
  return {.key = std::move(key),
          .type = FieldType::map,
          .text = std::move(about),
          .fallback = std::move(fallback),
          .fields = std::move(fields)};
}

Field list(std::string key, std::string about, Field item, std::size_t least, std::size_t most) {
  return {.key = std::move(key),
          .type = FieldType::list,
          .text = std::move(about),
          .items = {std::move(item)},
          .min_items = least,
          .max_items = most};
}

Field either(std::string key, std::string about, std::vector<Field> kinds) {
  return {.key = std::move(key), .type = FieldType::any_of, .text = std::move(about), .items = std::move(kinds)};
}

Field required(Field field) {
  field.required = true;
  return field;
}

Field choice(std::string key, std::string about, std::string fallback, std::vector<std::string> words) {
  Field field = text(std::move(key), std::move(about), std::move(fallback));
  field.choices = std::move(words);
  return field;
}

}  // namespace greisen::fields
