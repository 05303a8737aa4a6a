// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "catalogue/catalogue.hpp"
#include "pipeline/graph/survey_graph.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {

/// Survey, catalogue and data put together; the catalogue is extended by the survey's own folder.
struct LoadedSurvey {
  Survey survey;
  std::unique_ptr<Catalogue> catalogue;
  SurveyGraph graph;
};

}  // namespace greisen
