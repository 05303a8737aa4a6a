// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/variety.hpp"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace greisen::sample {
namespace {

constexpr std::size_t kVarieties = 5;
constexpr std::uint64_t kDrawSeed = 0xd4a3;

struct Row {
  Trait trait;
  std::string_view name;
  std::string_view text;
  std::array<Range, kVarieties> ranges;
};

constexpr std::array<std::string_view, kVarieties> kIds = {"slate", "granite", "quartzite", "basin", "marble"};
constexpr std::array<std::string_view, kVarieties> kTitles = {
    "slate and schist under scrub", "granite upland, no faults mapped, no ASTER", "quartzite ridges, scree and raña",
    "arkose basin of strip fields and stone walls", "schist and marble over hidden granite"};

// clang-format off
/// slate, granite, quartzite, basin, marble
constexpr std::array<Row, kTraits> kRows = {{
    {Trait::texture_exponent, "texture_exponent", "power spectrum of soil and cover falls as k to minus this", {{{2.0, 2.8}, {1.8, 2.6}, {2.2, 3.0}, {2.0, 2.8}, {2.0, 3.0}}}},
    {Trait::albedo_spread, "albedo_spread", "brightness, relative: spread of its texture", {{{0.05, 0.12}, {0.06, 0.14}, {0.05, 0.14}, {0.04, 0.10}, {0.05, 0.14}}}},
    {Trait::albedo_noise, "albedo_noise", "brightness, relative: from pixel to pixel", {{{0.01, 0.03}, {0.015, 0.035}, {0.01, 0.035}, {0.01, 0.025}, {0.01, 0.03}}}},
    {Trait::green_median, "green_median", "green cover, lognormal: its median", {{{0.06, 0.14}, {0.05, 0.12}, {0.08, 0.18}, {0.03, 0.08}, {0.06, 0.14}}}},
    {Trait::green_spread, "green_spread", "green cover, lognormal: spread of its logarithm", {{{0.4, 0.8}, {0.5, 0.9}, {0.5, 0.9}, {0.4, 0.9}, {0.4, 0.8}}}},
    {Trait::dry_cover, "dry_cover", "share under dry grass", {{{0.25, 0.50}, {0.20, 0.45}, {0.20, 0.40}, {0.35, 0.60}, {0.20, 0.45}}}},
    {Trait::outcrop, "outcrop", "share of bare rock between plants, median", {{{0.08, 0.25}, {0.08, 0.22}, {0.08, 0.25}, {0.04, 0.12}, {0.10, 0.25}}}},
    {Trait::iron, "iron", "share of goethite in soils", {{{0.08, 0.20}, {0.05, 0.12}, {0.10, 0.25}, {0.06, 0.15}, {0.06, 0.18}}}},
    {Trait::relief_m, "relief_m", "spread of heights, m", {{{20, 60}, {30, 80}, {40, 90}, {5, 20}, {30, 80}}}},
    {Trait::sentinel2_dates, "sentinel2_dates", "dates of Sentinel-2", {{{1, 1}, {1, 2}, {1, 2}, {1, 1}, {1, 1}}}},
    {Trait::aster, "aster", "ASTER given (from 0.5)", {{{1, 1}, {0, 0}, {1, 1}, {0, 1}, {1, 1}}}},
    {Trait::aster_thermal, "aster_thermal", "its thermal bands given (from 0.5)", {{{0.3, 1}, {0, 0}, {0, 0}, {0, 1}, {0, 1}}}},
    {Trait::landsat, "landsat", "Landsat given (from 0.5)", {{{0, 1}, {0, 1}, {0, 1}, {1, 1}, {0, 1}}}},
    {Trait::heights, "heights", "heights given (from 0.5)", {{{1, 1}, {0, 1}, {1, 1}, {0, 1}, {0, 1}}}},
    {Trait::faults_given, "faults_given", "faults given (from 0.5)", {{{1, 1}, {0, 0}, {1, 1}, {0, 0}, {0, 1}}}},
    {Trait::map_error_m, "map_error_m", "contacts on the geological map lie off by up to, m", {{{20, 40}, {20, 40}, {20, 40}, {20, 40}, {20, 40}}}},
    {Trait::plutons, "plutons", "plutons of granite", {{{1, 2}, {2, 3}, {0, 1}, {0, 2}, {0, 1}}}},
    {Trait::pluton_radius_m, "pluton_radius_m", "their radius, m", {{{1000, 1900}, {1500, 2600}, {800, 1500}, {800, 1500}, {500, 900}}}},
    {Trait::cupolas, "cupolas", "cupolas of 130 to 330 m, half of them barren", {{{3, 5}, {2, 4}, {3, 5}, {3, 5}, {4, 6}}}},
    {Trait::leucogranites, "leucogranites", "stocks of leucogranite without ore", {{{1, 3}, {3, 6}, {1, 2}, {1, 3}, {1, 3}}}},
    {Trait::marble_bands, "marble_bands", "bands of marble, 400 to 2500 m long", {{{3, 5}, {0, 0}, {0, 0}, {3, 5}, {5, 8}}}},
    {Trait::quartzite_ridges, "quartzite_ridges", "quartzite ridges, 2 to 6 km long, with scree", {{{0, 2}, {0, 1}, {3, 6}, {0, 1}, {0, 2}}}},
    {Trait::ranas, "ranas", "sheets of raña", {{{0, 1}, {0, 0}, {2, 4}, {0, 1}, {0, 1}}}},
    {Trait::arkoses, "arkoses", "sheets of arkose", {{{0, 1}, {0, 1}, {0, 1}, {2, 4}, {0, 0}}}},
    {Trait::dykes, "dykes", "dykes, a third of them aplites without lithium", {{{50, 80}, {50, 80}, {50, 80}, {50, 80}, {50, 80}}}},
    {Trait::dyke_width_m, "dyke_width_m", "their width, lognormal: median, m", {{{6, 9}, {6, 9}, {6, 9}, {6, 9}, {6, 9}}}},
    {Trait::dyke_width_spread, "dyke_width_spread", "their width, lognormal: spread of its logarithm", {{{0.6, 0.8}, {0.6, 0.8}, {0.6, 0.8}, {0.6, 0.8}, {0.6, 0.8}}}},
    {Trait::dyke_exposure, "dyke_exposure", "share of a dyke that is bare, median", {{{0.60, 0.95}, {0.50, 0.90}, {0.50, 0.90}, {0.50, 0.85}, {0.55, 0.95}}}},
    {Trait::dyke_lichen, "dyke_lichen", "lichen on its rock", {{{0.05, 0.20}, {0.08, 0.25}, {0.05, 0.20}, {0.05, 0.20}, {0.05, 0.20}}}},
    {Trait::dyke_soil, "dyke_soil", "soil on its rock", {{{0.05, 0.20}, {0.05, 0.20}, {0.05, 0.25}, {0.05, 0.25}, {0.05, 0.20}}}},
    {Trait::dyke_stain, "dyke_stain", "goethite on its rock", {{{0.03, 0.12}, {0.02, 0.08}, {0.04, 0.14}, {0.03, 0.10}, {0.03, 0.12}}}},
    {Trait::greisens, "greisens", "bodies of greisen, 70 to 200 m", {{{5, 8}, {5, 8}, {5, 8}, {5, 8}, {5, 8}}}},
    {Trait::greisens_on_faults, "greisens_on_faults", "share of the cupolas with ore that a fault runs through", {{{0, 0.6}, {0, 0.6}, {0, 0.6}, {0, 0.6}, {0, 0.6}}}},
    {Trait::skarns, "skarns", "bodies of skarn, 60 to 150 m", {{{3, 5}, {0, 0}, {0, 0}, {3, 5}, {4, 7}}}},
    {Trait::skarn_distance_m, "skarn_distance_m", "from its marble to granite that is mapped, m", {{{400, 1300}, {0, 0}, {0, 0}, {500, 1400}, {700, 1500}}}},
    {Trait::quartz_dykes, "quartz_dykes", "barren quartz dykes, 0.2 to 3 km, 2 to 10 m wide", {{{5, 12}, {6, 14}, {4, 10}, {2, 6}, {4, 10}}}},
    {Trait::silicified_faults, "silicified_faults", "silicified faults, 1.5 to 5 km, 4 to 18 m wide", {{{1, 2}, {1, 3}, {1, 3}, {0, 1}, {1, 2}}}},
    {Trait::walls, "walls", "dry-stone walls", {{{20, 60}, {60, 140}, {10, 40}, {100, 200}, {20, 60}}}},
    {Trait::firebreaks, "firebreaks", "firebreaks, 10 to 30 m wide", {{{2, 5}, {2, 6}, {3, 8}, {0, 1}, {2, 5}}}},
    {Trait::tracks, "tracks", "tracks, 2.5 to 5 m wide", {{{3, 7}, {3, 7}, {3, 6}, {5, 10}, {3, 7}}}},
    {Trait::strips, "strips", "strip fields, 15 to 60 m wide", {{{40, 120}, {20, 80}, {20, 60}, {150, 350}, {40, 120}}}},
    {Trait::burns, "burns", "burnt hillsides", {{{0, 2}, {0, 2}, {1, 3}, {0, 1}, {0, 2}}}},
    {Trait::roofs, "roofs", "roofs, in hamlets", {{{20, 80}, {20, 60}, {10, 40}, {60, 160}, {20, 80}}}},
    {Trait::quarries, "quarries", "quarries and pits", {{{1, 3}, {2, 5}, {0, 2}, {1, 3}, {1, 3}}}},
    {Trait::ponds, "ponds", "reservoirs and ponds with their shores", {{{1, 3}, {1, 3}, {1, 2}, {3, 7}, {1, 2}}}},
}};
// clang-format on

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < kTraits; ++i)
    if (kRows.at(i).trait != static_cast<Trait>(i)) return false;
  return true;
}
static_assert(rows_are_in_order());

constexpr std::array<Variety, kVarieties> made() {
  std::array<Variety, kVarieties> all = {};
  for (std::size_t v = 0; v < kVarieties; ++v) {
    all.at(v).id = kIds.at(v);
    all.at(v).title = kTitles.at(v);
    for (std::size_t i = 0; i < kTraits; ++i) all.at(v).ranges.at(i) = kRows.at(i).ranges.at(v);
  }
  return all;
}
constexpr std::array<Variety, kVarieties> kAll = made();

std::string told(const Range& range) {
  if (range.least == range.most) return fmt::format("{:g}", range.least);
  return fmt::format("{:g} to {:g}", range.least, range.most);
}

}  // namespace

std::span<const Variety> varieties() { return kAll; }

const Variety& find_variety(std::string_view id) {
  for (const Variety& variety : kAll)
    if (variety.id == id) return variety;
  throw std::logic_error("no variety of districts of that name");
}

Draw::Draw(const Variety& variety, std::uint64_t seed) {
  for (std::size_t i = 0; i < kTraits; ++i) {
    const Range& range = variety.ranges.at(i);
    values_.at(i) = range.least +
                    (range.most - range.least) * unit_random(kDrawSeed ^ mix64(seed), 0, static_cast<std::int64_t>(i));
  }
}

int Draw::count(Trait trait) const { return static_cast<int>(std::lround((*this)[trait])); }

std::string variety_table() {
  std::string text = "| |";
  for (const Variety& variety : kAll) text += fmt::format(" `{}` |", variety.id);
  text += "\n|---|---|---|---|---|---|\n";
  for (const Row& row : kRows) {
    text += fmt::format("| {} |", row.text);
    for (const Range& range : row.ranges) text += " " + told(range) + " |";
    text += "\n";
  }
  return text;
}

std::string drawn_values(const Draw& draw) {
  std::vector<std::string> values;
  for (const Row& row : kRows) values.push_back(fmt::format("\"{}\": {}", row.name, format_number(draw[row.trait])));
  return join(values, ", ");
}

}  // namespace greisen::sample
