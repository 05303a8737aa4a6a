// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/target_ranks.hpp"

#include <algorithm>
#include <utility>

#include "pipeline/graph/model.hpp"
#include "targets/percentile_rank.hpp"

namespace greisen {

targets::WindowReader memberships_of(const targets::ExtractRequest& extract) {
  return [inner = extract.evidence,
          extra = static_cast<int>(extract.marks) + (extract.spread ? 1 : 0) + (extract.strength ? 1 : 0),
          layers = static_cast<int>(extract.evidence_names.size())](const Window& window, TileView out) {
    Tile all(layers + extra, out.rows, out.cols);
    inner(window, all.view());
    for (int layer = 0; layer < layers; ++layer)
      for (int row = 0; row < out.rows; ++row)
        std::ranges::copy(all.view().row(layer, row), out.row(layer, row).begin());
  };
}

void add_ranks(const ModelUse& use, const targets::ExtractRequest& extract, int threads,
               std::vector<targets::Target>& found) {
  std::vector<double> scores;
  scores.reserve(found.size());
  for (const targets::Target& target : found) scores.push_back(target.score);
  const std::vector<double> licence = targets::percentile_ranks(extract.score, extract.grid, scores, threads);
  std::vector<double> context(found.size(), targets::Target::kUnknown);
  if (extract.evidence)
    context = targets::percentile_ranks(
        [memberships = memberships_of(extract), layers = static_cast<int>(extract.evidence_names.size()),
         combine = prospectivity::score_of(predictor_of(*use.model, use.evidence), use.evidence.size())](
            const Window& window, TileView out) {
          Tile evidence(layers, out.rows, out.cols);
          memberships(window, evidence.view());
          combine(std::as_const(evidence).view(), out);
        },
        extract.grid, scores, threads);
  for (std::size_t i = 0; i < found.size(); ++i) {
    found[i].rank_in_area_percent = licence[i];
    found[i].rank_with_margin_percent = context[i];
  }
}

}  // namespace greisen
