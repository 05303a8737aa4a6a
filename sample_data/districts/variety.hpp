// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greisen::sample {

/// What differs from district to district. The order is that of the table in variety.cpp.
enum class Trait : std::uint8_t {
  texture_exponent,
  albedo_spread,
  albedo_noise,
  green_median,
  green_spread,
  dry_cover,
  outcrop,
  iron,
  relief_m,
  sentinel2_dates,
  aster,
  aster_thermal,
  landsat,
  heights,
  faults_given,
  map_error_m,
  plutons,
  pluton_radius_m,
  cupolas,
  leucogranites,
  marble_bands,
  quartzite_ridges,
  ranas,
  arkoses,
  dykes,
  dyke_width_m,
  dyke_width_spread,
  dyke_exposure,
  dyke_lichen,
  dyke_soil,
  dyke_stain,
  greisens,
  greisens_on_faults,
  skarns,
  skarn_distance_m,
  quartz_dykes,
  silicified_faults,
  walls,
  firebreaks,
  tracks,
  strips,
  burns,
  roofs,
  quarries,
  ponds,
  end  ///< how many there are
};
inline constexpr auto kTraits = static_cast<std::size_t>(Trait::end);

struct Range {
  double least = 0;
  double most = 0;
};

/// A landscape as ranges from which districts are drawn.
struct Variety {
  std::string_view id;
  std::string_view title;
  std::array<Range, kTraits> ranges;
};

std::span<const Variety> varieties();
/// `id` must be one of them.
const Variety& find_variety(std::string_view id);

/// What one district of a variety drew: each trait uniform within its range. Yes and no are drawn too: 0.5 and above is
/// yes.
class Draw {
 public:
  Draw(const Variety& variety, std::uint64_t seed);
  [[nodiscard]] double operator[](Trait trait) const { return values_.at(static_cast<std::size_t>(trait)); }
  [[nodiscard]] int count(Trait trait) const;
  [[nodiscard]] bool yes(Trait trait) const { return (*this)[trait] >= 0.5; }

 private:
  std::array<double, kTraits> values_ = {};
};

/// The ranges of all varieties as a Markdown table: docs/finding.md holds it.
std::string variety_table();
/// `"name": value` of each trait, for the truth of a district.
std::string drawn_values(const Draw& draw);

}  // namespace greisen::sample
