// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <vector>

#include "base/session.hpp"
#include "engine/engine.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "targets/extract.hpp"

namespace greisen {

/// What a target has to exceed, in score or in strength; NaN (which nothing fails to exceed) where it cannot be told or
/// the survey asks for none.
struct TargetNull {
  const char* kind = "none";
  double score = std::numeric_limits<double>::quiet_NaN();
  double strength = std::numeric_limits<double>::quiet_NaN();
};

/// `own`: how the model's targets are extracted; `clusters`: what came of it. Models that look for lines are held
/// against the opposite of the scenes, the others against surrogates of their evidence.
TargetNull target_null(const LoadedSurvey& loaded, const ModelUse& use, const targets::ExtractRequest& own,
                       const std::vector<targets::Target>& clusters, const EngineResult& result, Session& session);

}  // namespace greisen
