// SPDX-License-Identifier: Apache-2.0
#include "outputs/report_page.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::outputs {
namespace {

/// A '<' that could end the element is written as its escape, which JSON reads as the same letter.
std::string harmless(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  for (const char letter : json) {
    if (letter == '<')
      text += "\\u003c";
    else
      text += letter;
  }
  return text;
}

}  // namespace

std::string report_page(const ReportPage& page) {
  const std::string_view whole = report_template();
  const std::string title = escape_html(page.title);
  const std::string data = harmless(page.data);
  std::vector<std::pair<std::size_t, std::pair<std::string_view, std::string_view>>> places;
  for (const auto& [marker, text] : std::array<std::pair<std::string_view, std::string_view>, 3>{
           {{"__GREISEN_LANGUAGE__", page.language}, {"__GREISEN_TITLE__", title}, {"__GREISEN_DATA__", data}}}) {
    const std::size_t at = whole.find(marker);
    if (at == std::string_view::npos) throw Error({"E1001", "the report's page lacks " + std::string(marker)});
    places.push_back({at, {marker, text}});
  }
  std::ranges::sort(places, {}, [](const auto& place) { return place.first; });
  std::string html;
  html.reserve(whole.size() + data.size());
  std::size_t from = 0;
  for (const auto& [at, what] : places) {  // by place: what is filled in may hold a marker itself
    html += whole.substr(from, at - from);
    html += what.second;
    from = at + what.first.size();
  }
  html += whole.substr(from);
  if (html.size() > kMostReportBytes)
    throw Error({"E4240",
                 "the report would be " + human_size(html.size()) + " and no mail takes more than " +
                     human_size(kMostReportBytes),
                 {},
                 "ask for fewer layers, or set outputs.report to false"});
  return html;
}

}  // namespace greisen::outputs
