// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "step/step.hpp"

namespace greisen {
namespace {

TEST(Model, IsStoredToTheLastBit) {
  Model model;
  model.values["numbers"] = {1.0 / 3, -0.0, std::numeric_limits<double>::denorm_min(), 1e300};
  model.values["none"] = {};
  for (int i = 0; i < 256; ++i) model.bytes["nodes"].push_back(static_cast<std::uint8_t>(i));
  model.bytes["empty"] = {};
  const Model again = model_from_json(model_to_json(model));
  EXPECT_EQ(again.values, model.values);
  EXPECT_EQ(again.bytes, model.bytes);
}

TEST(Model, ThatDoesNotParseIsRefused) {
  for (const char* const text : {"", "[]", R"({"a":[1]})", R"({"a":["x"]})", R"({"a":"*"})", R"({"a":"Zg"})"})
    EXPECT_THROW(model_from_json(text), Error) << text;
}

}  // namespace
}  // namespace greisen
