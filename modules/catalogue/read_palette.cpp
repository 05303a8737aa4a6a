// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "catalogue/catalogue_reading.hpp"

namespace greisen {

Palette read_palette(const YamlNode& node, EntryReader& reader) {
  Palette palette;
  palette.where = reader.where(node);
  palette.id = reader.id(node, true);
  palette.title = node.at("title").as_string();
  palette.kind = palette_kind_of(node.at("kind").as_string()).value_or(PaletteKind::sequential);
  for (const YamlNode& item : node.at("colours").as_list()) {
    const auto colour = colour_of(item.as_string());
    if (!colour)
      reader.fail("E2203", item, fmt::format("'{}' is no colour", printable(item.as_string())),
                  "write six hexadecimal digits in quotes: \"#0072b2\"");
    palette.colours.push_back(colour.value_or(Colour{}));
  }
  if (const YamlNode* const names = node.find("names")) palette.names = names->as_strings();
  const bool categorical = palette.kind == PaletteKind::categorical;
  if (categorical && palette.names.size() != palette.colours.size())
    reader.fail("E2203", node, palette.id + ": a categorical palette has one name for each colour");
  if (!categorical && (!palette.names.empty() || palette.colours.size() < 2))
    reader.fail("E2203", node, palette.id + ": a ramp has two colours or more, and no names");
  palette.source = node.at("source").as_string();
  palette.licence = node.at("licence").as_string();
  palette.caveats = EntryReader::text(node, "caveats");
  return palette;
}

}  // namespace greisen
