// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/place/area.hpp"

namespace greisen {

/// Days of the year, as month * 100 + day, both ends taken; from > to runs over New Year.
struct Season {
  int from = 101;
  int to = 1231;
  /// `date`: YYYY-MM-DD; scenes without a date are taken.
  [[nodiscard]] bool holds(std::string_view date) const;
  [[nodiscard]] bool whole_year() const { return from == 101 && to == 1231; }
  [[nodiscard]] std::string text() const;  ///< "07-01 to 09-15"
};

/// "07-01/09-15"; "all" and "auto" are the whole year; none for what is neither.
std::optional<Season> parse_season(std::string_view text);

/// The season of a survey: its own, or for `auto` and method barest in Iberia the dry one (July to mid-September:
/// grass dry, soils dry, sun high), else the whole year.
Season season_for(std::string_view text, std::string_view method, const geo::Area& area);

}  // namespace greisen
