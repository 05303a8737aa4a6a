// SPDX-License-Identifier: Apache-2.0
#include "sample_data/ground.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/hash.hpp"
#include "sample_data/country.hpp"
#include "sample_data/landscape.hpp"
#include "sample_data/noise.hpp"

namespace greisen::sample {
namespace {

// Seeds of the textures: any numbers that differ.
constexpr std::uint64_t kDrySeed = 0xd41;
constexpr std::uint64_t kGreenSeed = 0x64ee;
constexpr std::uint64_t kTreeSeed = 0x74ee;
constexpr std::uint64_t kIronSeed = 0xfe203;
constexpr std::uint64_t kMicaSeed = 0x31ca;
constexpr std::uint64_t kBrightSeed = 0xb419;
constexpr std::uint64_t kTorSeed = 0x704;
constexpr std::uint64_t kExposureSeed = 0xe890;

geo::Point place_of(int row, int col) { return {(col + 0.5) * kPixelMetres, side_m() - (row + 0.5) * kPixelMetres}; }

/// Of what is reflected.
void scale(Reflectance& values, double factor) {
  for (std::size_t band = 0; band + kThermalBands < values.size(); ++band) values.at(band) *= factor;
}

/// Cosine of the sun's angle to the slope over that to level ground.
double light_at(const geo::Point& place) {
  const double zenith = kSunZenithDeg * std::numbers::pi / 180;
  const double azimuth = kSunAzimuthDeg * std::numbers::pi / 180;
  const double east = (height_m({place.x + 15, place.y}) - height_m({place.x - 15, place.y})) / 30;
  const double north = (height_m({place.x, place.y + 15}) - height_m({place.x, place.y - 15})) / 30;
  const double towards = (east * std::sin(azimuth) + north * std::cos(azimuth)) * std::tan(zenith);
  return std::max(0.3, (1 - towards) / std::sqrt(1 + east * east + north * north));
}

}  // namespace

/// Dry grass nearly everywhere in July; scrub and oaks in patches, along the river and in hollows; single trees.
Ground::Plants Ground::plants_at(const geo::Point& place, int row, int col, double outcrop) const {
  Plants plants;
  const double moist = smooth_step(150, 30, std::abs(river_distance_m(place))) + smooth_step(320, 270, height_m(place));
  plants.green = 0.13 * texture(kGreenSeed, place, {900, 14}) - 0.02 + 0.35 * moist;
  plants.green += difficulty_.green_cover - Difficulty().green_cover;
  const double north_scrub = smooth_step(500, 250, std::hypot(place.x - 2150, place.y - 5050));
  plants.green += 0.3 * north_scrub;
  const double trees = std::clamp(0.05 + 0.05 * texture(kTreeSeed, place, {1200, 200}), 0.0, 0.25);
  if (unit_random(kTreeSeed, row, col) < trees) plants.green += 0.15 + 0.4 * unit_random(kTreeSeed + 1, row, col);
  plants.green = std::clamp(plants.green, 0.01, 0.8) * (1 - 0.7 * outcrop);
  plants.dry = std::clamp(0.42 + 0.16 * texture(kDrySeed, place, {700, 10}), 0.05, 0.85) * (1 - 0.75 * outcrop);
  plants.dry = std::min(plants.dry, 1 - plants.green);
  return plants;
}

/// Soil and rock between plants. Slate is dark and stained; granite soil is sandy, its bare domes pale under lichen.
Reflectance Ground::bedrock_at(const geo::Point& place, double outcrop) const {
  const double granite = granite_share(place);
  const double iron = std::clamp(0.13 + 0.05 * texture(kIronSeed, place, {800, 40}), 0.02, 0.35);
  const double mica = std::clamp(0.06 + 0.025 * texture(kMicaSeed, place, {500, 40}), 0.0, 0.2);
  const Reflectance slate =
      mixed({{mica, &m_.muscovite}, {iron, &m_.goethite}, {0.05, &m_.quartz}, {0.89 - mica - iron, &m_.dark}});
  const Reflectance sand = mixed({{0.10, &m_.albite},
                                  {0.09, &m_.quartz},
                                  {0.03, &m_.muscovite},
                                  {0.03, &m_.kaolinite},
                                  {0.1 + iron, &m_.goethite},
                                  {0.35, &m_.dark}});
  const Reflectance dome = mixed({{0.115, &m_.albite},
                                  {0.085, &m_.quartz},
                                  {0.03, &m_.muscovite},
                                  {0.06, &m_.goethite},
                                  {0.15, &m_.lichen},
                                  {0.40, &m_.dark}});
  const double on_dome = granite * outcrop;
  return mixed({{1 - granite, &slate}, {0.8 * (granite - on_dome), &sand}, {on_dome, &dome}});
}

Reflectance Ground::natural_at(const geo::Point& place, int row, int col) const {
  const double outcrop = smooth_step(1.4, 2.6, texture(kTorSeed, place, {420, 12}));
  const Plants plants = plants_at(place, row, col, outcrop);
  const Reflectance rock = bedrock_at(place, outcrop);
  const Reflectance canopy = mixed({{0.62, &m_.leaves}, {0.38, &m_.dark}});
  Reflectance all =
      mixed({{1 - plants.dry - plants.green, &rock}, {0.8 * plants.dry, &m_.dry_grass}, {plants.green, &canopy}});
  scale(all, std::clamp(1 + 0.10 * texture(kBrightSeed, place, {600, 10}), 0.6, 1.5));
  return all;
}

Reflectance Ground::made_by_people(Cover cover, const geo::Point& place) const {
  const double bright = std::clamp(1 + 0.08 * texture(kBrightSeed + 1, place, {300, 20}), 0.7, 1.3);
  switch (cover) {
    case Cover::stubble:
      return mixed({{0.95 * bright, &m_.dry_grass}, {0.05, &m_.albite}, {0.04, &m_.goethite}});
    case Cover::straw:
      return mixed({{0.95 * bright, &m_.straw}, {0.05, &m_.albite}});
    case Cover::burnt:
      return mixed({{0.85 * bright, &m_.burnt}, {0.1, &m_.dark}, {0.05, &m_.dry_grass}});
    case Cover::shore:
      return mixed({{0.14 * bright, &m_.quartz},
                    {0.10, &m_.albite},
                    {0.08, &m_.kaolinite},
                    {0.12, &m_.goethite},
                    {0.3, &m_.dark}});
    case Cover::kaolin_pit:
      return mixed({{0.38 * bright, &m_.kaolinite}, {0.20, &m_.quartz}, {0.04, &m_.goethite}, {0.1, &m_.dark}});
    case Cover::dump:
      return mixed({{0.18 * bright, &m_.quartz},
                    {0.14 * bright, &m_.albite},
                    {0.08, &m_.muscovite},
                    {0.14, &m_.goethite},
                    {0.3, &m_.dark}});
    case Cover::ploughed:
      return mixed({{0.10 * bright, &m_.albite}, {0.22, &m_.goethite}, {0.6 * bright, &m_.dark}});
    case Cover::crop:
      return mixed({{0.75 * bright, &m_.leaves}, {0.25, &m_.dark}});
    case Cover::hedge:
      return mixed({{0.35 * bright, &m_.leaves}, {0.3, &m_.dark}, {0.3, &m_.dry_grass}});
    case Cover::water:
      return m_.water;
    case Cover::quarry:
      return mixed({{0.20 * bright, &m_.albite},
                    {0.16 * bright, &m_.quartz},
                    {0.04, &m_.muscovite},
                    {0.04, &m_.kaolinite},
                    {0.05, &m_.goethite},
                    {0.2, &m_.dark}});
    case Cover::track:
      return mixed({{0.14 * bright, &m_.albite}, {0.12 * bright, &m_.quartz}, {0.2, &m_.goethite}, {0.2, &m_.dark}});
    case Cover::asphalt:
      return m_.asphalt;
    case Cover::tile_roof:
      return mixed({{0.5 * bright, &m_.hematite}, {0.12, &m_.calcite}, {0.25, &m_.dark}});
    case Cover::pale_roof:
      return mixed({{0.38 * bright, &m_.calcite}, {0.5, &m_.asphalt}});
    default:
      break;  // textures of their own
  }
  return {};
}

/// Marble, greisen, skarn and veins: rock in patches, between it what is around.
Reflectance Ground::body_at(Cover cover, const geo::Point& place, const Reflectance& around) const {
  const double bright = std::clamp(1 + 0.1 * texture(kBrightSeed + 3, place, {150, 20}), 0.7, 1.3);
  const double bare = (cover == Cover::marble ? 1 : difficulty_.contrast) *
                      std::clamp(0.68 + 0.16 * texture(kExposureSeed + 1, place, {90, 20}), 0.2, 1.0);
  Reflectance rock = {};
  if (cover == Cover::marble)
    rock = mixed({{0.20 * bright, &m_.calcite}, {0.06, &m_.goethite}, {0.7, &m_.dark}});
  else if (cover == Cover::skarn)
    rock = mixed({{0.75 * bright, &m_.calc_silicate}, {0.06, &m_.calcite}, {0.05, &m_.goethite}, {0.14, &m_.dark}});
  else if (cover == Cover::greisen)
    rock = mixed({{0.27 * bright, &m_.muscovite},
                  {0.22 * bright, &m_.quartz},
                  {0.03, &m_.topaz},
                  {0.05, &m_.kaolinite},
                  {0.05, &m_.goethite},
                  {0.38, &m_.dark}});
  else
    rock = mixed({{0.35 * bright, &m_.quartz}, {0.35, &m_.goethite}, {0.05, &m_.hematite}, {0.25, &m_.dark}});
  return mixed({{bare, &rock}, {1 - bare, &around}});
}

/// Rock with lichen and iron stain where it is bare, in patches; else what is around it.
Reflectance Ground::dyke_at(const Dyke& dyke, const geo::Point& place, const Reflectance& around) const {
  const double bare =
      difficulty_.contrast * std::clamp(dyke.exposed + 0.16 * texture(kExposureSeed, place, {90, 20}), 0.0, 1.0);
  const double bright = std::clamp(0.57 + 0.05 * texture(kBrightSeed + 2, place, {120, 20}), 0.35, 0.7);
  const Reflectance rock = mixed({{bright * (0.84 - dyke.stain), &m_.dyke_rock},
                                  {dyke.stain, &m_.goethite},
                                  {0.08, &m_.lichen},
                                  {0.08, &m_.dark}});
  return mixed({{bare, &rock}, {1 - bare, &around}});
}

Reflectance Ground::at(int row, int col, const std::vector<CoverShare>& shares) const {
  const geo::Point place = place_of(row, col);
  const Reflectance natural = natural_at(place, row, col);
  Reflectance sum = {};
  double water = 0;
  for (const auto& [code, share] : shares) {
    if (code == static_cast<int>(Cover::water)) water = share;
    const int dyke = code - static_cast<int>(Cover::dyke);
    Reflectance surface = natural;
    if (dyke >= 0)
      surface = dyke_at(dykes_.at(static_cast<std::size_t>(dyke)), place, natural);
    else if (code >= static_cast<int>(Cover::marble))
      surface = body_at(static_cast<Cover>(code), place, natural);
    else if (code != static_cast<int>(Cover::ground))
      surface = made_by_people(static_cast<Cover>(code), place);
    for (std::size_t band = 0; band < sum.size(); ++band) sum.at(band) += share * surface.at(band);
  }
  scale(sum, 1 + (light_at(place) - 1) * (1 - water));
  return sum;
}

}  // namespace greisen::sample
