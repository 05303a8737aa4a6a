// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/read/band_source.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/products/json_text.hpp"
#include "pipeline/products/report/chips.hpp"
#include "pipeline/products/report/parts.hpp"
#include "targets/target_ground.hpp"

namespace greisen {
namespace {

Json rings_of(const DeliveredTargets::Target& target) {
  Json rings = Json::array();
  for (const geo::Ring& ring : target.rings) {
    Json points = Json::array();
    for (const geo::Point& point : ring) points.push_back({point.x, point.y});
    rings.push_back(std::move(points));
  }
  return rings;
}

/// Sets `to` from the property `from` where it is a number.
void take(const Json& properties, const char* from, Json& target, const char* to) {
  if (const auto found = properties.find(from); found != properties.end() && found->is_number()) target[to] = *found;
}

/// The words of a cell that joins them by "; ".
std::vector<std::string> listed(const std::string& cell) {
  std::vector<std::string> words;
  for (std::string& word : split(cell, ';')) {
    word.erase(0, word.find_first_not_of(' '));
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

Json flags_of(const ReportSource& source, const std::string& flags) {
  Json list = Json::array();
  for (const std::string& flag : listed(flags)) {
    const auto& known = source.loaded.catalogue->lookalikes;
    const auto found = std::ranges::find(known, flag, &Lookalike::id);
    list.push_back({{"id", flag},
                    {"title", found == known.end() ? readable(flag) : found->title},
                    {"risk", found == known.end() ? 0.0 : found->risk}});
  }
  return list;
}

/// "bright 0.931; clay 0.700".
std::map<std::string, double> means_of(const std::string& memberships) {
  std::map<std::string, double> means;
  for (const std::string& word : listed(memberships)) {
    const std::size_t space = word.rfind(' ');
    const auto mean =
        space == std::string::npos ? std::nullopt : parse_double(std::string_view(word).substr(space + 1));
    if (mean) means[word.substr(0, space)] = *mean;
  }
  return means;
}

Json target_of(const ReportSource& source, const DeliveredTargets::Target& delivered) {
  const Json& properties = *delivered.properties;
  Json target;
  const std::string& model = delivered.model;
  const std::vector<ModelUse>& models = source.loaded.graph.models;
  for (std::size_t i = 0; i < models.size(); ++i)
    if (models[i].model->id == model) {
      target["modelTitle"] = models[i].model->title;
      target["kindTitle"] = models[i].model->looks_like;
    }
  target["model"] = model;
  target["id"] = delivered.label;
  take(properties, "rank", target, "rank");
  for (const auto& [from, to] : {std::pair{"score", "score"},
                                 {"score_low", "low"},
                                 {"score_high", "high"},
                                 {"area_ha", "areaHa"},
                                 {"length_m", "lengthM"},
                                 {"width_m", "widthM"},
                                 {"strike_deg", "strikeDeg"},
                                 {"lon", "lon"},
                                 {"lat", "lat"},
                                 {"x", "x"},
                                 {"y", "y"},
                                 {"judged_share", "judgedShare"},
                                 {"nearest_known_m", "nearestKnownM"},
                                 {"rank_in_area_percent", "licencePercent"},
                                 {"rank_with_margin_percent", "contextPercent"},
                                 {"elevation_m", "elevationM"},
                                 {"slope_deg", "slopeDeg"}})
    take(properties, from, target, to);
  if (const std::string branch = json_text(properties, "branch"); !branch.empty()) target["branch"] = readable(branch);
  target["families"] = listed(json_text(properties, "families")).size();
  target["flags"] = flags_of(source, json_text(properties, "flags"));
  for (const auto& [from, to] : {std::pair{"known", "known"}, {"land_use", "landUse"}})
    if (const std::string text = json_text(properties, from); !text.empty()) target[to] = text;
  target["dates"] = listed(json_text(properties, "sensor_dates"));
  target["rings"] = rings_of(delivered);
  const std::map<std::string, double> means = means_of(json_text(properties, "memberships"));
  for (const auto& [from, to] : {std::pair{"raised_by", "raisedBy"}, {"lowered_by", "loweredBy"}}) {
    target[to] = Json::array();
    for (const std::string& id : listed(json_text(properties, from)))
      target[to].push_back({{"name", id}, {"title", readable(id)}});
    for (Json& one : target[to])
      if (const auto mean = means.find(one["name"].get<std::string>()); mean != means.end())
        one["value"] = mean->second;
  }
  return target;
}

/// The spectra of the catalogue that a model searches with.
std::vector<const Spectrum*> references_of(const Catalogue& catalogue, const DepositModel& model) {
  std::vector<const Spectrum*> found;
  for (const Evidence& evidence : model.evidence)
    for (const EvidenceLayer& layer : evidence.layers) {
      const auto* const step = std::get_if<origin::Step>(&layer.origin);
      if (step == nullptr) continue;
      const auto named = step->params.find("spectrum");
      if (named == step->params.end()) continue;
      const auto* id = std::get_if<std::string>(&named->second);
      const Spectrum* spectrum = id == nullptr ? nullptr : &catalogue.find_spectrum(*id);
      if (spectrum != nullptr && std::ranges::find(found, spectrum) == found.end()) found.push_back(spectrum);
    }
  return found;
}

/// Mean reflectance of the targets in the bands of one sensor, where it was kept.
void add_spectra(const ReportSource& source, const SensorUse& use, const targets::TargetGround& ground, Json& targets) {
  const std::string path = source.folder + "/" + reflectance_file(use.sensor.id);
  if (!geo::is_file(path) || !scene::is_reflectance(use.kind)) return;
  std::vector<const Band*> bands;
  std::vector<std::vector<targets::TargetGround::Values>> values;
  for (std::size_t i = 0; i < use.bands.size(); ++i) {
    const auto number = use.sensor.find(use.bands[i]);
    if (!number || use.sensor.bands[static_cast<std::size_t>(*number)].thermal) continue;
    bands.push_back(&use.sensor.bands[static_cast<std::size_t>(*number)]);
    values.push_back(ground.values(path, static_cast<int>(i) + 1));
  }
  if (bands.size() < 3) return;
  const auto rounded = [](double value) { return std::isfinite(value) ? Json(std::round(value * 1e4) / 1e4) : Json(); };
  for (std::size_t t = 0; t < targets.size(); ++t) {
    if (targets[t].contains("spectra")) continue;
    Json spectra = {{"bands", Json::array()},
                    {"target", Json::array()},
                    {"low", Json::array()},
                    {"high", Json::array()},
                    {"references", Json::array()}};
    for (std::size_t b = 0; b < bands.size(); ++b) {
      const targets::TargetGround::Values& one = values[b][t];
      spectra["bands"].push_back({{"name", bands[b]->name}, {"nm", bands[b]->centre_nm}});
      spectra["target"].push_back(rounded(one.mean));
      spectra["low"].push_back(rounded(one.mean - one.spread));
      spectra["high"].push_back(rounded(one.mean + one.spread));
    }
    if (std::ranges::any_of(spectra["target"], [](const Json& value) { return value.is_null(); })) continue;
    for (const ModelUse& model : source.loaded.graph.models) {
      if (targets[t]["model"] != model.model->id) continue;
      for (const Spectrum* reference : references_of(*source.loaded.catalogue, *model.model)) {
        Json list = Json::array();
        for (const Band* band : bands) list.push_back(rounded(resample(*reference, *band)));
        spectra["references"].push_back({{"title", reference->name}, {"values", std::move(list)}});
      }
    }
    targets[t]["spectra"] = std::move(spectra);
  }
}

std::vector<const SensorUse*> sharpest_first(const std::vector<SensorUse>& sensors) {
  std::vector<const SensorUse*> sorted;
  for (const SensorUse& use : sensors)
    if (!use.sensor.bands.empty()) sorted.push_back(&use);
  std::ranges::stable_sort(sorted, {}, [](const SensorUse* use) {
    return std::ranges::min_element(use->sensor.bands, {}, &Band::pixel_m)->pixel_m;
  });
  return sorted;
}

}  // namespace

Json report_targets(const ReportSource& source) {
  Json targets = Json::array();
  for (const DeliveredTargets::Target& one : source.targets.all) targets.push_back(target_of(source, one));
  if (targets.empty()) return targets;
  const targets::TargetGround ground(source.targets.each_ground(), source.loaded.graph.graph->grid(),
                                     source.loaded.graph.area.crs);
  for (const SensorUse* use : sharpest_first(source.loaded.graph.sensors)) add_spectra(source, *use, ground, targets);
  add_chips(source, ground, targets);
  return targets;
}

}  // namespace greisen
