// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace greisen {

/// Columns of a terminal that a text takes.
std::size_t text_width(std::string_view text);
/// The text and blanks up to `width` columns; a longer text as it is.
std::string padded(std::string_view text, std::size_t width);
/// Columns of stdout's terminal, within 60 and 110; 80 where it is none.
std::size_t page_width();

/// `left` in a column of `width` after two blanks, then `right` folded at the page's edge. Ends with a line break.
std::string folded(const std::string& left, const std::string& right, std::size_t width);

/// Rows of equal length, columns two blanks apart, the first row a heading; every line ends with a line break.
std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace greisen
