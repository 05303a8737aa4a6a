// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace greisen {

/// The text `name` of an object that may be anything (nlohmann::json, of either order); empty where there is none.
template <class Json>
std::string json_text(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->template get<std::string>() : std::string();
}

}  // namespace greisen
