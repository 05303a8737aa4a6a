// SPDX-License-Identifier: Apache-2.0
// Files are opened in one place: geo/open_input, which names the drivers that may (SECURITY.md).
#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

/// Where a line opens a file with GDAL by itself; empty: nowhere.
bool opens_by_itself(const std::string& line) {
  static constexpr std::array<const char*, 9> kWords = {"GDALOpen",     "GDALOpenEx",     "GDALOpenShared",
                                                        "OGROpen",      "OGROpenShared",  "GDALIdentifyDriver",
                                                        "CPLHTTPFetch", "curl_easy_init", "pfnOpen"};
  if (line.find("GDALDataset::Open(") != std::string::npos) return true;
  for (const char* const word : kWords)
    if (has_word(line, word)) return true;
  return false;
}

TEST(Openings, TheScannerSeesThem) {
  EXPECT_TRUE(opens_by_itself("  DatasetPtr a(GDALOpenEx(path, 0, nullptr, nullptr, nullptr));"));
  EXPECT_TRUE(opens_by_itself("  auto file = GDALDataset::Open(path);"));
  EXPECT_FALSE(opens_by_itself("  auto file = open_input(path, Purpose::raster);  // GDALOpenInfo"));
}

TEST(Openings, AreInOneRoom) {
  std::vector<std::string> findings;
  for (const SourceFile& file : program_sources()) {
    const bool the_room = file.path == "modules/geo/open_input.cpp" || file.path == "modules/geo/virtual_raster.cpp" ||
                          file.path == "modules/geo/cube_driver.cpp" ||      // gives GDAL a driver
                          file.path == "modules/geo/guarded_dataset.cpp" ||  // stands in for drivers
                          file.path == "modules/geo/guarded_service.cpp";    // opens, in a helper, what was let through
    for (std::size_t i = 0; i < file.lines.size() && !the_room; ++i)
      if (opens_by_itself(file.lines[i])) findings.push_back(at(file, i, "open it with geo::open_input"));
  }
  EXPECT_TRUE(findings.empty()) << listed(findings);
}

}  // namespace
}  // namespace greisen::test
