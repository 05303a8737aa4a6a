// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/survey/survey.hpp"

namespace greisen {

/// What the survey's own words permit: the hosts of the addresses among its values may be reached (geo/network.hpp),
/// and sources of VRTs may lie below the folders that scenes: and dem: list (geo/virtual_raster.hpp), as folders or as
/// what stands before a pattern's first wildcard.
void permit_what_survey_names(const Survey& survey);

}  // namespace greisen
