// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "catalogue/catalogue_reading.hpp"

namespace greisen {
namespace {

Value read_parameter(const YamlNode& node, EntryReader& reader) {
  if (node.is_bool()) return node.as_bool();
  if (node.is_integer()) return node.as_int();
  if (node.is_number()) return node.as_double();
  if (node.is_text()) return node.as_string();
  const bool list = node.is_list() && !node.items.empty();
  if (list && std::all_of(node.items.begin(), node.items.end(), [](const YamlNode& n) { return n.is_number(); }))
    return node.as_doubles();
  if (list && std::all_of(node.items.begin(), node.items.end(), [](const YamlNode& n) { return n.is_scalar(); }))
    return node.as_strings();
  reader.fail("E2203", node, "a parameter must be a number, a word, true or false, or a list of numbers or of words");
  return false;
}

void read_params(const YamlNode& node, EntryReader& reader, std::map<std::string, Value, std::less<>>& params) {
  if (const YamlNode* rows = node.find("params"))
    for (const YamlEntry& row : rows->entries) params[row.key.text] = read_parameter(row.value, reader);
}

Membership read_membership(const YamlNode& node, EntryReader& reader) {
  Membership membership;
  membership.type = node.at("type").as_string();
  if (const YamlNode* value = node.find("f2_percentile")) membership.f2_percentile = value->as_double();
  if (const YamlNode* value = node.find("f2")) membership.f2 = value->as_double();
  if (const YamlNode* value = node.find("f2_least")) membership.f2_least = value->as_double();
  if (const YamlNode* value = node.find("f2_most")) membership.f2_most = value->as_double();
  if (membership.f2.has_value() == membership.f2_percentile.has_value()) {
    reader.fail("E2203", node, "a membership needs either f2_percentile or f2");
  }
  membership.f1 = EntryReader::number(node, "f1", 5);
  return membership;
}

Evidence read_evidence(const YamlNode& node, EntryReader& reader) {
  Evidence evidence;
  evidence.id = reader.id(node, false);
  evidence.family = node.at("family").as_string();
  evidence.weight = node.at("weight").as_double();
  for (const YamlNode& layer : node.at("layers").as_list()) evidence.layers.push_back(read_layer(layer, reader));
  evidence.membership = read_membership(node.at("membership"), reader);
  evidence.why = node.at("why").as_string();
  evidence.source = node.at("source").as_string();
  return evidence;
}

void check_references(const DepositModel& model, const YamlNode& node, EntryReader& reader) {
  std::set<std::string> families;
  for (const EvidenceFamily& family : model.families) {
    if (!families.insert(family.id).second)
      reader.fail("E2203", node, fmt::format("{} has two families '{}'", model.id, family.id));
  }
  std::set<std::string> known;
  for (const Evidence& evidence : model.evidence) {
    if (!known.insert(evidence.id).second)
      reader.fail("E2203", node, fmt::format("{} has two evidences '{}'", model.id, evidence.id));
    if (!families.contains(evidence.family)) {
      reader.fail("E2203", node,
                  fmt::format("{}: no family '{}' (evidence {})", model.id, evidence.family, evidence.id));
    }
  }
  if (!model.strength.empty() && !known.contains(model.strength))
    reader.fail("E2203", node, fmt::format("{} ranks by the unknown evidence '{}'", model.id, model.strength));
  for (const Requirement& requirement : model.requirements) {
    for (const std::string& id : requirement.any_of) {
      if (!known.contains(id))
        reader.fail("E2203", node, fmt::format("{} requires the unknown evidence '{}'", model.id, id));
    }
  }
}

}  // namespace

EvidenceLayer read_layer(const YamlNode& node, EntryReader& reader) {
  EvidenceLayer layer;
  layer.sensor = EntryReader::text(node, "sensor");
  int given = 0;
  for (std::size_t i = 0; i < origin_fields().size(); ++i)
    if (const YamlNode* const value = node.find(origin_fields()[i].key)) {
      layer.origin = read_origin(i, *value);
      ++given;
    }
  if (given != 1)
    reader.fail("E2203", node, "a layer is one of an index, a step, a distance, a reason and near_cloud_m");
  if (std::holds_alternative<origin::CloudRim>(layer.origin) && layer.sensor.empty())
    reader.fail("E2203", node, "near_cloud_m names no sensor: clouds are told by its scenes");
  if (auto* const step = std::get_if<origin::Step>(&layer.origin))
    read_params(node, reader, step->params);
  else if (node.find("params") != nullptr)
    reader.fail("E2203", node, "only a step takes params");
  if (const YamlNode* then = node.find("then"))
    for (const YamlNode& row : then->as_list()) {
      EvidenceStep step{row.at("step").as_string(), EntryReader::text(row, "with"), {}};
      read_params(row, reader, step.params);
      layer.then.push_back(std::move(step));
    }
  return layer;
}

DepositModel read_model(const YamlNode& node, EntryReader& reader) {
  DepositModel model;
  model.where = reader.where(node);
  model.id = reader.id(node, true);
  model.title = node.at("title").as_string();
  model.commodity = node.at("commodity").as_string();
  if (const YamlNode* words = node.find("commodity_words")) model.commodity_words = words->as_strings();
  model.deposit_type = node.at("deposit_type").as_string();
  model.looks_like = EntryReader::text(node, "looks_like", "ground like it");
  model.what_it_ranks = node.at("what_it_ranks").as_string();
  model.cannot_see = node.at("cannot_see").as_string();
  model.min_pixels = static_cast<int>(EntryReader::number(node, "min_pixels", 3));
  model.gamma = EntryReader::number(node, "gamma", 0.9);
  model.least_score = EntryReader::number(node, "least_score", 0);
  model.strength = EntryReader::text(node, "strength");
  model.join_gap_m = EntryReader::number(node, "join_gap_m", 0);
  model.least_elongation = EntryReader::number(node, "least_elongation", 1);
  model.least_evidence = static_cast<int>(EntryReader::number(node, "least_evidence", 2));
  model.least_weight_percent = EntryReader::number(node, "least_weight_percent", 40);
  for (const YamlNode& family : node.at("families").as_list()) {
    model.families.push_back({reader.id(family, false), family.at("name").as_string(),
                              EntryReader::text(family, "combine", "weighted_gamma"),
                              EntryReader::number(family, "gamma", 0.9), EntryReader::number(family, "weight", 1)});
  }
  for (const YamlNode& evidence : node.at("evidence").as_list())
    model.evidence.push_back(read_evidence(evidence, reader));
  if (const YamlNode* requirements = node.find("requirements")) {
    for (const YamlNode& row : requirements->as_list()) {
      model.requirements.push_back({row.at("any_of").as_strings(), row.at("reason").as_string()});
    }
  }
  model.source = node.at("source").as_string();
  check_references(model, node, reader);
  return model;
}

}  // namespace greisen
