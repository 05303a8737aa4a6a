// SPDX-License-Identifier: Apache-2.0
#include "prospectivity/predictor.hpp"

#include <utility>
#include <vector>

namespace greisen::prospectivity {

std::map<std::string, Value, std::less<>> Predictor::with_uncertainty() const {
  auto given = arguments;
  given["uncertainty"] = true;
  return given;
}

TileScore score_of(const Predictor& predictor, std::size_t memberships, const Model& learnt) {
  std::vector<Layer> layers(memberships);
  for (std::size_t i = 0; i < memberships; ++i) layers[i].name = "m" + std::to_string(i + 1);
  const Request request = make_request(predictor.step, predictor.arguments, std::move(layers), 1, 0);
  return [score = predictor.step.apply(request, learnt)](ConstTileView in, TileView out) {
    score({in, {0, 0, in.cols, in.rows}}, out);
  };
}

}  // namespace greisen::prospectivity
