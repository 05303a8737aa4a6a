// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "pipeline/graph/survey_graph.hpp"
#include "targets/extract.hpp"

namespace greisen {

/// The evidence of `extract` alone, without marks and spread.
targets::WindowReader memberships_of(const targets::ExtractRequest& extract);

/// Sets where the targets stand in the licence, and in it with its margin: there the score comes from the memberships
/// again, since the map ends at the licence.
void add_ranks(const ModelUse& use, const targets::ExtractRequest& extract, int threads,
               std::vector<targets::Target>& found);

}  // namespace greisen
