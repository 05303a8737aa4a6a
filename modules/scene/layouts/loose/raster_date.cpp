// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/raster_date.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.hpp"

namespace greisen::scene {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

std::string spelled(std::string_view year, std::string_view month, std::string_view day) {
  const std::string date = std::string(year) + "-" + std::string(month) + "-" + std::string(day);
  return is_date(date) && (year.starts_with("19") || year.starts_with("20")) ? date : std::string();
}

/// The run of digits that begins here.
std::string_view run_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && digit(text[end])) ++end;
  return text.substr(at, end - at);
}

/// Four, two and two digits with the same sign between them, or eight digits.
std::string date_at(std::string_view text, std::size_t at) {
  const std::string_view year = run_at(text, at);
  if (year.size() == 8) return spelled(year.substr(0, 4), year.substr(4, 2), year.substr(6));
  const std::size_t sign = at + year.size();
  if (year.size() != 4 || sign + 6 > text.size() || (text[sign] != '-' && text[sign] != '_')) return "";
  const std::string_view month = run_at(text, sign + 1);
  if (month.size() != 2 || sign + 3 >= text.size() || text[sign + 3] != text[sign]) return "";
  const std::string_view day = run_at(text, sign + 4);
  return day.size() == 2 ? spelled(year, month, day) : std::string();
}

/// `take` of each run of digits, until it gives a date.
template <class Take>
std::string first_date(std::string_view text, const Take& take) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!digit(text[at]) || (at > 0 && digit(text[at - 1]))) continue;
    if (std::string date = take(at); !date.empty()) return date;
  }
  return "";
}

}  // namespace

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto part = [&](std::size_t at, std::size_t size) -> int {
    const std::string_view digits = text.substr(at, size);
    return std::ranges::all_of(digits, digit) ? static_cast<int>(parse_int64(digits).value_or(-1)) : -1;
  };
  const int month = part(5, 2);
  const int day = part(8, 2);
  return part(0, 4) >= 0 && month > 0 && day > 0 &&
         std::chrono::year_month_day(std::chrono::year(part(0, 4)), std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
             .ok();
}

std::string date_in_name(std::string_view name) {
  return first_date(name, [&](std::size_t at) { return date_at(name, at); });
}

std::string aster_date_in(std::string_view path) {
  return first_date(path, [&](std::size_t at) {
    const std::string_view stamp = run_at(path, at);
    if (stamp.size() != 17 || !stamp.starts_with("00")) return std::string();
    return spelled(stamp.substr(7, 4), stamp.substr(3, 2), stamp.substr(5, 2));
  });
}

std::string date_in_metadata(const std::map<std::string, std::string>& items) {
  static constexpr std::array<std::string_view, 12> kKeys = {"imagery:acquisitiondatetime",
                                                             "acquisitiondatetime",
                                                             "acquisition_datetime",
                                                             "acquisition_date",
                                                             "acquisitiondate",
                                                             "acquisition_time",
                                                             "acquisition time",
                                                             "date_acquired",
                                                             "calendardate",
                                                             "sensing_time",
                                                             "datatake_sensing_start",
                                                             "datetime"};
  std::map<std::string, std::string> by_key;
  for (const auto& [key, value] : items) {
    const std::string lowered = lower(key);
    by_key.emplace(lowered, value);
    by_key.emplace(lowered.substr(0, lowered.find('.')), value);  // CALENDARDATE.1 of HDF-EOS
  }
  for (const std::string_view key : kKeys) {
    const auto found = by_key.find(std::string(key));
    if (found == by_key.end()) continue;
    if (std::string date = date_in_name(found->second); !date.empty()) return date;
  }
  return "";
}

}  // namespace greisen::scene
