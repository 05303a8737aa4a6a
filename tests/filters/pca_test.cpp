// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "filters/support/components.hpp"
#include "filters/support/covariance.hpp"
#include "filters/support/weighted_sums.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::Picture;

std::vector<double> symmetric(std::size_t bands, const std::vector<double>& lower) {
  std::vector<double> matrix(bands * bands);
  std::size_t at = 0;
  for (std::size_t row = 0; row < bands; ++row)
    for (std::size_t col = 0; col <= row; ++col, ++at)
      matrix[row * bands + col] = matrix[col * bands + row] = lower[at];
  return matrix;
}

void expect_near(const std::vector<double>& found, const std::vector<double>& wanted, double within) {
  ASSERT_EQ(found.size(), wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], wanted[i], within) << "number " << i;
}

std::vector<double> loadings_of(const Components& found, std::size_t component, std::size_t bands) {
  const auto first = found.loadings.begin() + static_cast<std::ptrdiff_t>(component * bands);
  return {first, first + static_cast<std::ptrdiff_t>(bands)};
}

// ISPRS XVIII 1996 B7 p. 291, Landsat TM of Odi: bands 1 2 3 4 5 7.
const std::vector<double> kOdi = {135.14, 103.31, 82.60,  176.27, 141.66, 248.62, 152.75,
                                  123.92, 217.80, 199.58, 268.44, 217.96, 386.27, 346.35,
                                  692.95, 167.36, 135.69, 240.15, 213.62, 436.94, 288.65};

TEST(PrincipalComponents, ReproduceThePublishedScene) {
  const Components found = principal_components(symmetric(6, kOdi), 6);
  expect_near(found.values, {1562.3001, 62.1398, 12.1344, 6.7578, 3.3414, 0.8665}, 5e-5);
  expect_near(loadings_of(found, 0, 6), {.2735, .2203, .3875, .3453, .6587, .4164}, 6e-5);
  expect_near(loadings_of(found, 1, 6), {.4500, .3032, .4400, .3405, -.4433, -.4466}, 6e-5);
  expect_near(loadings_of(found, 3, 6), {-.3531, -.0083, .1565, .3896, -.5467, .6325}, 6e-5);
  expect_near(loadings_of(found, 5, 6), {-.2507, .9038, -.3456, -.0159, .0221, -.0137}, 6e-5);
}

TEST(PrincipalComponents, ReproduceTheHydroxylBandsOfThePublishedScene) {
  const Components found = principal_components(
      symmetric(4, {135.14, 152.75, 199.58, 268.44, 346.35, 692.95, 167.36, 213.62, 436.94, 288.65}), 4);
  expect_near(found.values, {1256.7988, 41.0782, 11.8282, 6.6148}, 5e-5);
  expect_near(loadings_of(found, 3, 4), {-.2653, .4897, -.5433, .6282}, 6e-5);
}

TEST(PrincipalComponents, LargestLoadingIsPositive) {
  const Components found = principal_components(symmetric(3, {2, -1, 3, 0.5, -0.7, 1}), 3);
  for (std::size_t k = 0; k < 3; ++k) {
    const std::vector<double> one = loadings_of(found, k, 3);
    const auto largest = std::ranges::max_element(one, {}, [](double x) { return std::abs(x); });
    EXPECT_GT(*largest, 0) << "component " << k;
    EXPECT_NEAR(std::inner_product(one.begin(), one.end(), one.begin(), 0.0), 1, 1e-12);
  }
}

TEST(PrincipalComponents, OfDependentBandsTheLastIsZeroNotNegative) {
  const Components found = principal_components(symmetric(2, {1, 2, 4}), 2);
  EXPECT_NEAR(found.values[0], 5, 1e-12);
  EXPECT_GE(found.values[1], 0);
}

/// Ten points of a well-known tutorial (Lindsay Smith).
Picture tutorial() {
  Picture points("2.5 .5 2.2 1.9 3.1 2.3 2 1 1.5 1.1");
  points.add_layer(Picture("2.4 .7 2.9 2.2 3.0 2.7 1.6 1.1 1.6 .9"));
  return points;
}

TEST(Pca, ReproducesTheTutorial) {
  std::vector<double> sums(Covariance::sums(2));
  Covariance::add(tutorial().view(), sums);
  const Covariance covariance(sums, 2);
  expect_near(covariance.mean(), {1.81, 1.91}, 1e-6);
  expect_near(covariance.matrix(), {.6165555556, .6154444444, .6154444444, .7165555556}, 1e-6);
  const Components found = principal_components(covariance.matrix(), 2);
  expect_near(found.values, {1.2840277122, .0490833989}, 1e-6);
  expect_near(loadings_of(found, 0, 2), {.6778733985, .7351786555}, 1e-6);
  Picture scores(2, 1, 10);
  weighted_sums(tutorial().view(), covariance.mean(), found.loadings, {scores.pixels.data(), 2, 1, 10, 10, 10});
  const std::vector<double> first(scores.pixels.begin(), scores.pixels.begin() + 10);
  expect_near(
      first, {.827970, -1.777580, .992197, .274210, 1.675801, .912949, -.099109, -1.144572, -.438046, -1.223821}, 2e-6);
}

TEST(Covariance, OfPartsJoinedIsThatOfTheWhole) {
  const Picture picture = test::random_picture(5, 90, 777, 3);
  std::vector<double> whole(Covariance::sums(5));
  Covariance::add(picture.view(), whole);
  std::vector<double> joined(Covariance::sums(5));
  for (const int first : {0, 30, 60}) {
    std::vector<double> part(Covariance::sums(5));
    Covariance::add(picture.view().part(first, 0, 30, 777), part);
    Covariance::join(joined, part);
  }
  ASSERT_EQ(joined[0], whole[0]);
  for (std::size_t i = 1; i < whole.size(); ++i) EXPECT_NEAR(joined[i], whole[i], 1e-12 * std::max(1.0, whole[0]));
}

/// Straight from the definition, in long double.
long double covariance_by_definition(const Picture& picture, int a, int b) {
  std::vector<std::pair<long double, long double>> pairs;
  for (int row = 0; row < picture.rows; ++row)
    for (int col = 0; col < picture.cols; ++col) {
      bool valid = true;
      for (int layer = 0; layer < picture.layers; ++layer) valid = valid && !std::isnan(picture.at(layer, row, col));
      if (valid) pairs.emplace_back(picture.at(a, row, col), picture.at(b, row, col));
    }
  long double mean_a = 0;
  long double mean_b = 0;
  for (const auto& [x, y] : pairs) mean_a += x, mean_b += y;
  mean_a /= static_cast<long double>(pairs.size());
  mean_b /= static_cast<long double>(pairs.size());
  long double sum = 0;
  for (const auto& [x, y] : pairs) sum += (x - mean_a) * (y - mean_b);
  return sum / static_cast<long double>(pairs.size() - 1);
}

TEST(Covariance, CountsOnlyPixelsWithAllBands) {
  const Picture picture = test::random_picture(4, 61, 333, 5);
  std::vector<double> sums(Covariance::sums(4));
  Covariance::add(picture.view(), sums);
  const Covariance found(sums, 4);
  for (int a = 0; a < 4; ++a)
    for (int b = 0; b < 4; ++b)
      EXPECT_NEAR(found.matrix()[static_cast<std::size_t>(a * 4 + b)],
                  static_cast<double>(covariance_by_definition(picture, a, b)), 1e-14);
}

TEST(Covariance, KeepsItsDigitsFarFromZero) {
  Picture picture = test::random_picture(2, 100, 100, 9, 0, 1, 0);
  for (float& x : picture.pixels) x = std::round(x * 64) / 64 + 1e4F;  // exact in float
  std::vector<double> sums(Covariance::sums(2));
  Covariance::add(picture.view(), sums);
  EXPECT_NEAR(Covariance(sums, 2).matrix()[1], static_cast<double>(covariance_by_definition(picture, 0, 1)), 1e-13);
}

TEST(Pca, BackTransformGivesTheBands) {
  const Step step = pca();
  const Picture bands = test::random_picture(4, 200, 150, 11);
  const Request request = test::request_of(step, {}, 4);
  const Model model = test::learn(step, request, bands);
  const Picture scores = test::run_step(step, request, bands);
  for (int row = 0; row < bands.rows; row += 7)
    for (int col = 0; col < bands.cols; ++col)
      for (int band = 0; band < 4 && !std::isnan(scores.at(0, row, col)); ++band) {
        double back = model.at("mean")[static_cast<std::size_t>(band)];
        for (int k = 0; k < 4; ++k)
          back += model.at("loadings")[static_cast<std::size_t>(k * 4 + band)] *
                  static_cast<double>(scores.at(k, row, col));
        ASSERT_NEAR(back, static_cast<double>(bands.at(band, row, col)), 1e-6);
      }
}

TEST(Pca, ComponentsAreUncorrelatedAndHaveTheEigenvaluesAsVariance) {
  const Step step = pca();
  const Picture bands = test::random_picture(3, 150, 200, 12);
  const Request request = test::request_of(step, {{"matrix", std::string("correlation")}}, 3);
  const Model model = test::learn(step, request, bands);
  const Picture scores = test::run_step(step, request, bands);
  for (int a = 0; a < 3; ++a)
    for (int b = 0; b < 3; ++b)
      EXPECT_NEAR(static_cast<double>(covariance_by_definition(scores, a, b)),
                  a == b ? model.at("eigenvalues")[static_cast<std::size_t>(a)] : 0, 1e-6);
  EXPECT_NEAR(std::accumulate(model.at("eigenvalues").begin(), model.at("eigenvalues").end(), 0.0), 3, 1e-9);
}

TEST(Pca, WritesTheFirstComponentsOnly) {
  const Step step = pca();
  const Picture bands = test::random_picture(3, 40, 50, 12);
  const Picture all = test::run_step(step, test::Arguments{}, bands);
  const Picture first = test::run_step(step, {{"components", std::int64_t{1}}}, bands);
  ASSERT_EQ(first.layers, 1);
  EXPECT_TRUE(test::same_bits(first, all.layer(0)));
}

std::string refusal(const Picture& bands) {
  try {
    test::run_step(pca(), test::Arguments{}, bands);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Pca, RefusesTooFewPixels) {
  EXPECT_THAT(refusal(test::random_picture(3, 5, 5, 1, 0, 1, 0)), testing::HasSubstr("E4210"));
}

TEST(Pca, RefusesABandThatDoesNotVaryByName) {
  Picture bands = test::random_picture(3, 50, 50, 1);
  for (int row = 0; row < 50; ++row)
    for (int col = 0; col < 50; ++col) bands.at(1, row, col) = 0.3F;
  EXPECT_THAT(refusal(bands), testing::AllOf(testing::HasSubstr("E4211"), testing::HasSubstr("'b'")));
}

TEST(Pca, RefusesMoreComponentsThanBands) {
  const Step step = pca();
  const Request request = test::request_of(step, {{"components", std::int64_t{4}}}, 3);
  EXPECT_THROW(static_cast<void>(step.shape(request)), Error);
}

}  // namespace
}  // namespace greisen::filters
