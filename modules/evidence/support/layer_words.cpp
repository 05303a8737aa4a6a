// SPDX-License-Identifier: Apache-2.0
#include "evidence/support/layer_words.hpp"

#include <array>

namespace greisen::evidence {

Param layer_param() {
  return {"layer", ParamType::words, "name, description, formula and source of the output; the input's where left out",
          Value(std::vector<std::string>{})};
}

Layer named_layer(const Request& request) {
  Layer layer = request.inputs.front();
  const std::vector<std::string>& words = request.words("layer");
  const std::array<std::string*, 4> places = {&layer.name, &layer.description, &layer.formula, &layer.source};
  for (std::size_t i = 0; i < words.size() && i < places.size(); ++i)
    if (!words[i].empty()) *places[i] = words[i];
  return layer;
}

}  // namespace greisen::evidence
