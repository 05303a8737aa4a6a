// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/graph/model.hpp"
#include "pipeline/graph/survey_graph.hpp"

namespace greisen {

/// A raster of the delivery: a sink of the graph and what it is written as.
void add_raster(SurveyGraph& survey, std::vector<Port> ports, RasterSpec spec);

/// The masked bands of a sensor, without their reasons.
std::vector<Port> bands_of_masked(const Graph& graph, const SensorUse& use);

/// The raw layers of a survey's graph: indices of each sensor, distances, and the chains of steps that evidence and
/// look-alikes ask for, each made once however many ask.
class SurveyLayers {
 public:
  /// Adds the indices that `requests` names. All three must outlive it.
  SurveyLayers(const Survey& survey, SurveyGraph& graph, const LayerRequests& requests);

  /// What the request comes to; `opposite`: of the opposite of what it is made of first.
  Port chain(const EvidenceRequest& request, bool opposite = false);
  /// An index that was added for the sensor; none where it was not.
  [[nodiscard]] std::optional<Port> index(int sensor, const std::string& id) const;
  /// The same, written as a raster of its own where layers are kept and it is no plain index.
  Port written(const std::string& model, const EvidenceRequest& request);
  /// Empty: of none.
  [[nodiscard]] std::string sensor_of(const EvidenceRequest& request) const;

 private:
  [[nodiscard]] Graph& graph() const { return *survey_graph_.graph; }
  void add_indices(std::size_t sensor);
  Port first(const origin::Index& index, const EvidenceRequest& request, const std::string& key);
  Port first(const origin::Step& step, const EvidenceRequest& request, const std::string& key);
  Port first(const origin::Distance& distance, const EvidenceRequest& request, const std::string& key);
  Port first(const origin::NotJudged& judged, const EvidenceRequest& request, const std::string& key);
  Port first(const origin::CloudRim& rim, const EvidenceRequest& request, const std::string& key);

  const Survey& survey_;
  SurveyGraph& survey_graph_;
  const LayerRequests& requests_;
  std::map<std::pair<std::size_t, std::string>, Port> indices_;  ///< (sensor, id)
  std::map<std::string, Port> made_;                             ///< by what they are made of
  std::set<Port> written_;                                       ///< ports that have a raster of their own
};

}  // namespace greisen
