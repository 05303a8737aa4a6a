// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/surfaces.hpp"

#include <map>
#include <stdexcept>
#include <string_view>

#include "base/hash.hpp"
#include "sample_data/channels.hpp"
#include "sample_data/districts/outlines.hpp"
#include "sample_data/districts/spectra.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kMixStream = 0x313;
constexpr double kDiffers = 0.25;  ///< of a share, spread of its logarithm

/// Share and spectrum, as a mean over districts. Powders are brighter than faces of rock: `dark` is shade, graphite,
/// biotite.
using Recipe = std::vector<std::pair<double, std::string_view>>;

class Mixer {
 public:
  Mixer(const Catalogue& catalogue, const Materials& materials, std::uint64_t seed)
      : chance_(mix64(seed) ^ kMixStream) {
    const Channels channels(catalogue);
    for (const DistrictSpectrum& one : district_spectra())
      known_[one.spectrum.id] = channels.seen(one.spectrum, one.emissivity);
    known_["dark"] = materials.dark;
    known_["water"] = materials.water;
  }
  [[nodiscard]] const Reflectance& pure(std::string_view id) const {
    const auto found = known_.find(id);
    if (found == known_.end()) throw std::logic_error("no spectrum of that name");
    return found->second;
  }
  Reflectance operator()(const Recipe& recipe) {
    std::vector<std::pair<double, const Reflectance*>> parts;
    parts.reserve(recipe.size());
    for (const auto& [share, id] : recipe) parts.emplace_back(chance_.lognormal(share, kDiffers), &pure(id));
    return mixed(parts);
  }

 private:
  std::map<std::string_view, Reflectance> known_;
  Chance chance_;
};

const std::vector<std::pair<Kind, Recipe>>& rocks() {
  static const std::vector<std::pair<Kind, Recipe>> all = {
      {Kind::slate, {{0.45, "chlorite_phyllite"}, {0.12, "illite"}, {0.08, "goethite_phyllite"}, {0.35, "dark"}}},
      {Kind::granite,
       {{0.14, "oligoclase"},
        {0.15, "quartz"},
        {0.05, "muscovite"},
        {0.25, "biotite"},
        {0.12, "lichen"},
        {0.25, "dark"}}},
      {Kind::leucogranite,
       {{0.22, "albite"},
        {0.20, "quartz"},
        {0.11, "muscovite"},
        {0.04, "kaolinite"},
        {0.13, "lichen"},
        {0.30, "dark"}}},
      {Kind::marble, {{0.24, "calcite"}, {0.10, "dolomite"}, {0.05, "goethite"}, {0.06, "actinolite"}, {0.55, "dark"}}},
      {Kind::quartzite,
       {{0.22, "quartz"}, {0.25, "stained_quartzite"}, {0.18, "grey_lichen"}, {0.04, "muscovite"}, {0.31, "dark"}}},
      {Kind::scree, {{0.20, "quartz"}, {0.20, "stained_quartzite"}, {0.28, "grey_lichen"}, {0.32, "dark"}}},
      {Kind::rana,
       {{0.12, "quartz"},
        {0.10, "hematite"},
        {0.12, "goethite"},
        {0.08, "kaolinite"},
        {0.28, "varnish"},
        {0.30, "dark"}}},
      {Kind::arkose,
       {{0.16, "quartz"},
        {0.14, "oligoclase"},
        {0.08, "kaolinite"},
        {0.10, "smectite"},
        {0.05, "goethite"},
        {0.40, "dark"}}},
      {Kind::dyke,
       {{0.27, "albite"},
        {0.16, "quartz"},
        {0.10, "muscovite"},
        {0.08, "oligoclase"},
        {0.03, "kaolinite"},
        {0.30, "dark"}}},
      {Kind::greisen,
       {{0.30, "quartz"},
        {0.27, "muscovite"},
        {0.03, "topaz"},
        {0.05, "goethite"},
        {0.02, "hematite"},
        {0.36, "dark"}}},
      {Kind::skarn,
       {{0.18, "epidote"},
        {0.16, "andradite"},
        {0.14, "hedenbergite"},
        {0.14, "actinolite"},
        {0.07, "vesuvianite"},
        {0.06, "calcite"},
        {0.05, "goethite"},
        {0.20, "dark"}}},
      {Kind::quartz_dyke,
       {{0.45, "vein_quartz"}, {0.05, "goethite"}, {0.06, "muscovite"}, {0.10, "lichen"}, {0.30, "dark"}}},
      {Kind::silicified_fault,
       {{0.26, "vein_quartz"},
        {0.16, "stained_quartzite"},
        {0.05, "hematite"},
        {0.05, "kaolinite"},
        {0.04, "gossan"},
        {0.40, "dark"}}},
  };
  return all;
}

/// What people and fire made, water, and fields: no rock shows through.
const std::vector<std::pair<Kind, Recipe>>& covers() {
  static const std::vector<std::pair<Kind, Recipe>> all = {
      {Kind::wall, {{0.14, "oligoclase"}, {0.14, "quartz"}, {0.08, "biotite"}, {0.34, "grey_lichen"}, {0.30, "dark"}}},
      {Kind::straw, {{1.35, "straw"}, {0.10, "quartz"}}},
      {Kind::stubble, {{0.80, "straw"}, {0.30, "dry_grass"}, {0.08, "quartz"}, {0.05, "goethite"}}},
      {Kind::ploughed, {{0.10, "smectite"}, {0.12, "goethite"}, {0.08, "quartz"}, {0.08, "illite"}, {0.60, "dark"}}},
      {Kind::crop, {{0.75, "scrub"}, {0.25, "dark"}}},
      {Kind::fallow, {{0.80, "dry_grass"}, {0.08, "smectite"}, {0.08, "goethite"}, {0.08, "quartz"}}},
      {Kind::burn, {{0.85, "burnt"}, {0.08, "dry_grass"}, {0.07, "dark"}}},
      {Kind::roof, {{0.75, "brick"}, {0.15, "concrete"}, {0.10, "dark"}}},
      {Kind::shed, {{0.60, "sheet_metal"}, {0.30, "concrete"}}},
      {Kind::quarry, {{0.22, "oligoclase"}, {0.22, "quartz"}, {0.05, "muscovite"}, {0.08, "biotite"}, {0.30, "dark"}}},
      {Kind::shore, {{0.20, "quartz"}, {0.10, "smectite"}, {0.08, "illite"}, {0.05, "goethite"}, {0.45, "dark"}}},
      {Kind::pond, {{1.0, "water"}}},
  };
  return all;
}

}  // namespace

Reflectance bare_rock(const Surfaces& surfaces, const Draw& draw, Kind kind) {
  const double stain = kind <= Kind::aplite ? draw[Trait::dyke_stain] : 0;
  const double lichen = draw[Trait::dyke_lichen];
  return mixed({{1 - lichen - stain, &surfaces.of_kind.at(static_cast<std::size_t>(kind))},
                {lichen, &surfaces.lichen},
                {stain, &surfaces.goethite}});
}

Surfaces surfaces_of(const Catalogue& catalogue, const Materials& materials, const Draw& draw, std::uint64_t seed) {
  Mixer mix(catalogue, materials, seed);
  Surfaces surfaces = {};
  const auto of = [&](Kind kind) -> Reflectance& { return surfaces.of_kind.at(static_cast<std::size_t>(kind)); };
  for (const auto* table : {&rocks(), &covers()})
    for (const auto& [kind, recipe] : *table) of(kind) = mix(recipe);
  of(Kind::aplite) = of(Kind::dyke);
  const Reflectance loam =
      mix({{0.07, "smectite"}, {0.09, "illite"}, {0.10, "quartz"}, {draw[Trait::iron], "goethite"}, {0.60, "dark"}});
  const Reflectance sand = mix(
      {{0.12, "oligoclase"}, {0.16, "quartz"}, {0.06, "kaolinite"}, {draw[Trait::iron], "goethite"}, {0.40, "dark"}});
  for (std::size_t i = 0; i < surfaces.soil.size(); ++i) {
    const auto kind = static_cast<Kind>(i);
    const bool sandy = kind == Kind::granite || kind == Kind::leucogranite || kind == Kind::arkose;
    if (is_bedrock(kind)) surfaces.soil.at(i) = mixed({{0.4, &of(kind)}, {0.6, sandy ? &sand : &loam}});
  }
  of(Kind::track) = mixed({{0.5, &sand}, {0.6, &loam}});
  of(Kind::firebreak) = mixed({{0.85, &loam}, {0.25, &mix.pure("dry_grass")}});
  surfaces.goethite = mix.pure("goethite");
  surfaces.lichen = mix({{0.5, "lichen"}, {0.4, "grey_lichen"}});
  surfaces.green = mix({{0.30, "oak"}, {0.20, "pine"}, {0.25, "scrub"}, {0.25, "dark"}});
  surfaces.dry = mix({{0.75, "dry_grass"}, {0.45, "straw"}});
  return surfaces;
}

}  // namespace greisen::sample
