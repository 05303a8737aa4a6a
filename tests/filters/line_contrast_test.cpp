// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdlib>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::Picture;

/// 60 x 60 pixels of 0.2; `bright` tells those of 0.3.
template <class Bright>
Picture ground(Bright bright) {
  Picture picture(1, 60, 60);
  for (int row = 0; row < 60; ++row)
    for (int col = 0; col < 60; ++col)
      picture.pixels[static_cast<std::size_t>(row * 60 + col)] = bright(row, col) ? 0.3F : 0.2F;
  return picture;
}

Picture contrast(const Picture& in) {
  return test::run_step(line_contrast(), {{"length_m", 150.0}, {"flank_m", 30.0}}, in);  // pixels of 10 m
}

TEST(LineContrast, IsThatOfThinLinesInAnyDirection) {
  EXPECT_NEAR(contrast(ground([](int, int col) { return col == 30; })).at(0, 30, 30), 0.1, 1e-6);
  EXPECT_NEAR(contrast(ground([](int row, int) { return row == 30; })).at(0, 30, 30), 0.1, 1e-6);
  EXPECT_GT(contrast(ground([](int row, int col) { return row == col; })).at(0, 30, 30), 0.06);
  EXPECT_GT(contrast(ground([](int row, int col) { return row - 30 == (col - 30) / 2; })).at(0, 30, 30), 0.04);
}

TEST(LineContrast, OfEdgesAndWideGroundIsNone) {
  EXPECT_LE(contrast(ground([](int, int col) { return col >= 30; })).at(0, 30, 40), 1e-6);
  EXPECT_LE(contrast(ground([](int, int col) { return col >= 30; })).at(0, 30, 30), 0.011);
  EXPECT_LE(contrast(ground([](int, int col) { return std::abs(col - 30) < 10; })).at(0, 30, 30), 1e-6);
}

TEST(LineContrast, OfASpotIsItsShareOfTheLine) {
  EXPECT_NEAR(contrast(ground([](int row, int col) { return row == 30 && col == 30; })).at(0, 30, 30), 0.1 / 15, 1e-6);
}

TEST(LineContrast, TurnsWithThePicture) {
  const Picture in = test::random_picture(1, 60, 60, 5);
  Picture turned = in;
  for (int row = 0; row < 60; ++row)
    for (int col = 0; col < 60; ++col)
      turned.pixels[static_cast<std::size_t>(col * 60 + 59 - row)] =
          in.pixels[static_cast<std::size_t>(row * 60 + col)];
  const Picture a = contrast(in);
  const Picture b = contrast(turned);
  for (int row = 20; row < 40; ++row)
    for (int col = 20; col < 40; ++col) {
      const float one = a.at(0, row, col);
      const float other = b.at(0, col, 59 - row);
      EXPECT_TRUE((std::isnan(one) && std::isnan(other)) || std::abs(one - other) < 1e-5F) << row << " " << col;
    }
}

TEST(LineContrast, BesideMaskedGroundOneSideIsEnough) {
  Picture picture = ground([](int, int col) { return col == 30; });
  for (int row = 0; row < 60; ++row)
    for (int col = 0; col < 30; ++col) picture.pixels[static_cast<std::size_t>(row * 60 + col)] = kMissing;
  const Picture out = contrast(picture);
  EXPECT_NEAR(out.at(0, 30, 30), 0.1, 1e-6);
  EXPECT_LE(out.at(0, 30, 33), 0.01);
}

TEST(LineContrast, IsMissingWhereThePixelIsAndWhereItStandsAlone) {
  Picture picture = ground([](int, int col) { return col == 30; });
  picture.pixels[30 * 60 + 30] = kMissing;
  EXPECT_TRUE(std::isnan(contrast(picture).at(0, 30, 30)));
  EXPECT_NEAR(contrast(picture).at(0, 31, 30), 0.1, 1e-6);
  Picture alone(1, 60, 60);
  for (float& pixel : alone.pixels) pixel = kMissing;
  alone.pixels[30 * 60 + 30] = 0.3F;
  EXPECT_TRUE(std::isnan(contrast(alone).at(0, 30, 30)));
}

TEST(LineContrast, RefusesLinesThatAreFinerThanItsPixels) {
  const Step step = line_contrast();
  const auto problems = [&](double length_m, double flank_m, double pixel_m) {
    try {
      static_cast<void>(test::request_of(step, {{"length_m", length_m}, {"flank_m", flank_m}}, 1, pixel_m));
    } catch (const Error& error) {
      std::string text;
      for (const Problem& problem : error.problems()) text += std::string(problem.code) + " " + problem.fix + "\n";
      return text;
    }
    return std::string();
  };
  EXPECT_EQ(problems(90, 20, 10), "");
  const std::string both = problems(90, 20, 60);
  EXPECT_NE(both.find("E2413 give length_m=270 or more"), std::string::npos) << both;  // 4.5 x 60
  EXPECT_NE(both.find("E2413 give flank_m=90 or more"), std::string::npos) << both;    // 1.5 x 60
  EXPECT_EQ(problems(270, 90, 60), "") << "the mend that the message names";
  EXPECT_NE(problems(90, 20, 20), "") << "a flank of one pixel lies on the line";
}

TEST(LineContrast, IsWidenedToItsPixelsWhereAModelAsks) {
  const Step step = line_contrast();
  test::Arguments given = {{"length_m", 90.0}, {"flank_m", 20.0}};
  EXPECT_EQ(widen_to_pixels(step, 10, given), "");
  EXPECT_EQ(std::get<double>(given.at("flank_m")), 20);
  EXPECT_EQ(widen_to_pixels(step, 60, given), "length_m from 90 to 270 m, flank_m from 20 to 90 m");
  EXPECT_NO_THROW(static_cast<void>(test::request_of(step, given, 1, 60)));
  test::Arguments defaults;
  EXPECT_EQ(widen_to_pixels(step, 60, defaults), "length_m from 150 to 270 m, flank_m from 30 to 90 m");
}

TEST(LineContrast, RefusesLinesBeyondAllMeasure) {
  EXPECT_THROW(test::run_step(line_contrast(), {{"flank_m", 1000.0}, {"length_m", 5000.0}},
                              ground([](int, int) { return false; })),
               Error);
}

}  // namespace
}  // namespace greisen::filters
