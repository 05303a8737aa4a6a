// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "pipeline/survey/survey.hpp"

namespace greisen {

/// A path from the survey's folder, so that what is delivered does not tell of the machine it was made on; what lies
/// elsewhere (addresses, archives on other volumes) stays as it is, without its secrets.
std::string told_path(const Survey& survey, const std::string& path);

/// Gives a text with the paths of this machine in it (below the survey's folder, the folders that the survey names, the
/// one the program runs in, the home) told from the survey's folder, and without secrets. Telling it again changes
/// nothing.
using Teller = std::function<std::string(std::string_view)>;
Teller teller_of(const Survey& survey);

/// The survey's values as run.json tells them; JSON text without blanks, keys sorted.
std::string told_values(const Survey& survey);

}  // namespace greisen
