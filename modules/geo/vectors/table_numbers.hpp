// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace greisen::geo {

/// How the numbers of a table are written. What parts groups of three digits follows from the decimal sign.
struct NumberStyle {
  bool decimal_comma = false;    ///< some number can only be read so: "41,5"
  bool grouping_dots = false;    ///< likewise "4.599.110"
  bool grouping_commas = false;  ///< likewise "4,599,110"
};

/// Of all cells that hold numbers.
NumberStyle style_of(std::span<const std::string> cells);

/// "41.5", "-7,01", "4.599.110,5", "666 100", "−7", "1.5E3"; nothing where it is no number, or could be two: "666,100"
/// of a table that tells its decimal sign nowhere.
std::optional<double> number_of(std::string_view text, const NumberStyle& style);

/// A longitude or latitude in degrees: a number, degrees with minutes and seconds, with a sign or with N, S, E, W, O
/// (oeste) or L (leste), before or after: "41,5° N", "7º 00' 36\" W", "41 31 48". Nothing where it is none, or the
/// letter is one of the other axis.
enum class Axis { longitude, latitude };
std::optional<double> angle_of(std::string_view text, Axis axis, const NumberStyle& style);

/// A length in metres: a number, with m, km or none after it and ±, <, ~ or ≤ before it. `head_metres`: of a number
/// without unit.
std::optional<double> metres_of(std::string_view text, const NumberStyle& style, double head_metres = 1);

}  // namespace greisen::geo
