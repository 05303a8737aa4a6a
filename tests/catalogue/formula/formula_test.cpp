// SPDX-License-Identifier: Apache-2.0
#include "catalogue/formula/formula.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace greisen {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Value of a formula whose n-th name is the n-th input.
double value(std::string_view text, const std::vector<double>& inputs = {}) {
  const Formula formula = Formula::parse(text);
  int next = 0;
  const BoundFormula bound = bind_formula(formula, [&](std::string_view) -> Resolved { return next++; });
  EXPECT_TRUE(bound.available());
  return evaluate(bound, inputs);
}

Problem problem_of(std::string_view text, const Where& where = {}) {
  try {
    Formula::parse(text, where);
  } catch (const Error& error) {
    return error.problems().front();
  }
  ADD_FAILURE() << "no error for " << text;
  return {};
}

TEST(Formula, HasTheUsualPrecedence) {
  EXPECT_EQ(value("1 + 2 * 3"), 7);
  EXPECT_EQ(value("-2^2"), -4);
  EXPECT_EQ(value("2^-1"), 0.5);
  EXPECT_EQ(value("2^3^2"), 512);
  EXPECT_EQ(value("10 - 4 - 3"), 3);
  EXPECT_EQ(value("24 / 4 / 3"), 2);
  EXPECT_EQ(value("not 1 < 0 and 2 > 1 or 0"), 1);
  EXPECT_EQ(value("1 or 0 and 0"), 1);
  EXPECT_EQ(value("2 * (3 + 4)"), 14);
}

TEST(Formula, HasItsFunctions) {
  EXPECT_EQ(value("sqrt(16) + abs(-3) + min(4, 2, 3) + max(1, 5)"), 14);
  EXPECT_NEAR(value("exp(1) + ln(10) + log10(1000)"), std::exp(1.0) + std::log(10.0) + 3, 1e-12);
  EXPECT_EQ(value("clamp(7, 0, 5) + clamp(-1, 0, 5) + clamp(2, 0, 5)"), 7);
  EXPECT_EQ(value("if(2 > 1, 10, 20) + if(0, 1, 2)"), 12);
  EXPECT_NEAR(value("pow(2, 0.5)"), std::sqrt(2.0), 1e-15);
}

TEST(Formula, GivesMissingByItsRules) {
  EXPECT_TRUE(std::isnan(value("a + 1", {kNone})));
  EXPECT_TRUE(std::isnan(value("if(a > 0, a, b)", {1, kNone}))) << "an input that is not picked counts too";
  EXPECT_TRUE(std::isnan(value("min(a, b)", {1, kNone})));
  EXPECT_TRUE(std::isnan(value("max(a, b)", {kNone, 1})));
  EXPECT_TRUE(std::isnan(value("a ^ 0", {kNone})));
  EXPECT_TRUE(std::isnan(value("a > b", {1, kNone})));
  EXPECT_TRUE(std::isnan(value("a or 1", {kNone})));
  EXPECT_TRUE(std::isnan(value("not a", {kNone})));
  EXPECT_TRUE(std::isnan(value("a / b", {1, 0})));
  EXPECT_EQ(value("a / b", {1, 2e-9}), 1 / 2e-9) << "small, but a measurement";
  EXPECT_TRUE(std::isnan(value("1 / (a - b)", {1, 1 + 0.9e-6}))) << "rounding";
  EXPECT_GT(std::abs(value("1 / (a - b)", {1, 1 + 3e-6})), 3e5);
  EXPECT_TRUE(std::isnan(value("sqrt(a)", {-1e-9})));
  EXPECT_TRUE(std::isnan(value("ln(a)", {0})));
  EXPECT_TRUE(std::isnan(value("exp(a)", {1000})));
  EXPECT_TRUE(std::isnan(value("a + 1", {std::numeric_limits<double>::infinity()})));
  EXPECT_EQ(value("if(a > 0, 1, 1 / a)", {1}), 1) << "what is not picked may divide by zero";
  EXPECT_EQ(value("if(a > 0, a, missing)", {3}), 3);
  EXPECT_TRUE(std::isnan(value("if(a > 0, a, missing)", {-3})));
}

TEST(Formula, PointsAtWhatIsWrong) {
  const auto expect = [](std::string_view text, std::string_view code, int column) {
    const Problem problem = problem_of(text);
    EXPECT_EQ(problem.code, code) << text;
    EXPECT_EQ(problem.where.column, column) << text << ": " << problem.what;
    EXPECT_EQ(problem.where.excerpt, text);
  };
  expect("", "E2301", 1);
  expect("red +", "E2301", 6);
  expect("(red - nir / 2", "E2301", 15);
  expect("red nir", "E2301", 5);
  expect("2red", "E2301", 2);
  expect("red = nir", "E2301", 5);
  expect("1 < 2 < 3", "E2301", 7);
  expect("red ** 2", "E2301", 5);
  expect("red $ 2", "E2301", 5);
  expect("squirt(red)", "E2302", 1);
  expect("1 + min(red)", "E2302", 5);
  expect("sqrt", "E2302", 1);
  expect("depth(2200, red, 2245)", "E2302", 13);
  expect("depth(2200, 2210, 2245)", "E2302", 1);
  expect("wavelength(400, 2500)", "E2302", 1);
  expect("1e999", "E2301", 1);
  expect("r\xc3\xb6t", "E2301", 2);
}

TEST(Formula, PointsIntoTheFileItCameFrom) {
  const Problem in_file = problem_of("red + * nir", {"mine.yaml", 7, 12, "  formula: red + * nir"});
  EXPECT_EQ(in_file.where.file, "mine.yaml");
  EXPECT_EQ(in_file.where.line, 7);
  EXPECT_EQ(in_file.where.column, 18);
  const Problem bare = problem_of("red + * nir", {"mine.yaml", 7, 12, ""});
  EXPECT_EQ(bare.where.excerpt[static_cast<std::size_t>(bare.where.column) - 1], '*');
}

TEST(Formula, HasLimits) {
  EXPECT_EQ(problem_of(std::string(kFormulaMaxChars + 1, '1')).code, "E2303");
  EXPECT_EQ(problem_of(std::string(200, '(') + "1" + std::string(200, ')')).code, "E2303");
  EXPECT_EQ(problem_of(std::string(200, '-') + "1").code, "E2303");
  std::string power = "a";
  for (int i = 0; i < 200; ++i) power += "^a";
  EXPECT_EQ(problem_of(power).code, "E2303");
  std::string sum = "1";
  for (int i = 0; i < 600; ++i) sum += "+1";
  EXPECT_EQ(problem_of(sum).code, "E2303");
  EXPECT_NO_THROW(Formula::parse(std::string(90, '(') + "1" + std::string(90, ')')));
}

TEST(Formula, CanonicalTextParsesToItself) {
  for (const std::string_view text :
       {"(a-b)/(a+b)", "a-(b-c)", "a/(b*c)", "(-a)^2", "-(a^2)", "a^(b^c)", "(a^b)^c", "not(a<b)", "(a<b)==(c>d)",
        "a and (b or c)", "min(a,b,c)+clamp(a,0,1)", "if(a>=1.5,missing,depth(2200,2120,2245))",
        "wavelength(2180,2228,2120,2245)", "2e-6*a", "-(not a)", "a*-b", "not(a and b)", "-(a*b)", "(a+b)^(c+1)"}) {
    const std::string once = Formula::parse(text).to_text();
    EXPECT_EQ(Formula::parse(once).to_text(), once) << text;
  }
  EXPECT_EQ(Formula::parse("((swir1-swir2))/(swir1+(swir2))").to_text(), "(swir1 - swir2) / (swir1 + swir2)");
  EXPECT_EQ(Formula::parse("a-(b-c)").to_text(), "a - (b - c)");
  EXPECT_EQ(Formula::parse("`Band 1`/('nir'+\"2200 nm\")").to_text(), "\"Band 1\" / (nir + \"2200 nm\")");
  EXPECT_EQ(Formula::parse("'sqrt' * `a\"b`").to_text(), "\"sqrt\" * `a\"b`");
  EXPECT_EQ(Formula::parse("(a*b)*c").to_text(), "a * b * c");
}

TEST(Formula, NamesItsVariablesOnce) {
  const std::vector<std::string> names = {"red", "B8A", "r1610"};
  EXPECT_EQ(Formula::parse("red + B8A * red / r1610").variables(), names);
  EXPECT_FALSE(Formula::parse("red + nir").needs_spectrometer());
  EXPECT_TRUE(Formula::parse("1 + depth(2200, 2120, 2245)").needs_spectrometer());
}

TEST(Features, NeedASpectrometer) {
  const Formula formula = Formula::parse("depth(2200, 2120, 2245)");
  const BoundFormula bound = bind_formula(formula, [](std::string_view) -> Resolved { return 0; });
  EXPECT_FALSE(bound.available());
  EXPECT_NE(bound.reason.find("spectrometer"), std::string::npos);
}

double on_spectrum(std::string_view text, const std::vector<double>& nm, const std::vector<double>& reflectance) {
  std::vector<SpectralLayer> spectrum;
  for (std::size_t i = 0; i < nm.size(); ++i) spectrum.push_back({static_cast<int>(i), nm[i]});
  const BoundFormula bound = bind_formula(
      Formula::parse(text), [](std::string_view) -> Resolved { return "none"; }, spectrum);
  EXPECT_TRUE(bound.available()) << bound.reason;
  return evaluate(bound, reflectance);
}

TEST(Features, DepthIsTheWeightedBandDepth) {
  // science.md 5.4: ASTER 2.167/.30, 2.209/.27, 2.262/.31
  EXPECT_NEAR(on_spectrum("depth(2209, 2167, 2262)", {2167, 2209, 2262}, {0.30, 0.27, 0.31}), 0.113071, 5e-7);
  EXPECT_TRUE(std::isnan(on_spectrum("depth(2209, 2167, 2262)", {2167, 2209, 2262}, {-0.30, 0.27, -0.31})));
  EXPECT_TRUE(std::isnan(on_spectrum("depth(2209, 2167, 2262)", {2167, 2209, 2262}, {0.30, kNone, 0.31})));
}

TEST(Features, WavelengthIsTheVertexOfTheParabola) {
  // science.md 5.4
  EXPECT_NEAR(on_spectrum("wavelength(2190, 2220)", {2196, 2204, 2212}, {0.842, 0.835, 0.841}), 2204.307692, 5e-7);
  const std::vector<double> nm = {2180, 2188, 2196, 2204, 2212};
  EXPECT_TRUE(std::isnan(on_spectrum("wavelength(2180, 2212)", nm, {0.1, 0.2, 0.3, 0.4, 0.5}))) << "least at the edge";
  EXPECT_TRUE(std::isnan(on_spectrum("wavelength(2180, 2212)", nm, {0.5, 0.5, 0.5, 0.5, 0.5}))) << "flat";
  EXPECT_TRUE(std::isnan(on_spectrum("wavelength(2180, 2212)", nm, {0.5, 0.4, 0.3, 0.4, kNone})));
  EXPECT_NEAR(on_spectrum("wavelength(2180, 2212)", nm, {0.5, 0.4, 0.3, 0.4, 0.5}), 2196, 1e-9);
  EXPECT_NEAR(on_spectrum("wavelength(2180, 2212)", nm, {0.5, 0.3, 0.4, 0.35, 0.5}), 2190.0 - 2.0 / 3.0, 1e-9);
}

TEST(Binding, SaysWhyANameIsNotThere) {
  const auto resolve = [](std::string_view name) -> Resolved {
    if (name == "a") return 0;
    return "no band " + std::string(name);
  };
  const BoundFormula bound = bind_formula(Formula::parse("a / swir5"), resolve);
  EXPECT_FALSE(bound.available());
  EXPECT_EQ(bound.reason, "no band swir5");
  EXPECT_TRUE(bound.nodes.empty());
}

}  // namespace
}  // namespace greisen
