// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/district_survey.hpp"

#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/hash.hpp"

namespace greisen::sample {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> written(const std::string& variety, const District& district) {
  const std::string folder = testing::TempDir() + "/district_" + variety;
  fs::remove_all(folder);
  write_district(folder, find_variety(variety), district);
  std::map<std::string, std::string> sums;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) sums[fs::relative(entry.path(), folder).string()] = sha256_file(entry.path().string());
  fs::remove_all(folder);
  return sums;
}

TEST(DistrictSurvey, IsTheSameEveryTime) {
  EXPECT_EQ(written("basin", {7, false, 1}), written("basin", {7, false, 1}));
}

TEST(DistrictSurvey, HoldsWhatItsVarietyHas) {
  const auto granite = written("granite", {7, false, 1});
  EXPECT_FALSE(granite.contains("faults.geojson"));
  for (const auto& [path, sum] : granite) EXPECT_EQ(path.find("AST_L1T"), std::string::npos) << path;
  const auto quartzite = written("quartzite", {7, false, 1});
  EXPECT_TRUE(quartzite.contains("faults.geojson"));
  EXPECT_TRUE(quartzite.contains("dem.tif"));
  int parts = 0;
  for (const auto& [path, sum] : quartzite) parts += path.find("AST_L1T") != std::string::npos ? 1 : 0;
  EXPECT_EQ(parts, 2);  // VNIR and SWIR, no TIR
}

TEST(DistrictSurvey, BarrenOnesTellOfNothingPlanted) {
  const auto whole = written("basin", {7, false, 1});
  const auto barren = written("basin", {7, true, 1});
  EXPECT_NE(whole.at("truth.geojson"), barren.at("truth.geojson"));
  EXPECT_EQ(whole.at("clutter.geojson"), barren.at("clutter.geojson"));
  EXPECT_EQ(whole.at("geology.geojson"), barren.at("geology.geojson"));
  EXPECT_EQ(whole.at("survey.yaml"), barren.at("survey.yaml"));
}

}  // namespace
}  // namespace greisen::sample
