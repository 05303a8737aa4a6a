// SPDX-License-Identifier: Apache-2.0
#include "catalogue/catalogue_reading.hpp"

namespace greisen {
namespace {

std::optional<double> given(const YamlNode& node, std::string_view key) {
  const YamlNode* const value = node.find(key);
  return value == nullptr ? std::nullopt : std::optional(value->as_double());
}

}  // namespace

Lookalike read_lookalike(const YamlNode& node, EntryReader& reader) {
  Lookalike lookalike;
  lookalike.where = reader.where(node);
  lookalike.id = reader.id(node, true);
  lookalike.title = node.at("title").as_string();
  lookalike.risk = node.at("risk").as_double();
  lookalike.sign.id = lookalike.id;
  if (const YamlNode* const models = node.find("models")) lookalike.models = models->as_strings();
  if (const YamlNode* const layers = node.find("layers"))
    for (const YamlNode& layer : layers->as_list()) lookalike.sign.layers.push_back(read_layer(layer, reader));
  lookalike.at_least = EntryReader::number(node, "at_least", 0);
  lookalike.share = EntryReader::number(node, "share", 0.5);
  if (const YamlNode* const form = node.find("form"))
    lookalike.form = LookalikeForm{given(*form, "elongation_below"), given(*form, "bend_above"),
                                   given(*form, "length_above_m"), given(*form, "area_below_ha")};
  if (lookalike.sign.layers.empty() && !lookalike.form)
    reader.fail("E2203", node, lookalike.id + " has neither layers nor a form: nothing could look like it");
  if (!lookalike.sign.layers.empty() && node.find("at_least") == nullptr)
    reader.fail("E2203", node, lookalike.id + " has layers and no at_least");
  lookalike.why = node.at("why").as_string();
  lookalike.tell_apart = node.at("tell_apart").as_string();
  lookalike.doubt = EntryReader::text(node, "doubt");
  lookalike.source = node.at("source").as_string();
  return lookalike;
}

}  // namespace greisen
