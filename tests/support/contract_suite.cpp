// SPDX-License-Identifier: Apache-2.0
#include "support/contract_suite.hpp"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace greisen::test {
namespace {

void check_shape(const Step& step, const Request& request) {
  const StepShape shape = step.shape(request);
  EXPECT_FALSE(shape.outputs.empty());
  std::set<std::string> names;
  for (const Layer& layer : shape.outputs) {
    EXPECT_FALSE(layer.name.empty());
    EXPECT_TRUE(names.insert(layer.name).second) << "two outputs are named " << layer.name;
  }
  EXPECT_EQ(shape.kind == StepKind::window, shape.halo_px > 0);
  EXPECT_EQ(shape.kind == StepKind::learning, shape.folds > 0);
  EXPECT_EQ(shape.kind == StepKind::whole, static_cast<bool>(step.whole));
  EXPECT_EQ(shape.kind != StepKind::whole, static_cast<bool>(step.apply));
  EXPECT_GT(shape.ns_per_pixel, 0);
  if (shape.kind != StepKind::learning) return;
  ASSERT_TRUE(static_cast<bool>(step.learner));
  const Learner learner = step.learner(request);
  EXPECT_EQ(learner.folds, shape.folds);
  const Partial partial = learner.start(0, {});
  EXPECT_LE((partial.sums.size() + partial.counts.size()) * 8, shape.partial_bytes);
  EXPECT_TRUE(!learner.exact || partial.sums.empty()) << "only counts may be merged in any order";
}

/// Failures name the first pixel that breaks the rule.
void check_missing_rule(const StepShape& shape, const Picture& in, const Picture& out) {
  bool some_value = false;
  for (int row = 0; row < in.rows; ++row)
    for (int col = 0; col < in.cols; ++col) {
      int missing = 0;
      for (int layer = 0; layer < in.layers; ++layer) missing += std::isnan(in.at(layer, row, col)) ? 1 : 0;
      const bool must = shape.missing == MissingRule::any ? missing > 0 : missing == in.layers;
      for (int layer = 0; layer < out.layers; ++layer) {
        const float value = out.at(layer, row, col);
        ASSERT_FALSE(std::isinf(value)) << "row " << row << ", column " << col;
        some_value = some_value || !std::isnan(value);
        if (shape.missing == MissingRule::own || !must) continue;
        ASSERT_TRUE(std::isnan(value)) << "row " << row << ", column " << col << " has a value without its inputs";
      }
    }
  EXPECT_TRUE(some_value) << "all of the output is missing";
}

void expect_refused(const Step& step, const Arguments& arguments, int layers, const std::string& what) {
  try {
    const Request request = request_of(step, arguments, layers);
    static_cast<void>(step.shape(request));
    ADD_FAILURE() << what << " was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code().substr(0, 3), "E24") << what << ": " << error.what();
  }
}

Value value_of_another_type(ParamType type) {
  if (type == ParamType::boolean) return std::int64_t{7};
  return true;
}

void check_refusals(const Step& step, const ContractCase& given) {
  Arguments unknown = given.arguments;
  unknown["no_such_parameter"] = 1.0;
  expect_refused(step, unknown, given.layers, "an unknown parameter");
  expect_refused(step, given.arguments, 0, "no input at all");
  for (const Param& param : step.params) {
    const std::string name(param.name);
    Arguments wrong = given.arguments;
    wrong[name] = value_of_another_type(param.type);
    expect_refused(step, wrong, given.layers, name + " of another type");
    if (param.maximum && param.type == ParamType::integer)
      wrong[name] = static_cast<std::int64_t>(*param.maximum) + 1;
    else if (param.maximum && param.type == ParamType::number)
      wrong[name] = *param.maximum + 1;
    else if (param.type == ParamType::word && !param.choices.empty())
      wrong[name] = std::string("no such word");
    else if (param.type == ParamType::number)
      wrong[name] = std::nan("");
    expect_refused(step, wrong, given.layers, name + " out of range");
    if (param.fallback) continue;
    wrong = given.arguments;
    wrong.erase(name);
    expect_refused(step, wrong, given.layers, name + " left out");
  }
}

}  // namespace

void check_row(const Step& step) {
  EXPECT_GT(step.summary.size(), 10U);
  EXPECT_GT(step.source.size(), 4U) << "every method names its source";
  ASSERT_TRUE(static_cast<bool>(step.shape));
  std::set<std::string_view> names;
  for (const Param& param : step.params) {
    EXPECT_TRUE(names.insert(param.name).second) << param.name;
    EXPECT_GT(param.text.size(), 4U) << param.name;
    EXPECT_EQ(param.type == ParamType::word, !param.choices.empty()) << param.name;
  }
}

void check_contract(const Step& step, const ContractCase& given) {
  SCOPED_TRACE(std::string(step.id));
  check_row(step);
  const Request request = request_of(step, given.arguments, given.layers);
  check_shape(step, request);
  Picture in = random_picture(given.layers, 300, 333, 7);
  if (given.classes)
    for (float& x : in.pixels) x = std::floor(x * 4);
  const Picture whole = run_step(step, request, in, 0);
  EXPECT_TRUE(same_bits(whole, run_step(step, request, in, 128))) << "tiles of 128 give other bits";
  EXPECT_TRUE(same_bits(whole, run_step(step, request, in, 256))) << "tiles of 256 give other bits";
  check_missing_rule(step.shape(request), in, whole);
  check_refusals(step, given);
}

}  // namespace greisen::test
