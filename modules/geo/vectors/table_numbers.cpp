// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/table_numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "base/fold.hpp"
#include "base/text.hpp"

namespace greisen::geo {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

/// Bytes; what is longer is none.
constexpr std::size_t kLongestNumber = 200;

/// Signs of other keyboards as those of ASCII.
std::string plain(std::string_view text) {
  if (text.size() > kLongestNumber) return "";
  std::string out(text);
  for (const auto& [what, with] : {std::pair{"\u2212", "-"},
                                   {"\u2013", "-"},
                                   {"\u00a0", " "},
                                   {"\u202f", " "},
                                   {"\u2009", " "},
                                   {"\u2032", "'"},
                                   {"\u2019", "'"},
                                   {"\u00b4", "'"},
                                   {"\u2018", "'"},
                                   {"\u2033", "\""},
                                   {"\u201d", "\""},
                                   {"\u201c", "\""},
                                   {"\u00ba", "\u00b0"},
                                   {"\u02da", "\u00b0"}})
    out = replaced(std::move(out), what, with);
  out = replaced(std::move(out), "''", "\"");
  return std::string(trim(out));
}

/// Groups of three digits behind the first, which has one to three.
bool is_grouped(std::string_view text, char separator) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const std::vector<std::string> groups = split(text, separator);
  if (groups.size() < 2 || groups.front().empty() || groups.front().size() > 3) return false;
  return std::all_of(groups.begin() + 1, groups.end(), [](const std::string& group) { return group.size() == 3; }) &&
         std::ranges::all_of(groups, [](const std::string& group) { return std::ranges::all_of(group, is_digit); });
}

std::string without(std::string text, char c) {
  std::erase(text, c);
  return text;
}

}  // namespace

NumberStyle style_of(std::span<const std::string> cells) {
  NumberStyle style;
  for (const std::string& cell : cells) {
    const std::string text = without(plain(cell), ' ');
    if (std::ranges::none_of(text, is_digit)) continue;
    const auto dots = std::ranges::count(text, '.');
    const auto commas = std::ranges::count(text, ',');
    const std::size_t dot = text.find_last_of('.');
    const std::size_t comma = text.find_last_of(',');
    if (dots > 0 && commas > 0) {
      (comma > dot ? style.decimal_comma : style.grouping_commas) = true;
      style.grouping_dots = style.grouping_dots || comma > dot;
    } else if (commas == 1) {
      style.decimal_comma = style.decimal_comma || !is_grouped(text, ',');
    } else if (commas > 1) {
      style.grouping_commas = style.grouping_commas || is_grouped(text, ',');
    } else if (dots > 1) {
      style.grouping_dots = style.grouping_dots || is_grouped(text, '.');
    }
  }
  return style;
}

std::optional<double> number_of(std::string_view given, const NumberStyle& style) {
  std::string text = plain(given);
  const std::size_t whole = std::min(text.find_first_of(".,"), text.size());
  if (is_grouped(text.substr(0, whole), ' ')) std::erase(text, ' ');
  const bool has_dot = text.find('.') != std::string::npos;
  const bool has_comma = text.find(',') != std::string::npos;
  if (has_dot && has_comma) {
    const char decimal = text.find_last_of(',') > text.find_last_of('.') ? ',' : '.';
    text = without(text, decimal == ',' ? '.' : ',');
    return parse_double(replaced(text, ",", "."));
  }
  if (has_comma) {
    const bool grouped = is_grouped(text, ',');
    if (grouped && style.grouping_commas && !style.decimal_comma) return parse_double(without(text, ','));
    if (grouped && !style.decimal_comma) return {};  // 666,100 may be 666.1 or 666100
    return parse_double(replaced(text, ",", "."));
  }
  if (has_dot && style.grouping_dots && is_grouped(text, '.')) return parse_double(without(text, '.'));
  return parse_double(text);
}

std::optional<double> angle_of(std::string_view given, Axis axis, const NumberStyle& style) {
  std::string text = plain(given);
  int sign = 1;
  bool lettered = false;
  const std::string_view letters = axis == Axis::latitude ? "NS" : "EWOL";  // O: oeste, west; L: leste, east
  for (const bool at_end : {false, true}) {
    if (text.empty() || lettered) break;
    const char letter = at_end ? text.back() : text.front();
    const char upper = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    if (letters.find(upper) == std::string_view::npos) continue;
    lettered = true;
    sign = upper == 'S' || upper == 'W' || upper == 'O' ? -1 : 1;
    text.erase(at_end ? text.size() - 1 : 0, 1);
  }
  text = std::string(trim(text));
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    if (text.front() == '-') sign = -1;
    text.erase(0, 1);
  }
  for (const char* const mark : {"\u00b0", "'", "\"", ":"}) text = replaced(std::move(text), mark, " ");
  std::vector<double> parts;
  for (const std::string& part : split(text, ' ')) {
    if (part.empty()) continue;
    NumberStyle decimal = style;
    decimal.decimal_comma = !style.grouping_commas;  // "-7,008" can be no thousand of degrees
    const auto number = number_of(part, decimal);
    if (!number || *number < 0 || parts.size() == 3 || (!parts.empty() && *number >= 60)) return {};
    if (!parts.empty() && parts.back() != std::floor(parts.back())) return {};
    parts.push_back(*number);
  }
  if (parts.empty()) return {};
  parts.resize(3);
  return sign * (parts[0] + parts[1] / 60 + parts[2] / 3600);
}

std::optional<double> metres_of(std::string_view given, const NumberStyle& style, double head_metres) {
  std::string text = folded(plain(given));
  for (const char* const sign : {"\u00b1", "+/-", "<", ">", "~", "\u2264", "\u2248", "="})
    text = replaced(std::move(text), sign, "");
  text = std::string(trim(text));
  double unit = head_metres;
  static constexpr std::array<std::pair<std::string_view, double>, 8> kUnits = {{{"kilometros", 1000},
                                                                                 {"quilometros", 1000},
                                                                                 {"km", 1000},
                                                                                 {"metros", 1},
                                                                                 {"metres", 1},
                                                                                 {"meters", 1},
                                                                                 {"mts", 1},
                                                                                 {"m", 1}}};
  for (const auto& [word, metres] : kUnits)
    if (text.ends_with(word)) {
      unit = metres;
      text.resize(text.size() - word.size());
      break;
    }
  const auto number = number_of(trim(text), style);
  if (!number || *number < 0) return {};
  return *number * unit;
}

}  // namespace greisen::geo
