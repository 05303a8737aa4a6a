// SPDX-License-Identifier: Apache-2.0
#include "outputs/report_page.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace greisen::outputs {
namespace {

bool holds(const std::string& html, std::string_view text) { return html.find(text) != std::string::npos; }

/// What a browser takes as the data: up to the first end of the element.
std::string data_in(const std::string& html) {
  const std::string begin = R"(<script type="application/json" id="data">)";
  const std::size_t from = html.find(begin) + begin.size();
  return html.substr(from, html.find("</script", from) - from);
}

TEST(ReportPage, IsOneFileThatAsksForNothing) {
  const std::string html = report_page({"en", "A survey", "{}"});
  for (const char* const text : {"default-src 'none'", "<html lang=\"en\">", "<title>A survey</title>"})
    EXPECT_TRUE(holds(html, text)) << text;
  for (const char* const text : {"__GREISEN_", "src=\"http", "src=\"//", "url(http", "@import"})
    EXPECT_FALSE(holds(html, text)) << text;
}

TEST(ReportPage, HostileTextStaysText) {
  const std::string evil = "</script><img src=x onerror=alert(1)> <!-- __GREISEN_DATA__";
  const std::string html = report_page({"es", evil, nlohmann::json({{"name", evil}}).dump()});
  EXPECT_EQ(nlohmann::json::parse(data_in(html))["name"], evil);
  EXPECT_TRUE(holds(html, "<title>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; &lt;!-- __GREISEN_DATA__</title>"));
  EXPECT_FALSE(holds(html, "<img src=x"));
}

TEST(ReportPage, IsRefusedWhereNoMailWouldTakeIt) {
  const std::string large(kMostReportBytes + 1, 'x');
  EXPECT_THROW(report_page({"en", "t", large}), Error);
}

}  // namespace
}  // namespace greisen::outputs
