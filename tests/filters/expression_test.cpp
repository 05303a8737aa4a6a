// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::even;
using test::Picture;

Picture two_bands() {
  Picture in("0.2 0.4 . 0.3");
  in.add_layer(Picture("0.1 0.0 0.5 0.6"));
  return in;
}

std::string refusal(test::Arguments arguments) {
  try {
    test::run_step(expression(), std::move(arguments), two_bands());
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Expression, ARatioIsMissingWhereItsDenominatorIsZero) {
  EXPECT_EQ(test::run_step(expression(), {{"expr", std::string("a / b")}}, two_bands()).drawn(), even("2 . . 0.5"));
}

TEST(Expression, SeveralFormulasAreEachMissingByTheirOwnInputs) {
  const std::vector<std::string> formulas = {"sum=a + b", "twice=2 * b"};
  const Picture out = test::run_step(expression(), {{"exprs", formulas}}, two_bands());
  EXPECT_EQ(out.drawn(0), even("0.3 0.4 . 0.9"));
  EXPECT_EQ(out.drawn(1), even("0.2 0 1 1.2"));
}

TEST(Expression, OutputsBearTheirNamesAndFormulas) {
  const Step step = expression();
  const Request request = test::request_of(step, {{"exprs", std::vector<std::string>{"q = min(a, b) / a"}}}, 2);
  const StepShape shape = step.shape(request);
  ASSERT_EQ(shape.outputs.size(), 1U);
  EXPECT_EQ(shape.outputs[0].name, "q");
  EXPECT_THAT(shape.outputs[0].formula, testing::HasSubstr("min(a, b) / a"));
}

TEST(Expression, AnUnknownNameIsRefusedWithTheNearest) {
  EXPECT_THAT(refusal({{"expr", std::string("a / q")}}),
              testing::AllOf(testing::HasSubstr("E24"), testing::HasSubstr("'q'")));
}

TEST(Expression, RefusesWhatIsNoNameAndFormula) {
  EXPECT_THAT(refusal({{"exprs", std::vector<std::string>{"a / b"}}}), testing::HasSubstr("E2411"));
  EXPECT_THAT(refusal({{"exprs", std::vector<std::string>{"x=a", "x=b"}}}), testing::HasSubstr("E2411"));
  EXPECT_THAT(refusal({{"exprs", std::vector<std::string>{"x=a"}}, {"expr", std::string("a")}}),
              testing::HasSubstr("E2411"));
  EXPECT_THAT(refusal({}), testing::HasSubstr("E2411"));
  EXPECT_THAT(refusal({{"expr", std::string("a +")}}), testing::HasSubstr("E23"));
}

}  // namespace
}  // namespace greisen::filters
