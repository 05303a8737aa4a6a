// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "base/text.hpp"
#include "catalogue/catalogue_reading.hpp"

namespace greisen {
namespace {

std::optional<std::array<double, 2>> pair_of(const YamlNode& node, std::string_view key, EntryReader& reader) {
  const YamlNode* const value = node.find(key);
  if (value == nullptr) return std::nullopt;
  const std::vector<double> ends = value->as_doubles();
  if (ends[0] >= ends[1]) reader.fail("E2203", *value, std::string(key) + ": the first must be less than the second");
  return std::array<double, 2>{ends[0], ends[1]};
}

bool flag_of(const YamlNode& node, std::string_view key) {
  const YamlNode* const value = node.find(key);
  return value != nullptr && value->as_bool();
}

void check_range(const Style& style, const YamlNode& node, EntryReader& reader) {
  if (style.render == Render::ramp && style.range.has_value() == style.percentile.has_value())
    reader.fail("E2203", node, style.id + ": a ramp has either a range or percentiles");
  if (style.render == Render::composite && style.bands.empty())
    reader.fail("E2203", node, style.id + ": a composite names its bands");
  for (const std::string& roles : style.bands)
    if (split(roles, ' ').size() != 3)
      reader.fail("E2203", node, style.id + ": bands are three roles with blanks between: red green blue");
}

}  // namespace

Style read_style(const YamlNode& node, EntryReader& reader) {
  Style style;
  style.where = reader.where(node);
  style.id = reader.id(node, false);
  style.files = node.at("for").as_string();
  style.render = render_of(node.at("render").as_string()).value_or(Render::ramp);
  style.title = node.at("title").as_string();
  style.group = node.at("group").as_strings();
  style.shown = shown_of(EntryReader::text(node, "shown", "no")).value_or(Shown::no);
  style.palette = node.at("palette").as_string();
  style.colour = EntryReader::text(node, "colour");
  style.range = pair_of(node, "range", reader);
  style.percentile = pair_of(node, "percentiles", reader);
  style.about_zero = flag_of(node, "about_zero");
  style.reversed = flag_of(node, "reversed");
  style.unit = EntryReader::text(node, "unit");
  style.label = EntryReader::text(node, "label");
  style.opacity = EntryReader::number(node, "opacity", 1);
  style.fill_opacity = EntryReader::number(node, "fill_opacity", 0);
  style.width_mm = EntryReader::number(node, "width_mm", style.width_mm);
  style.size_mm = EntryReader::number(node, "size_mm", style.size_mm);
  style.symbol = EntryReader::text(node, "symbol");
  style.by = EntryReader::text(node, "by");
  if (const YamlNode* const bands = node.find("bands")) style.bands = bands->as_strings();
  style.note = EntryReader::text(node, "note");
  check_range(style, node, reader);
  return style;
}

}  // namespace greisen
