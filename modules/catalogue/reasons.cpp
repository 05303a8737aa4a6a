// SPDX-License-Identifier: Apache-2.0
#include "catalogue/reasons.hpp"

#include <array>
#include <utility>

namespace greisen {
namespace {

constexpr std::array<std::pair<std::string_view, Reason>, 13> kWords = {{{"none", Reason::none},
                                                                         {"nodata", Reason::nodata},
                                                                         {"cloud", Reason::cloud},
                                                                         {"shadow", Reason::shadow},
                                                                         {"water", Reason::water},
                                                                         {"snow", Reason::snow},
                                                                         {"vegetation", Reason::vegetation},
                                                                         {"urban", Reason::urban},
                                                                         {"dark", Reason::dark},
                                                                         {"saturated", Reason::saturated},
                                                                         {"cirrus", Reason::cirrus},
                                                                         {"terrain_shadow", Reason::terrain_shadow},
                                                                         {"outside", Reason::outside}}};

}  // namespace

std::string_view to_word(Reason reason) {
  for (const auto& [word, value] : kWords) {
    if (value == reason) return word;
  }
  return {};
}

std::optional<Reason> reason_of(std::string_view word) {
  for (const auto& [known, value] : kWords) {
    if (known == word) return value;
  }
  return std::nullopt;
}

}  // namespace greisen
