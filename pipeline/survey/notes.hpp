// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/log.hpp"
#include "geo/vectors/vector_file.hpp"

namespace greisen {

/// What reading an input guessed, mended or passed over, as warnings W3201.
void tell_notes(const std::vector<std::string>& notes, Log& log);

/// The name of a file, as messages tell it.
std::string told_file(const geo::VectorFile& file);
std::string in_quotes(const std::string& text);
/// "'a', 'b' and 12 more".
std::string some_of(const std::vector<std::string>& texts);

}  // namespace greisen
