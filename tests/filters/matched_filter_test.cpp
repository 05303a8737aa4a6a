// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>
#include <vector>

#include <Eigen/Cholesky>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "filters/support/covariance.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::Picture;

/// Ten pixels whose mean and covariance (n - 1) are exactly those of science.md 5.5: the columns of a Cholesky factor
/// added and taken away.
Picture exact_ground() {
  const Eigen::Vector3d mean(.20, .25, .30);
  Eigen::Matrix3d covariance;
  covariance << 4e-4, 1e-4, 0, 1e-4, 9e-4, 2e-4, 0, 2e-4, 1e-3;
  const Eigen::Matrix3d factor = covariance.llt().matrixL();
  Picture picture(3, 1, 6);
  const double size = std::sqrt(5.0 / 2.0);
  for (int i = 0; i < 3; ++i)
    for (int sign = 0; sign < 2; ++sign) {
      const Eigen::Vector3d pixel = mean + (sign == 0 ? size : -size) * factor.col(i);
      for (int band = 0; band < 3; ++band)
        picture.pixels[static_cast<std::size_t>(band * 6 + 2 * i + sign)] = static_cast<float>(pixel[band]);
    }
  return picture;
}

Model learnt(const Picture& ground, double shrinkage) {
  const Step step = matched_filter();
  const Request request =
      make_request(step, {{"reference", std::vector<double>{.30, .28, .22}}, {"shrinkage", shrinkage}},
                   {{"a"}, {"b"}, {"c"}}, 10, 42);
  const Learner learner = step.learner(request);
  Partial partial = learner.start(0, {});
  learner.fold(0, {}, {ground.view(), {0, 0, ground.cols, ground.rows}}, partial);
  return learner.finish(0, {}, partial, {});
}

double filtered(const Model& model, const std::vector<double>& pixel) {
  double sum = 0;
  for (std::size_t band = 0; band < pixel.size(); ++band)
    sum += model.at("weights")[band] * (pixel[band] - model.at("mean")[band]);
  return sum;
}

TEST(MatchedFilter, ReproducesThePublishedNumbers) {
  const Model model = learnt(exact_ground(), 0);
  EXPECT_NEAR(model.at("distance2").front(), 31.9281437, 2e-3);  // pixels are floats
  EXPECT_NEAR(filtered(model, {.20, .25, .30}), 0, 1e-5);
  EXPECT_NEAR(filtered(model, {.30, .28, .22}), 1, 1e-5);
  EXPECT_NEAR(filtered(model, {.25, .265, .26}), .5, 1e-5);
  EXPECT_NEAR(filtered(model, {.21, .26, .31}), .05757689, 2e-5);
  EXPECT_NEAR(filtered(model, {.10, .22, .38}), -1, 1e-5);
}

TEST(MatchedFilter, OfFullShrinkageWeighsBandsByTheirVarianceAlone) {
  const Model model = learnt(exact_ground(), 1);
  const double a = .10 / 4e-4;
  const double b = .03 / 9e-4;
  EXPECT_NEAR(model.at("weights")[1] / model.at("weights")[0], b / a, 1e-4);
}

TEST(MatchedFilter, FindsThePlantedShareInNoise) {
  std::mt19937 random(7);
  std::normal_distribution<float> noise(0, 0.01F);
  Picture picture(3, 60, 60);
  const std::vector<float> ground = {.12F, .18F, .22F};
  const std::vector<double> target = {.35, .38, .40};
  for (int band = 0; band < 3; ++band)
    for (int i = 0; i < 3600; ++i) {
      const auto b = static_cast<std::size_t>(band);
      const float share = i == 1800 ? 0.5F : 0.0F;
      picture.pixels[b * 3600 + static_cast<std::size_t>(i)] =
          (1 - share) * ground[b] + share * static_cast<float>(target[b]) + noise(random);
    }
  const Picture out = test::run_step(matched_filter(), {{"reference", target}}, picture);
  EXPECT_NEAR(out.pixels[1800], 0.5, 0.1);
  double sum = 0;
  for (const float value : out.pixels) sum += static_cast<double>(value);
  EXPECT_NEAR(sum / 3600, 0, 1e-4);
}

std::string code_of(const test::Arguments& arguments, const Picture& picture) {
  try {
    test::run_step(matched_filter(), arguments, picture);
  } catch (const Error& error) {
    return std::string(error.code());
  }
  return "";
}

TEST(MatchedFilter, RefusesWhatItCannotSolve) {
  const std::vector<double> reference = {.3, .3, .3};
  EXPECT_EQ(code_of({{"reference", std::vector<double>{.1, .2}}}, exact_ground()), "E2411");
  Picture few(3, 1, 3);
  few.pixels = {.1F, .2F, .3F, .2F, .1F, .4F, .3F, .3F, .1F};
  EXPECT_EQ(code_of({{"reference", reference}}, few), "E4210");
  EXPECT_EQ(code_of({{"reference", reference}, {"shrinkage", 0.2}}, few), "");
  Picture flat(3, 1, 8);
  for (std::size_t i = 0; i < flat.pixels.size(); ++i) flat.pixels[i] = i < 8 ? 0.25F : static_cast<float>(i % 5);
  EXPECT_EQ(code_of({{"reference", reference}}, flat), "E4211");
}

}  // namespace
}  // namespace greisen::filters
