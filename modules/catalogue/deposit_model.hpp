// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "catalogue/origin.hpp"
#include "catalogue/value.hpp"

namespace greisen {

/// A step on the layer that was made so far.
struct EvidenceStep {
  std::string step;
  std::string with;  ///< an index of the same sensor as its second input, or empty
  std::map<std::string, Value, std::less<>> params;
};

/// One way to get an evidence layer; further steps may follow.
struct EvidenceLayer {
  std::string sensor;  ///< id or family; empty: any input (terrain, geology …)
  Origin origin;
  std::vector<EvidenceStep> then;
};

/// How a layer becomes membership 0-1. The layer is first stretched: u = (x - P2) / (P98 - P2) over the judged pixels
/// of the area and its context (science.md 4.19), beyond 1 above P98; f2 is u at `f2_percentile`, or `f2` in layer
/// units without a stretch.
struct Membership {
  std::string type;                     ///< large | small | linear | gaussian | near
  std::optional<double> f2_percentile;  ///< 0-100; exactly one of f2_percentile and f2
  std::optional<double> f2;
  std::optional<double> f2_least;  ///< in layer units: the midpoint is no lower, whatever the percentile
  std::optional<double> f2_most;   ///< in layer units: the midpoint is no higher, whatever the percentile
  double f1 = 5;
};

struct Evidence {
  std::string id;
  std::string family;
  double weight = 1;                  ///< > 0, relative within the family
  std::vector<EvidenceLayer> layers;  ///< in order of preference; the first that is available is taken
  Membership membership;
  std::string why;
  std::string source;
};

struct EvidenceFamily {
  std::string id;
  std::string name;
  std::string combine = "weighted_gamma";  ///< weighted_gamma | or | min
  double gamma = 0.9;                      ///< of weighted_gamma
  double weight = 1;                       ///< > 0, relative to the other families
};

/// What must be there, or the model is declined with the reason (exit 5).
struct Requirement {
  std::vector<std::string> any_of;  ///< evidence ids
  std::string reason;               ///< printed when none of them is there
};

/// A deposit model as data: which evidence speaks for it and how it is put together.
struct DepositModel {
  std::string id;
  std::string title;
  std::string commodity;
  std::vector<std::string> commodity_words;  ///< what lists of occurrences call it beside that
  std::string deposit_type;
  std::string looks_like;  ///< what a target may be called: no more than the data can show
  std::string what_it_ranks;
  std::string cannot_see;
  int min_pixels = 3;      ///< of a target
  double gamma = 0.9;      ///< across families
  double least_score = 0;  ///< a target scores no less
  /// Of a model that looks for lines (least_elongation above 1): the evidence by whose layer, times the score and the
  /// root of the length, targets are ranked and held against the null; empty: the first that is measured.
  std::string strength;
  double join_gap_m = 0;             ///< pieces of a line with no more between them are one target
  double least_elongation = 1;       ///< a target is so many times as long as wide
  int least_evidence = 2;            ///< layers; below it the model is unavailable
  double least_weight_percent = 40;  ///< of the weights of all evidence
  std::vector<EvidenceFamily> families;
  std::vector<Evidence> evidence;
  std::vector<Requirement> requirements;
  std::string source;
  Where where;
};

}  // namespace greisen
