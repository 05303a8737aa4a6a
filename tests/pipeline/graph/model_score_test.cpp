// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pipeline/graph/model.hpp"
#include "prospectivity/registry.hpp"
#include "raster/tile.hpp"

namespace greisen {
namespace {

/// Three evidences: a and b in one family, c in another.
class ModelScore : public ::testing::Test {
 protected:
  ModelScore() {
    model_.id = "test";
    model_.gamma = 0.8;
    model_.families = {{"f", "F", "weighted_gamma", 0.9}, {"g", "G", "weighted_gamma", 0.9}};
    model_.evidence.resize(3);
    const char* ids[] = {"a", "b", "c"};
    for (std::size_t i = 0; i < 3; ++i) {
      model_.evidence[i].id = ids[i];
      model_.evidence[i].family = i < 2 ? "f" : "g";
      model_.evidence[i].weight = i == 0 ? 2 : 1;
      evidence_.push_back({&model_.evidence[i], "", ids[i], {}});
    }
  }

  static double gamma_of(const std::vector<double>& m, const std::vector<double>& w, double gamma) {
    double all = 0;
    for (const double x : w) all += x;
    double product = 1;
    double rest = 1;
    for (std::size_t i = 0; i < m.size(); ++i) {
      product *= std::pow(m[i], w[i] / all);
      rest *= std::pow(1 - m[i], w[i] / all);
    }
    return std::pow(1 - rest, gamma) * std::pow(product, 1 - gamma);
  }

  [[nodiscard]] double score(double a, double b, double c) const {
    return gamma_of({gamma_of({a, b}, {2, 1}, 0.9), c}, {1, 1}, 0.8);
  }

  static Tile pixels(const std::vector<float>& values) {
    Tile tile(static_cast<int>(values.size()), 1, 1);
    for (std::size_t i = 0; i < values.size(); ++i) tile.view().at(static_cast<int>(i), 0, 0) = values[i];
    return tile;
  }

  [[nodiscard]] float uncertainty(const std::vector<float>& values) const {
    const prospectivity::Predictor predictor = predictor_of(model_, evidence_);
    std::vector<Layer> inputs(values.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i].name = "m" + std::to_string(i);
    const Request request = make_request(predictor.step, predictor.with_uncertainty(), std::move(inputs), 10, 42);
    const Tile tile = pixels(values);
    Tile out(2, 1, 1);
    predictor.step.apply(request, {})({tile.view(), {0, 0, 1, 1}}, out.view());
    return out.view().at(1, 0, 0);
  }

  DepositModel model_;
  std::vector<EvidenceUse> evidence_;
};

TEST_F(ModelScore, IsTheWeightedGammaOfFamilies) {
  const Tile tile = pixels({0.7F, 0.4F, 0.9F});
  Tile out(1, 1, 1);
  prospectivity::score_of(predictor_of(model_, evidence_), 3)(tile.view(), out.view());
  EXPECT_NEAR(out.view().at(0, 0, 0), score(0.7, 0.4, 0.9), 1e-6);
}

TEST_F(ModelScore, TakesTheBestOfAFamilyOfAlternatives) {
  model_.families = {{"f", "F", "or", 0.9}, {"g", "G", "weighted_gamma", 0.9}};
  const Tile tile = pixels({0.2F, 0.8F, 0.5F});
  Tile out(1, 1, 1);
  prospectivity::score_of(predictor_of(model_, evidence_), 3)(tile.view(), out.view());
  EXPECT_NEAR(out.view().at(0, 0, 0), gamma_of({0.8, 0.5}, {1, 1}, 0.8), 1e-6);
}

TEST_F(ModelScore, UncertaintyIsHalfTheRangeWithEachEvidenceLeftOut) {
  const double full = score(0.7, 0.4, 0.9);
  const double without_a = gamma_of({0.4, 0.9}, {1, 1}, 0.8);
  const double without_b = gamma_of({0.7, 0.9}, {1, 1}, 0.8);
  const double without_c = gamma_of({0.7, 0.4}, {2, 1}, 0.9);
  const double most = std::max({full, without_a, without_b, without_c});
  const double least = std::min({full, without_a, without_b, without_c});
  EXPECT_NEAR(uncertainty({0.7F, 0.4F, 0.9F}), (most - least) / 2, 1e-6);
}

TEST_F(ModelScore, OfEvidenceThatAgreesNothingIsUncertain) { EXPECT_NEAR(uncertainty({0.6F, 0.6F, 0.6F}), 0, 1e-6); }

TEST_F(ModelScore, IsMissingWhereEvidenceIs) { EXPECT_TRUE(std::isnan(uncertainty({0.7F, kMissing, 0.9F}))); }

}  // namespace
}  // namespace greisen
