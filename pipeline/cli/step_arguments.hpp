// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "step/step.hpp"

namespace greisen {

/// "name=value" texts as the step's parameters want them; lists are separated by commas, tables are files of that form,
/// and what stands where numbers are wanted may be the name of an entry (put_in_entries). Throws E24xx for what does
/// not parse, all at once; unknown names are left for make_request to refuse.
std::map<std::string, Value, std::less<>> parse_arguments(const Step& step, const std::vector<std::string>& texts);

/// Puts numbers for the inputs where a parameter names an entry of the catalogue (Param::entry): of a spectrum, the
/// reflectance that each band would see. E3103 where the inputs are no reflectance, E2201 for no such entry, E2415
/// where a band has no wavelength or the spectrum does not reach it.
void put_in_entries(const Step& step, const Catalogue& catalogue, const std::vector<Layer>& inputs, bool reflectance,
                    std::map<std::string, Value, std::less<>>& arguments);

/// Names and formulas in texts of the forms expr=FORMULA (named expression), expr=NAME=FORMULA and
/// exprs=NAME=FORMULA,NAME=FORMULA. Throws E2401 where there is none, E2402 and E2404 for other forms and for two of a
/// name.
std::vector<std::pair<std::string, std::string>> formulas_in(const std::vector<std::string>& texts);

}  // namespace greisen
