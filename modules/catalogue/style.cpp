// SPDX-License-Identifier: Apache-2.0
#include "catalogue/style.hpp"

#include <algorithm>
#include <cstddef>

#include "base/text.hpp"

namespace greisen {
namespace {

constexpr std::array<std::string_view, 7> kRenders = {"ramp",  "classes", "composite", "polygon",
                                                      "hatch", "line",    "point"};
constexpr std::array<std::string_view, 3> kShown = {"no", "first", "yes"};

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto* const found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

std::size_t literal_characters(std::string_view pattern) {
  return pattern.size() -
         static_cast<std::size_t>(std::ranges::count_if(pattern, [](char c) { return c == '*' || c == '?'; }));
}

}  // namespace

std::string_view to_word(Render render) { return kRenders[static_cast<std::size_t>(render)]; }
std::optional<Render> render_of(std::string_view word) { return value_of<Render>(kRenders, word); }
std::string_view to_word(Shown shown) { return kShown[static_cast<std::size_t>(shown)]; }
std::optional<Shown> shown_of(std::string_view word) { return value_of<Shown>(kShown, word); }

const Style* find_style(const std::vector<Style>& styles, std::string_view path) {
  const Style* best = nullptr;
  for (const Style& style : styles)
    if (glob_match(style.files, path) &&
        (best == nullptr || literal_characters(style.files) >= literal_characters(best->files)))
      best = &style;
  return best;
}

}  // namespace greisen
