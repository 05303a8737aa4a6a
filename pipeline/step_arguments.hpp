// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "step/step.hpp"

namespace greisen {

/// "name=value" texts as the step's parameters want them; lists are separated by commas. Throws E24xx for what does not
/// parse, all at once; unknown names are left for make_request to refuse.
std::map<std::string, Value, std::less<>> parse_arguments(const Step& step, const std::vector<std::string>& texts);

/// Names and formulas in texts of the forms expr=FORMULA (named expression), expr=NAME=FORMULA and
/// exprs=NAME=FORMULA,NAME=FORMULA. Throws E2401 where there is none, E2402 and E2404 for other forms and for two of a
/// name.
std::vector<std::pair<std::string, std::string>> formulas_in(const std::vector<std::string>& texts);

}  // namespace greisen
