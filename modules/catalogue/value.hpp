// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace greisen {

/// Numbers in columns of one length, such as spectra to unmix into. NaN: an empty cell.
struct NumberTable {
  std::vector<std::string> columns;
  std::vector<std::vector<double>> values;  ///< per column
  bool operator==(const NumberTable&) const = default;
};

/// What a parameter of a step is given, in a model's file or on the command line; lists are lists of numbers or of
/// words.
using Value =
    std::variant<bool, std::int64_t, double, std::string, std::vector<double>, std::vector<std::string>, NumberTable>;

}  // namespace greisen
