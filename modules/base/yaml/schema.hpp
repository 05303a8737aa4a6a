// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/yaml/yaml.hpp"

namespace greisen {

enum class FieldType {
  boolean,
  integer,
  number,
  text,
  list,    ///< of values that fit items[0]
  map,     ///< of the keys in `fields`, no others
  table,   ///< a map of free keys to values that fit items[0]
  any_of,  ///< one of `items`
  anything,
};

/// A list, table or text without a limit of its own.
inline constexpr std::size_t kFieldMaxItems = 100000;

/// What one value of a file may be. The same table checks a file, fills in its defaults and is written as JSON Schema:
///   Field{.key = "seed", .type = FieldType::integer, .text = "Start of random numbers", .fallback = "42", .minimum =
///   0}
struct Field {
  std::string key = {};  ///< empty in `items` and for a whole file
  FieldType type = FieldType::text;
  std::string text = {};      ///< one sentence with the unit, for people
  std::string fallback = {};  ///< default as JSON text; empty: none
  bool required = false;
  std::optional<double> minimum = {};  ///< of a number; inclusive
  std::optional<double> maximum = {};
  std::vector<std::string> choices = {};  ///< of a text: the closed set; empty: any
  bool names_file = false;                ///< of a text: a path or a pattern
  std::vector<Field> fields = {};
  std::vector<Field> items = {};
  std::size_t min_items = 0;  ///< of a list or table; of a text: characters
  std::size_t max_items = kFieldMaxItems;
};

/// Everything that is wrong, in the order of the file: E2101 unknown key, E2102 wrong type, E2103 out of range,
/// E2104 missing key, E2105 doubled key, E2106 not one of the choices, E2107 too few or too many items. At most 50 are
/// told.
std::vector<Problem> find_problems(const YamlDocument& document, const Field& schema);
/// Throws them, if there are any.
void check(const YamlDocument& document, const Field& schema);
/// Is nothing wrong with a value?
bool fits(const YamlNode& node, const Field& field);

/// Takes out of a tree whatever does not fit, so that the rest can be looked at; false where not even that fits. Keys
/// that are required of the whole file may then be lacking.
bool keep_sound(YamlNode& node, const Field& field);

/// Every text of a sound tree that names a file, with its key: "geology.path", "scenes[0].path".
struct FileKey {
  std::string key;
  const YamlNode* value;
};
std::vector<FileKey> file_keys(const YamlNode& root, const Field& schema);

/// Adds what is absent and has a fallback, down into maps (also those just added); added nodes have line 0.
/// For a tree that passed check().
void fill_defaults(YamlNode& root, const Field& schema);

/// What is wrong with a table itself: an empty or doubled key, a fallback that does not fit its own field, a list
/// without items … For tests; a sound table gives none.
std::vector<std::string> faults_of(const Field& schema);

/// JSON Schema, draft-07, with descriptions and defaults.
std::string schema_to_json(const Field& schema, std::string_view title, std::string_view id);

}  // namespace greisen
