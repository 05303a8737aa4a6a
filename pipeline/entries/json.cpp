// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <nlohmann/json.hpp>

#include "pipeline/entries/facts.hpp"

namespace greisen {
namespace {

EntryJson value_json(const Value& value) {
  return std::visit(
      [](const auto& held) -> EntryJson {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, NumberTable>)
          return {{"columns", held.columns}, {"values", held.values}};
        else
          return EntryJson(held);
      },
      value);
}

EntryJson param_json(const Param& param) {
  EntryJson json = {
      {"name", param.name}, {"type", type_text(param)}, {"text", param.text}, {"required", !param.fallback}};
  if (param.fallback) json["default"] = value_json(*param.fallback);
  if (param.minimum) json["minimum"] = *param.minimum;
  if (param.maximum) json["maximum"] = *param.maximum;
  if (!param.choices.empty()) json["choices"] = param.choices;
  return json;
}

EntryJson on_json(const OnSensor& on) {
  EntryJson json = {{"sensor", on.sensor}, {"available", on.available}};
  if (on.available) {
    json["formula"] = on.formula;
    if (!on.bands.empty()) json["bands"] = on.bands;
  } else {
    json["reason"] = on.reason;
  }
  return json;
}

EntryJson number_json(double value) { return std::isnan(value) ? EntryJson(nullptr) : EntryJson(value); }

EntryJson check_json(const IndexCheck& check) {
  EntryJson json = {{"on", check.on}, {"inputs", EntryJson::object()}, {"value", number_json(check.value)}};
  for (const auto& [name, value] : check.inputs) json["inputs"][name] = number_json(value);
  return json;
}

EntryJson model_on_json(const ModelOnSensor& on) {
  EntryJson json = {
      {"sensor", on.sensor}, {"available", on.available}, {"weight_percent", on.weight_percent}, {"given", on.given}};
  json["shapes"] = on.shapes;
  json["missing"] = EntryJson::array();
  for (const auto& [id, reason] : on.missing) json["missing"].push_back({{"evidence", id}, {"reason", reason}});
  return json;
}

EntryJson evidence_json(const Evidence& evidence) {
  EntryJson json = {{"id", evidence.id},   {"family", evidence.family}, {"weight", evidence.weight},
                    {"why", evidence.why}, {"source", evidence.source}, {"membership", evidence.membership.type}};
  json["layers"] = EntryJson::array();
  for (const EvidenceLayer& layer : evidence.layers) {
    EntryJson one = {{"sensor", layer.sensor}};
    const Value first = value_of(layer.origin);
    EntryJson& value = one[std::string(key_of(layer.origin))];
    if (const auto* const number = std::get_if<double>(&first))
      value = *number;
    else
      value = std::get<std::string>(first);
    one["then"] = EntryJson::array();
    for (const EvidenceStep& step : layer.then) one["then"].push_back({{"step", step.step}, {"with", step.with}});
    json["layers"].push_back(std::move(one));
  }
  return json;
}

}  // namespace

EntryJson to_json(const Sensor& sensor, const Catalogue& catalogue) {
  EntryJson json = {{"kind", "sensor"}, {"id", sensor.id}, {"name", sensor.name}, {"family", sensor.family}};
  json["spectrometer"] = sensor.contiguous();
  const MeasurementCount count = count_measurements(catalogue, sensor);
  json["entries"] = count.entries;
  json["distinct"] = count.distinct;
  json["bands"] = EntryJson::array();
  for (const Band& band : sensor.bands) {
    json["bands"].push_back({{"name", band.name},
                             {"role", band.role},
                             {"centre_nm", band.centre_nm},
                             {"width_nm", band.width_nm},
                             {"pixel_m", band.pixel_m},
                             {"thermal", band.thermal}});
  }
  json["unavailable"] = EntryJson::array();
  for (const IndexEntry& entry : catalogue.indices) {
    const OnSensor on = index_on(entry, sensor);
    if (!on.available) json["unavailable"].push_back({{"index", entry.id}, {"reason", on.reason}});
  }
  json["source"] = sensor.source;
  json["cloud_buffer_m"] = sensor.cloud_buffer_m;
  json["scaling"] = sensor.scaling;
  json["doubts"] = sensor.doubts;
  return json;
}

EntryJson to_json(const IndexEntry& entry, const std::vector<const Sensor*>& sensors) {
  EntryJson json = {{"kind", "index"}, {"id", entry.id}, {"group", entry.group}, {"name", entry.name}};
  json["formula"] = entry.formula ? EntryJson(entry.formula->to_text()) : EntryJson(nullptr);
  json["shows"] = entry.shows;
  json["high_means"] = entry.high_means_more ? "more" : "less";
  json["unit"] = entry.unit;
  json["source"] = entry.source;
  json["status"] = to_word(entry.status);
  json["verification"] = verification_words(entry.verification);
  json["doubt"] = entry.doubt;
  json["caveats"] = entry.caveats;
  json["needs_reflectance"] = !entry.invariance().scale;
  json["needs_known_offset"] = !entry.invariance().offset;
  json["needs_radiance"] = entry.needs_radiance;
  json["on"] = EntryJson::array();
  for (const Sensor* sensor : sensors) {
    EntryJson on = on_json(index_on(entry, *sensor));
    on["rank_group"] = entry.rank_group_on(*sensor);
    json["on"].push_back(std::move(on));
  }
  json["checks"] = EntryJson::array();
  for (const IndexCheck& check : entry.checks) json["checks"].push_back(check_json(check));
  return json;
}

EntryJson to_json(const Step& step) {
  EntryJson json = {{"kind", "step"}, {"id", step.id}, {"summary", step.summary}, {"source", step.source}};
  json["params"] = EntryJson::array();
  for (const Param& param : step.params) json["params"].push_back(param_json(param));
  return json;
}

EntryJson to_json(const DepositModel& model, const std::vector<const Sensor*>& sensors, const Catalogue& catalogue) {
  EntryJson json = {{"kind", "model"},
                    {"id", model.id},
                    {"title", model.title},
                    {"commodity", model.commodity},
                    {"deposit_type", model.deposit_type},
                    {"looks_like", model.looks_like},
                    {"what_it_ranks", model.what_it_ranks},
                    {"cannot_see", model.cannot_see},
                    {"min_pixels", model.min_pixels},
                    {"source", model.source}};
  json["families"] = EntryJson::array();
  for (const EvidenceFamily& family : model.families)
    json["families"].push_back({{"id", family.id},
                                {"name", family.name},
                                {"combine", family.combine},
                                {"gamma", family.gamma},
                                {"weight", family.weight}});
  json["evidence"] = EntryJson::array();
  for (const Evidence& evidence : model.evidence) json["evidence"].push_back(evidence_json(evidence));
  json["on"] = EntryJson::array();
  for (const Sensor* sensor : sensors) json["on"].push_back(model_on_json(model_on(model, *sensor, catalogue)));
  return json;
}

EntryJson to_json(const Spectrum& spectrum) {
  EntryJson json = {{"kind", "spectrum"},           {"id", spectrum.id},
                    {"name", spectrum.name},        {"sample", spectrum.sample},
                    {"points", spectrum.nm.size()}, {"from_nm", spectrum.nm.front()},
                    {"to_nm", spectrum.nm.back()},  {"source", spectrum.source},
                    {"caveats", spectrum.caveats}};
  json["parts"] = EntryJson::array();
  for (const auto& [id, fraction] : spectrum.parts) json["parts"].push_back({{"spectrum", id}, {"fraction", fraction}});
  return json;
}

EntryJson to_json(const Lookalike& lookalike) {
  return {{"kind", "lookalike"},      {"id", lookalike.id},         {"title", lookalike.title},
          {"risk", lookalike.risk},   {"models", lookalike.models}, {"at_least", lookalike.at_least},
          {"share", lookalike.share}, {"why", lookalike.why},       {"tell_apart", lookalike.tell_apart},
          {"doubt", lookalike.doubt}, {"source", lookalike.source}};
}

EntryJson to_json(const ErrorCode& code) {
  return {{"kind", "code"},
          {"id", code.id},
          {"exit_code", code.id.starts_with('W') ? EntryJson(nullptr) : EntryJson(code.id[1] - '0')},
          {"title", code.title},
          {"explanation", code.explanation}};
}

EntryJson to_json(const ReasonFact& reason) {
  return {{"kind", "reason"}, {"id", reason.word}, {"bit", reason.bit}, {"text", reason.text}};
}

}  // namespace greisen
