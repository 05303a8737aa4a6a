// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sample_data/districts/outlines.hpp"
#include "sample_data/districts/variety.hpp"

namespace greisen::sample {

/// What lies in a drawn district.
enum class Kind : std::uint8_t {
  slate,  ///< whatever nothing else lies over
  granite,
  leucogranite,
  marble,
  quartzite,
  scree,
  rana,
  arkose,
  dyke,  ///< the first that is no bedrock; planted up to skarn
  aplite,
  greisen,
  skarn,
  quartz_dyke,
  silicified_fault,
  wall,
  firebreak,
  track,
  straw,
  stubble,
  ploughed,
  crop,
  fallow,
  burn,
  roof,
  shed,
  quarry,
  shore,
  pond,
  end
};
std::string_view kind_word(Kind kind);
inline bool is_bedrock(Kind kind) { return kind < Kind::dyke; }

struct Lying {
  Kind kind = Kind::slate;
  geo::Ring outline;             ///< metres
  std::vector<geo::Point> line;  ///< its middle, where it has one
  double width_m = 0;            ///< mean; of blobs their mean diameter
  double length_m = 0;           ///< of lines
  double exposed = 1;            ///< median share of its rock that is bare
};

/// All that lies in a district, later over earlier; and what a geologist mapped of it.
struct Layout {
  std::vector<Lying> lying;
  std::vector<std::vector<geo::Point>> faults;  ///< whether given or not
  std::vector<Lying> mapped;                    ///< units of the geological map, contacts off by some tens of metres
};

/// Of the country that set_country named. Barren: the same without dykes, aplites, greisen and skarn.
Layout lay_out(const Draw& draw, std::uint64_t seed, bool barren);

}  // namespace greisen::sample
