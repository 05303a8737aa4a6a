// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/repeats.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include "base/file_state.hpp"
#include "base/text.hpp"
#include "geo/gdal/input_files.hpp"

namespace greisen {
namespace {

/// One band of one file, however it is reached.
std::string place_of(const geo::BandSource& source) {
  const auto [file, rest] = geo::file_and_rest(source.path);
  const auto id = file_id(file);
  return (id ? std::to_string(id->first) + ":" + std::to_string(id->second) : file) + " " + rest + " " +
         std::to_string(source.band);
}

/// What tells a product from all others, in the words of its agency; empty where the name says too little.
std::string product_of(const scene::Scene& scene) {
  if (scene.tile.empty() || scene.date.empty()) return {};
  return scene.sensor + " " + scene.id + " " + scene.tile + " " + scene.date + " " + scene.time + " " + scene.level;
}

/// One file by whatever path; what is not there stands for itself.
std::string file_key(const Survey& survey, const geo::VectorFile& file) {
  const auto id = file_id(path_in(survey, file.path));
  return (id ? std::to_string(id->first) + ":" + std::to_string(id->second) : file.path) + "\n" + file.layer;
}

template <class T, class Key, class Name>
void drop_repeats(std::vector<T>& list, const char* what, Log& log, Key key, Name name) {
  std::set<std::string> seen;
  std::erase_if(list, [&](const T& one) {
    if (seen.insert(key(one)).second) return false;
    log.warn("W2102", std::string(what) + " " + printable(name(one)) + " is named twice; it counts once");
    return true;
  });
}

}  // namespace

void count_once(Survey& survey, Log& log) {
  const auto itself = [](const std::string& text) { return text; };
  drop_repeats(survey.models, "the model", log, itself, itself);
  drop_repeats(
      survey.mask.areas, "the masked area", log, [&](const geo::VectorFile& file) { return file_key(survey, file); },
      [](const geo::VectorFile& file) { return file.path; });
  drop_repeats(
      survey.exclude, "the excluded ground", log,
      [&](const LandUse& one) { return file_key(survey, one.file) + "\n" + one.name; },
      [](const LandUse& one) { return one.name; });
}

std::vector<scene::Scene> without_repeats(std::vector<scene::Scene> scenes, Log& log) {
  std::vector<scene::Scene> kept;
  std::map<std::string, std::size_t> by_place;  // of bands, and of products
  for (scene::Scene& scene : scenes) {
    std::vector<std::string> places;
    for (const scene::SceneBand& band : scene.bands) places.push_back(place_of(band.source));
    if (const std::string product = product_of(scene); !product.empty()) places.push_back(product);
    const auto known = std::ranges::find_if(places, [&](const std::string& place) { return by_place.contains(place); });
    std::size_t at = kept.size();
    if (known == places.end()) {
      kept.push_back(std::move(scene));
    } else {
      at = by_place.at(*known);
      log.warn("W3102", printable(scene.id) + " is named by two entries; it counts once");
      if (scene.bands.size() > kept[at].bands.size()) kept[at] = std::move(scene);
    }
    for (const std::string& place : places) by_place.emplace(place, at);
  }
  return kept;
}

}  // namespace greisen
