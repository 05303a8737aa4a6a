// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/source_tree.hpp"

namespace greisen::test {

/// "E1234" or "W1234".
bool is_code(std::string_view text);
/// Positions right after the opening quote of each code in a text.
std::vector<std::size_t> codes_in(std::string_view text);
std::string whole_text(const SourceFile& file);
/// Splits what stands between the bracket at `open` and its partner at its top-level commas; strings are respected.
std::vector<std::string> members(std::string_view text, std::size_t open);

/// What is told with a code: how to mend an error, what a warning says, what a row of error_codes() explains.
struct CodeText {
  std::string place;  ///< "modules/a.cpp:12: E1234"
  std::string text;   ///< the texts in quotes, with … for what is put between them
};
std::vector<CodeText> code_texts(const SourceFile& file);

}  // namespace greisen::test
