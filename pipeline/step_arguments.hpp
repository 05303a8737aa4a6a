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

/// The formulas in texts of the form expr=NAME=FORMULA. Throws E2401 where there is none, E2402 for other forms.
std::vector<std::pair<std::string, std::string>> formulas_in(const std::vector<std::string>& texts);

}  // namespace greisen
