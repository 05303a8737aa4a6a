// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include <Eigen/Cholesky>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "filters/support/covariance.hpp"
#include "filters/support/weighted_sums.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

constexpr std::size_t kMostBands = 512;
/// With so much shrinkage fewer pixels than bands still give a matrix that can be inverted.
constexpr double kStrongShrinkage = 0.1;

StepShape shape(const Request& request) {
  need_layers(request, "matched_filter", 2, static_cast<int>(kMostBands));
  const std::size_t bands = request.inputs.size();
  if (request.numbers("reference").size() != bands)
    refuse("matched_filter", "reference",
           std::to_string(request.numbers("reference").size()) + " values for " + std::to_string(bands) + " bands",
           "give one value per band, in the order of the bands");
  StepShape shape{.kind = StepKind::learning, .folds = 1};
  shape.outputs = {{"matched_filter",
                    "1",
                    "share of the reference in the pixel against the context: the context's mean is 0, the reference 1",
                    {},
                    "Boardman 1998"}};
  shape.scratch_bytes = weighted_sums_bytes(bands);
  shape.partial_bytes = Covariance::sums(bands) * sizeof(double);
  shape.ns_per_pixel = 2 + 0.25 * static_cast<double>(bands);
  return shape;
}

/// (1 - a) S + a diag(S)
Eigen::MatrixXd shrunk(const std::vector<double>& matrix, std::size_t bands, double share) {
  const auto n = static_cast<Eigen::Index>(bands);
  Eigen::MatrixXd out(n, n);
  for (Eigen::Index row = 0; row < n; ++row)
    for (Eigen::Index col = 0; col < n; ++col)
      out(row, col) = matrix[static_cast<std::size_t>(row * n + col)] * (row == col ? 1.0 : 1.0 - share);
  return out;
}

void check(const Request& request, const Covariance& found) {
  const std::size_t bands = request.inputs.size();
  const double least = request.number("shrinkage") >= kStrongShrinkage ? 2 : static_cast<double>(bands) + 1;
  if (found.pixels() < least)
    throw Error({"E4210",
                 "matched_filter: " + std::to_string(static_cast<long long>(found.pixels())) + " pixels with all " +
                     std::to_string(bands) + " bands valid, more than that many are needed",
                 {},
                 "take a larger area, a laxer mask, fewer bands, or shrinkage 0.1 and above"});
  for (std::size_t band = 0; band < bands; ++band)
    if (!(found.matrix()[band * bands + band] > 0))
      throw Error({"E4211",
                   "matched_filter: the band '" + request.inputs[band].name + "' has the same value everywhere",
                   {},
                   "leave it out"});
}

Model finish(const Request& request, const Covariance& found) {
  const std::size_t bands = request.inputs.size();
  check(request, found);
  const auto n = static_cast<Eigen::Index>(bands);
  const Eigen::VectorXd away = Eigen::Map<const Eigen::VectorXd>(request.numbers("reference").data(), n) -
                               Eigen::Map<const Eigen::VectorXd>(found.mean().data(), n);
  const Eigen::LDLT<Eigen::MatrixXd> solved(shrunk(found.matrix(), bands, request.number("shrinkage")));
  const Eigen::VectorXd weights = solved.solve(away);
  const double length = away.dot(weights);
  if (solved.info() != Eigen::Success || !(length > 1e-12))
    throw Error({"E4212",
                 "matched_filter: the reference cannot be told from the context's mean in these bands",
                 {},
                 "give other bands, another reference, or more shrinkage"});
  Model model;
  model.values["pixels"] = {found.pixels()};
  model.values["mean"] = found.mean();
  model.values["distance2"] = {length};
  for (Eigen::Index band = 0; band < n; ++band) model.values["weights"].push_back(weights[band] / length);
  return model;
}

Learner learner(const Request& request) {
  return covariance_learner(request.inputs.size(),
                            [request](const Covariance& found) { return finish(request, found); });
}

TileFunction apply(const Request&, const Model& model) {
  return [mean = model.at("mean"), weights = model.at("weights")](const TileIn& tile, TileView out) {
    weighted_sums(tile.in, mean, weights, out);
  };
}

}  // namespace

Step matched_filter() {
  return {.id = "matched_filter",
          .summary = "how much of a reference spectrum a pixel holds, against the mean and covariance of its context",
          .source = "Boardman 1998; covariance shrunk towards its diagonal",
          .params = {{.name = "reference",
                      .type = ParamType::numbers,
                      .text = "reflectance of the reference, one value per input band",
                      .entry = "spectra"},
                     {"shrinkage", ParamType::number, "share by which covariances between bands are lessened",
                      Value{0.02}, 0, 1}},
          .shape = shape,
          .learner = learner,
          .apply = apply};
}

}  // namespace greisen::filters
