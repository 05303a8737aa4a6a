// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace greisen {

/// sRGB.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  bool operator==(const Colour&) const = default;
};

/// "#rrggbb", in lower case.
std::string to_hex(const Colour& colour);
/// From "#rrggbb"; nothing for any other text.
std::optional<Colour> colour_of(std::string_view hex);

enum class PaletteKind { sequential, diverging, cyclic, categorical };
std::string_view to_word(PaletteKind kind);
std::optional<PaletteKind> palette_kind_of(std::string_view word);

/// Colours as data: the one source for maps, styles, report and sheet (configs/palettes/<id>.yaml).
struct Palette {
  std::string id;
  std::string title;
  PaletteKind kind = PaletteKind::sequential;
  std::vector<Colour> colours;     ///< two or more, evenly spaced, low values first; categorical: one or more
  std::vector<std::string> names;  ///< categorical: what each colour stands for; empty for the others
  std::string source;
  std::string licence;
  std::string caveats;
  Where where;

  /// The colour at 0 … 1, linear in sRGB between the nearest two; values beyond are the ends.
  [[nodiscard]] Colour at(double share) const;
  /// `count` colours at even steps, the ends among them; one colour is the middle.
  [[nodiscard]] std::vector<Colour> sampled(int count) const;
  /// Categorical: the colour of a name; E2201 with the names where there is none such.
  [[nodiscard]] Colour named(std::string_view name) const;
  /// Categorical: colour `number`, beginning anew after the last.
  [[nodiscard]] Colour nth(std::size_t number) const { return colours[number % colours.size()]; }
};

}  // namespace greisen
