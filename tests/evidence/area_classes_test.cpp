// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "evidence/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::evidence {
namespace {

using test::even;
using test::Picture;
using Percents = std::vector<double>;

Picture classes(const Percents& percents, const Picture& in) {
  return test::run_step(area_classes(), {{"percents", percents}}, in);
}

void expect_refused(const test::Arguments& arguments, int layers, const std::string& code) {
  const Step step = area_classes();
  try {
    static_cast<void>(step.shape(test::request_of(step, arguments, layers)));
    ADD_FAILURE() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code) << error.what();
  }
}

TEST(AreaClasses, PartByShareOfTheValidPixels) {
  // eleven valid pixels 0 … 10: the percentiles 50 and 80 are 5 and 8
  EXPECT_EQ(classes({50, 80}, Picture(R"(
      10 . 3 8 0 7
      . 5 1 2 9 .
      4 . 6 . . .)"))
                .drawn(),
            even(R"(
      3 . 1 3 1 2
      . 2 1 1 3 .
      1 . 2 . . .)"));
}

TEST(AreaClasses, BetweenTwoPixelsTheBorderIsInterpolated) {
  // percentile 50 of 1, 2, 3, 10 is 2.5
  EXPECT_EQ(classes({50}, Picture("10 2 3 1")).drawn(), even("2 1 2 1"));
}

TEST(AreaClasses, EqualValuesShareAClass) {
  // percentiles 40 and 50 are both 0; of equal values none is put below another
  EXPECT_EQ(classes({40, 50, 90}, Picture("0 0 0 0 0 0 0 0 1 1")).drawn(), even("3 3 3 3 3 3 3 3 4 4"));
  EXPECT_EQ(classes({50, 80}, Picture("7 7 . 7")).drawn(), even("3 3 . 3"));
}

TEST(AreaClasses, TheDefaultsGiveFiveClassesOfTheirShares) {
  Picture in(1, 100, 100);
  // 0 … 9999, each once, well mixed: 7 and 10 000 have no common divisor
  for (std::size_t i = 0; i < in.pixels.size(); ++i) in.pixels[i] = static_cast<float>((7 * i + 13) % 10000);
  const Picture out = test::run_step(area_classes(), test::Arguments{}, in);
  std::map<float, int> pixels;
  for (const float value : out.pixels) ++pixels[value];
  EXPECT_EQ(pixels, (std::map<float, int>{{1, 5000}, {2, 3000}, {3, 1500}, {4, 400}, {5, 100}}));
}

TEST(AreaClasses, RiseWithTheValue) {
  const Picture in = test::random_picture(1, 60, 70, 3);
  const Picture out = classes({10, 20, 70, 99}, in);
  std::vector<std::pair<float, float>> pairs;
  for (std::size_t i = 0; i < in.pixels.size(); ++i)
    if (!std::isnan(in.pixels[i])) pairs.emplace_back(in.pixels[i], out.pixels[i]);
  std::ranges::sort(pairs);
  EXPECT_TRUE(std::ranges::is_sorted(pairs, {}, &std::pair<float, float>::second));
  EXPECT_EQ(pairs.front().second, 1.0F);
  EXPECT_EQ(pairs.back().second, 5.0F);
}

TEST(AreaClasses, WithoutAValidPixelAllIsMissing) { EXPECT_EQ(classes({50}, Picture(". . .")).drawn(), even(". . .")); }

TEST(AreaClasses, RefusesWrongPercents) {
  const std::map<std::string, Percents> wrong = {
      {"none", {}}, {"falling", {80, 50}}, {"twice", {50, 50}}, {"too many", Percents(17)}};
  for (const auto& [what, percents] : wrong) {
    SCOPED_TRACE(what);
    expect_refused({{"percents", percents}}, 1, "E2411");
  }
  Percents seventeen;
  for (int i = 1; i <= 17; ++i) seventeen.push_back(i);
  expect_refused({{"percents", seventeen}}, 1, "E2411");
  seventeen.pop_back();
  const Step step = area_classes();
  EXPECT_NO_THROW(static_cast<void>(step.shape(test::request_of(step, {{"percents", seventeen}}, 1))));
}

TEST(AreaClasses, RefusesMoreThanOneLayer) { expect_refused({}, 2, "E2410"); }

TEST(AreaClasses, RefusesPercentsOutsideZeroToAHundred) {
  for (const double percent : {-1.0, 100.5}) {
    const Step step = area_classes();
    EXPECT_THROW(static_cast<void>(test::request_of(step, {{"percents", Percents{percent}}}, 1)), Error) << percent;
  }
}

}  // namespace
}  // namespace greisen::evidence
