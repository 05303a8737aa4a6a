// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/season.hpp"

#include <array>

#include <fmt/format.h>

#include "base/text.hpp"

namespace greisen {
namespace {

std::optional<int> month_day(std::string_view text) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (text.size() != 5 || text[2] != '-') return {};
  const auto month = parse_int64(text.substr(0, 2));
  const auto day = parse_int64(text.substr(3));
  if (!month || !day || *month < 1 || *month > 12) return {};
  if (*day < 1 || *day > kDays.at(static_cast<std::size_t>(*month) - 1)) return {};
  return static_cast<int>(*month * 100 + *day);
}

bool in_iberia(const geo::Area& area) {
  const geo::Point centre = area.centre_lon_lat();
  return centre.x > -10 && centre.x < 4.5 && centre.y > 35.5 && centre.y < 44.5;
}

}  // namespace

bool Season::holds(std::string_view date) const {
  const auto day = date.size() == 10 ? month_day(date.substr(5)) : std::nullopt;
  if (!day) return true;
  return from <= to ? from <= *day && *day <= to : *day >= from || *day <= to;
}

std::string Season::text() const {
  return fmt::format("{:02}-{:02} to {:02}-{:02}", from / 100, from % 100, to / 100, to % 100);
}

std::optional<Season> parse_season(std::string_view text) {
  if (text == "all" || text == "auto") return Season{};
  if (text.size() != 11 || text[5] != '/') return {};
  const auto from = month_day(text.substr(0, 5));
  const auto to = month_day(text.substr(6));
  if (!from || !to) return {};
  return Season{*from, *to};
}

Season season_for(std::string_view text, std::string_view method, const geo::Area& area) {
  if (text == "auto" && method == "barest" && in_iberia(area)) return {701, 915};
  return parse_season(text).value_or(Season{});
}

}  // namespace greisen
