// SPDX-License-Identifier: Apache-2.0
#include "catalogue/palette.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace greisen {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"sequential", "diverging", "cyclic", "categorical"};

std::uint8_t between(std::uint8_t from, std::uint8_t to, double share) {
  return static_cast<std::uint8_t>(std::lround(from + share * (static_cast<double>(to) - from)));
}

}  // namespace

std::string to_hex(const Colour& colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

std::optional<Colour> colour_of(std::string_view hex) {
  constexpr std::size_t kLength = 7;
  if (hex.size() != kLength || hex.front() != '#') return std::nullopt;
  std::array<std::uint8_t, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string_view two = hex.substr(1 + 2 * i, 2);
    const auto [end, error] = std::from_chars(two.begin(), two.end(), parts[i], 16);
    if (error != std::errc() || end != two.end()) return std::nullopt;
  }
  return Colour{parts[0], parts[1], parts[2]};
}

std::string_view to_word(PaletteKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<PaletteKind> palette_kind_of(std::string_view word) {
  const auto* const found = std::ranges::find(kKinds, word);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<PaletteKind>(found - kKinds.begin());
}

Colour Palette::at(double share) const {
  const double place = std::clamp(std::isnan(share) ? 0.0 : share, 0.0, 1.0) * static_cast<double>(colours.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const Colour& from = colours[below];
  const Colour& to = colours[std::min(below + 1, colours.size() - 1)];
  const double rest = place - static_cast<double>(below);
  return {between(from.red, to.red, rest), between(from.green, to.green, rest), between(from.blue, to.blue, rest)};
}

std::vector<Colour> Palette::sampled(int count) const {
  std::vector<Colour> all;
  all.reserve(static_cast<std::size_t>(std::max(count, 0)));
  for (int i = 0; i < count; ++i) all.push_back(at(count == 1 ? 0.5 : static_cast<double>(i) / (count - 1)));
  return all;
}

Colour Palette::named(std::string_view name) const {
  const auto found = std::ranges::find(names, name);
  if (found == names.end())
    throw Error({"E2201", fmt::format("the palette {} has no colour '{}'", id, printable(name)), where,
                 suggestion(name, names)});
  return colours[static_cast<std::size_t>(found - names.begin())];
}

}  // namespace greisen
