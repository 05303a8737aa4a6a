// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace greisen {

bool dumb_terminal();
/// A bar of blocks needs a terminal that shows UTF-8 (LC_ALL, LC_CTYPE, LANG).
bool shows_utf8();
/// "[#####...............]", with blocks where they can be shown.
std::string progress_bar(double share, bool blocks);
/// The first columns of a line; one too long would wrap and could not be wiped.
std::string first_columns(std::string_view text, int columns);

}  // namespace greisen
