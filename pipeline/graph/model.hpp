// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catalogue/origin.hpp"
#include "pipeline/graph/expressions.hpp"
#include "pipeline/graph/survey_graph.hpp"
#include "prospectivity/predictor.hpp"

namespace greisen {

/// By which the opposite of a model that looks for lines is told from ground under plants.
inline constexpr const char* kGreenIndex = "m_ndvi";

/// Where an evidence's layer comes from in this survey.
struct EvidenceRequest {
  const Evidence* evidence = nullptr;
  int sensor = -1;                 ///< number in SurveyGraph::sensors; -1: of none
  Origin origin;                   ///< a step's parameters hold its reference, at the sensor's bands
  std::string spectrum;            ///< that the step compares with, or empty
  std::vector<std::string> bands;  ///< inputs of the step
  std::vector<EvidenceStep> then;  ///< what follows, with no length finer than the pixels
  std::string widened;             ///< which lengths were made to fit the pixels, in words; empty: none
};

struct ModelRequest {
  const DepositModel* model = nullptr;
  std::vector<EvidenceRequest> evidence;
  std::vector<std::string> missing;
};

/// The sign of a look-alike, where this survey can give it; else why not.
struct LookalikeRequest {
  const Lookalike* lookalike = nullptr;
  std::optional<EvidenceRequest> sign;
  std::string missing;
};

/// Every layer that the survey's models and its `layers` list call for, by sensor.
struct LayerRequests {
  std::vector<std::vector<NamedFormula>> formulas;      ///< per sensor
  std::set<std::pair<std::size_t, std::string>> asked;  ///< (sensor, layer) named in `layers:`
  std::vector<ModelRequest> models;
  std::vector<LookalikeRequest> lookalikes;

  /// Bands the formulas and steps of a sensor read.
  [[nodiscard]] std::vector<std::string> bands_of(std::size_t sensor, const Sensor& data) const;
};

/// The shapes to which the survey's models and look-alikes measure distances: faults, contacts, roles of a legend.
std::set<std::string> shapes_needed(const Survey& survey, const Catalogue& catalogue);

/// Decides which sensor gives each evidence and which models can run; the others are noted in `graph.declined`. Names
/// that check_names() found wrong are passed over; layers that no sensor of the survey can give are gathered.
/// `pixel_m`: of the grid, in metres.
LayerRequests plan_requests(const Survey& survey, const Catalogue& catalogue, double pixel_m, SurveyGraph& graph,
                            SurveyProblems& problems);

/// Adds the membership of one evidence over the area and its context; `of`: of what else than the scenes, in words.
Port add_membership(Graph& graph, const Evidence& evidence, const Port& raw, const std::string& of = {});

/// How the model makes a score of the evidence that the survey gives.
prospectivity::Predictor predictor_of(const DepositModel& model, const std::vector<EvidenceUse>& evidence);

}  // namespace greisen
