// SPDX-License-Identifier: Apache-2.0
// Palettes and styles as `list` and `explain` tell them.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "base/text_layout.hpp"
#include "pipeline/entries/text.hpp"

namespace greisen {
namespace {

constexpr std::size_t kLabel = 13;
constexpr int kShownColours = 9;

std::string line(const std::string& label, const std::string& text) {
  return text.empty() ? "" : folded(label, text, kLabel);
}

std::string colours_text(const Palette& palette) {
  std::vector<std::string> words;
  if (palette.kind == PaletteKind::categorical) {
    for (std::size_t i = 0; i < palette.colours.size(); ++i)
      words.push_back(palette.names[i] + " " + to_hex(palette.colours[i]));
    return join(words, ", ");
  }
  for (const Colour& colour : palette.sampled(kShownColours)) words.push_back(to_hex(colour));
  return join(words, " ");
}

}  // namespace

std::string range_text(const Style& style) {
  if (style.render != Render::ramp && style.render != Render::composite) return {};
  if (style.range) return format_number((*style.range)[0]) + " to " + format_number((*style.range)[1]);
  if (!style.percentile) return {};
  return fmt::format("percentiles {} to {} of the file{}", format_number((*style.percentile)[0]),
                     format_number((*style.percentile)[1]), style.about_zero ? ", even about 0" : "");
}

std::string explain_text(const Palette& palette) {
  std::string text = fmt::format("{}   {}   (palette, {})\n", palette.id, palette.title, to_word(palette.kind));
  text += line("colours", colours_text(palette));
  text += line("source", palette.source);
  text += line("licence", palette.licence);
  text += line("caveats", palette.caveats);
  return text + "Next: greisen list styles shows what is drawn in it\n";
}

std::string explain_text(const Style& style) {
  std::string text = fmt::format("{}   {}   (style)\n", style.id, style.title);
  text += line("of files", style.files);
  text += line("drawn as", std::string(to_word(style.render)));
  text += line("palette", style.palette + (style.colour.empty() ? "" : ", " + style.colour) +
                              (style.reversed ? ", high values first" : ""));
  text += line("range", range_text(style));
  text += line("group", join(style.group, " / "));
  text += line("note", style.note);
  return text + "Next: greisen explain " + style.palette + "\n";
}

EntryJson to_json(const Palette& palette) {
  EntryJson colours = EntryJson::array();
  for (const Colour& colour : palette.colours) colours.push_back(to_hex(colour));
  EntryJson json = {{"kind", "palette"},
                    {"id", palette.id},
                    {"title", palette.title},
                    {"values", to_word(palette.kind)},
                    {"colours", std::move(colours)},
                    {"source", palette.source},
                    {"licence", palette.licence},
                    {"caveats", palette.caveats}};
  if (!palette.names.empty()) json["names"] = palette.names;
  return json;
}

EntryJson to_json(const Style& style) {
  EntryJson json = {{"kind", "style"},
                    {"id", style.id},
                    {"for", style.files},
                    {"render", to_word(style.render)},
                    {"title", style.title},
                    {"group", style.group},
                    {"shown", to_word(style.shown)},
                    {"palette", style.palette},
                    {"opacity", style.opacity},
                    {"note", style.note}};
  if (!style.colour.empty()) json["colour"] = style.colour;
  if (style.range) json["range"] = *style.range;
  if (style.percentile) json["percentiles"] = *style.percentile;
  return json;
}

}  // namespace greisen
