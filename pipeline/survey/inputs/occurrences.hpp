// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "catalogue/catalogue.hpp"
#include "geo/vectors/occurrences.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {

/// The survey's known occurrences, in that CRS; read once as long as the file stays what it is. The survey names some.
std::shared_ptr<const geo::Occurrences> known_of(const Survey& survey, const geo::Crs& crs);

}  // namespace greisen
