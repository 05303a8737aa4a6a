// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace greisen::outputs {

inline constexpr std::size_t kMostReportBytes = std::size_t{25} << 20U;

struct ReportPage {
  std::string_view language;  ///< "en"
  std::string_view title;     ///< any text
  std::string_view data;      ///< JSON of web/src/data.ts
};

/// report.html: the page that is built from web/, with the title and the data in it. Text of the data cannot leave its
/// element. E7003 above kMostReportBytes.
std::string report_page(const ReportPage& page);

/// The page as it was built, with its three markers.
std::string_view report_template();

}  // namespace greisen::outputs
