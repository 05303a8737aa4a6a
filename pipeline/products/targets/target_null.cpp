// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/target_null.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "pipeline/graph/model.hpp"
#include "pipeline/graph/survey_steps.hpp"
#include "pipeline/products/targets/kept_layers.hpp"
#include "pipeline/products/targets/target_ranks.hpp"
#include "targets/null_score.hpp"
#include "targets/opposite_null.hpp"

namespace greisen {
namespace {

bool is_line(const DepositModel& model, const targets::Target& target) {
  return target.length_m >= model.least_elongation * target.width_m;
}

/// NDVI that nine in ten of the clusters stay below: the last of their marks.
double greenest(const DepositModel& model, const std::vector<targets::Target>& clusters) {
  std::vector<double> green;
  for (const targets::Target& target : clusters)
    if (is_line(model, target) && !target.marks.empty()) green.push_back(target.marks.back());
  if (green.empty()) return std::nan("");
  const auto at = green.begin() + static_cast<std::ptrdiff_t>(green.size() * 9 / 10);
  std::ranges::nth_element(green, at);
  return *at;
}

/// Of models that look for lines: the strongest that their own search finds on the opposite of the scenes, where that
/// is as bare as what it found.
double opposite_null(const LoadedSurvey& loaded, const ModelUse& use, const targets::ExtractRequest& own,
                     const std::vector<targets::Target>& clusters, const EngineResult& result) {
  targets::ExtractRequest opposite;
  opposite.model = own.model;
  opposite.grid = own.grid;
  opposite.metres_per_unit = own.metres_per_unit;
  opposite.threshold =
      target_threshold(result.models.at(use.opposite->classes), loaded.survey.targets.top_area_percent);
  opposite.min_pixels = own.min_pixels;
  opposite.join_gap_m = own.join_gap_m;
  opposite.score = kept_layers(result, {use.opposite->score});
  std::vector<Port> layers = {use.opposite->opposite_strength};
  if (use.opposite->green) layers.insert(layers.begin(), *use.opposite->green);
  opposite.marks = layers.size() - 1;
  opposite.evidence = kept_layers(result, layers);
  opposite.strength = true;
  opposite.lines = own.lines;
  const double green = use.opposite->green ? greenest(*use.model, clusters) : std::numeric_limits<double>::infinity();
  std::vector<double> strengths;
  if (std::isfinite(opposite.threshold))
    for (const targets::Target& target : targets::extract_targets(opposite).targets)
      if (is_line(*use.model, target) && (target.marks.empty() || target.marks.front() <= green))
        strengths.push_back(target.strength);
  return targets::null_of_opposite(strengths, loaded.survey.targets.beat_null);
}

/// Of the others: what the best of surrogates scores, where there is texture and nothing in it.
double surrogate_null(const LoadedSurvey& loaded, const ModelUse& use, const targets::ExtractRequest& extract,
                      int threads) {
  targets::NullRequest request;
  request.extract = extract;
  request.extract.evidence = memberships_of(extract);
  request.top_area_percent = loaded.survey.targets.top_area_percent;
  request.quantile = loaded.survey.targets.beat_null;
  request.seed = loaded.survey.seed;
  request.threads = threads;
  request.combine = prospectivity::score_of(predictor_of(*use.model, use.evidence), use.evidence.size());
  return null_score(request).score;
}

}  // namespace

TargetNull target_null(const LoadedSurvey& loaded, const ModelUse& use, const targets::ExtractRequest& own,
                       const std::vector<targets::Target>& clusters, const EngineResult& result, Session& session) {
  TargetNull null;
  if (loaded.survey.targets.beat_null <= 0) return null;
  if (use.opposite)
    null = {"opposite", null.score, opposite_null(loaded, use, own, clusters, result)};
  else
    null = {"surrogates", surrogate_null(loaded, use, own, session.globals.threads), null.strength};
  if (std::isnan(null.score) && std::isnan(null.strength))
    session.log.warn("W4204", use.model->id +
                                  ": too little ground is judged to tell what chance would find; targets are not held "
                                  "against it (targets.beat_null)");
  return null;
}

}  // namespace greisen
