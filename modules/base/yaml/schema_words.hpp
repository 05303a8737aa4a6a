// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/yaml/schema.hpp"

namespace greisen {

// The words in which base/schema.cpp tells what is wrong.

/// "a whole number", "one of the words a, b", "a text or a map".
std::string expected_text(const Field& field);
/// "the number 3", "the text 'abc'", "nothing", "a list".
std::string found_text(const YamlNode& node);
/// "from 0 to 1", "0 or more", "at most 1"; for a field with a limit.
std::string range_text(const Field& field);
/// How to mend a value of the wrong type.
std::string type_fix(const YamlNode& node, const Field& field);
/// In {a: 10,5} the comma parts two keys: is `next` what stands after the comma of a number?
bool is_after_comma(const YamlEntry& number, const YamlEntry& next);
/// Of a list that is too long because its numbers have decimal commas; empty where they have not.
std::string point_fix(const YamlNode& list);
/// Could this value be meant for the field? Its own content is not looked at.
bool right_kind(const YamlNode& node, const Field& field);

}  // namespace greisen
