// SPDX-License-Identifier: Apache-2.0
#include "evidence/support/operators.hpp"

#include <string>

#include "step/arguments.hpp"

namespace greisen::evidence {

Missing missing_of(const Request& request) {
  const std::string& word = request.text("missing");
  return word == "skip" ? Missing::skip : word == "neutral" ? Missing::neutral : Missing::any;
}

Param missing_param() {
  return {"missing",
          ParamType::word,
          "a missing evidence makes the result missing (any), is left out (skip) or counts as 0.5 (neutral)",
          Value{std::string("any")},
          {},
          {},
          {"any", "skip", "neutral"}};
}

StepShape operator_shape(const Request& request, std::string_view step, std::string_view what,
                         std::string_view source) {
  need_layers(request, step, 1);
  std::string names;
  for (const Layer& layer : request.inputs) names += (names.empty() ? "" : ", ") + layer.name;
  StepShape shape;
  shape.outputs = {{std::string(step), "1", std::string(what) + " of " + names, {}, std::string(source)}};
  shape.missing = missing_of(request) == Missing::any ? MissingRule::any : MissingRule::all;
  shape.ns_per_pixel = 2 * static_cast<double>(request.inputs.size()) + 2;
  return shape;
}

}  // namespace greisen::evidence
