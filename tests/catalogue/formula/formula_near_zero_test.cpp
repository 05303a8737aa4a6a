// SPDX-License-Identifier: Apache-2.0
#include "catalogue/formula/formula_near_zero.hpp"

#include <cmath>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "catalogue/formula/formula.hpp"

namespace greisen {
namespace {

constexpr std::size_t kLayers = 5;

Resolved letter(std::string_view name) { return name[0] - 'a'; }

float value_at(std::string_view text, std::vector<float> pixel) {
  pixel.resize(kLayers);
  std::vector<const float*> in;
  for (const float& value : pixel) in.push_back(&value);
  float result = 0;
  float* outs[] = {&result};
  Program::Workspace work;
  Program::compile(std::vector{bind_formula(Formula::parse(text), letter)}).run(in, outs, 1, work);
  return result;
}

TEST(NearZero, DividesByWhatIsSmallButMeasured) {
  EXPECT_FLOAT_EQ(value_at("a / (b * b * b * b)", {0.02F, 0.02F}), 125000);  // .02 / 1.6e-7
  EXPECT_FLOAT_EQ(value_at("a / b^4", {0.02F, 0.02F}), 125000);
  EXPECT_FLOAT_EQ(value_at("a * b^-4", {0.02F, 0.02F}), 125000);
  EXPECT_FLOAT_EQ(value_at("a / b", {3e-9F, 1e-9F}), 3);
  EXPECT_FLOAT_EQ(value_at("(a - b) / (a + b)", {3e-9F, 1e-9F}), 0.5F) << "radiance in W may be that small";
  EXPECT_FLOAT_EQ(value_at("1 / (a - b)", {0.25F, 0.2499F}), 1 / (0.25F - 0.2499F)) << "one digital number apart";
  EXPECT_FLOAT_EQ(value_at("a / ((a - b) * (c - d))", {0.25F, 0.2499F, 0.125F, 0.1249F}),
                  0.25F / ((0.25F - 0.2499F) * (0.125F - 0.1249F)))
      << "each factor is a measurement";
  EXPECT_FLOAT_EQ(value_at("1 / ((a - b)^2 + (c - d)^2)", {0.25F, 0.2499F, 0.125F, 0.125F}),
                  1 / ((0.25F - 0.2499F) * (0.25F - 0.2499F)));
  EXPECT_FLOAT_EQ(value_at("a / sqrt(b)", {0.5F, 1e-14F}), 5e6F);
  EXPECT_FLOAT_EQ(value_at("a / max(b, c)", {1, 1e-9F, 2e-9F}), 5e8F);
}

TEST(NearZero, DoesNotDivideByRounding) {
  const float near = std::nextafter(0.25F, 1.0F);  // 1.2e-7 of the terms from the other
  for (const char* const text :
       {"1 / (a - b)", "1 / ((a - b) * c)", "1 / (c * (b - a))^2", "(a - b)^-1", "1 / sqrt(a - b)", "1 / abs(b - a)",
        "c / (a + c - b - c)", "1 / max(a - b, 0)", "1 / if(c > 0, a - b, c)", "1 / ((a - b) / c)", "pow(a - b, -c)",
        "1 / (a * c - b * c)"})
    EXPECT_TRUE(std::isnan(value_at(text, {near, 0.25F, 0.5F}))) << text;
  for (const char* const text : {"a / b", "a / (b * a)", "a / b^2", "b^-1", "a / (b - b)", "a / (b + 0)", "1 / (a / b)",
                                 "1 / (1 + a / b)", "if(a / b > 0, 1, 2)", "b / b"})
    EXPECT_TRUE(std::isnan(value_at(text, {0.5F, 0.0F}))) << text;
}

}  // namespace
}  // namespace greisen
