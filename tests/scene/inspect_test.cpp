// SPDX-License-Identifier: Apache-2.0
#include "scene/inspect.hpp"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scene/scene_fixture.hpp"
#include "support/shared_data.hpp"

namespace greisen::scene {
namespace {

class Inspect : public SceneTest {
 protected:
  SceneReport report_of(const test::SafeProduct& product) {
    std::vector<Problem> problems;
    const auto reports = inspect({test::write_safe(folder_, product)}, catalogue_, log_, problems);
    EXPECT_EQ(reports.size(), 1U);
    return reports.at(0);
  }
  static bool warns(const SceneReport& report, const std::string& part) {
    for (const std::string& warning : report.scene.warnings) {
      if (warning.find(part) != std::string::npos) return true;
    }
    return false;
  }
};

TEST_F(Inspect, TellsBandsAndPercentiles) {
  test::SafeProduct product;
  product.reflectance = [](int, double east_m, double) { return east_m < 360 ? 0.1 : 0.3; };
  const SceneReport report = report_of(product);
  ASSERT_EQ(report.bands.size(), 12U);
  const BandReport& red = report.bands.at(3);
  EXPECT_EQ(red.name, "B04");
  EXPECT_EQ(red.role, "red");
  EXPECT_EQ(red.cols, 72);
  EXPECT_EQ(red.pixel_m, 10);
  EXPECT_EQ(red.type, "UInt16");
  EXPECT_EQ(red.sampled, 72 * 72);
  EXPECT_EQ(red.p1_dn, 2000);
  EXPECT_EQ(red.p99_dn, 4000);
  EXPECT_DOUBLE_EQ(red.offset, -0.1);
  EXPECT_TRUE(report.scene.warnings.empty());
}

TEST_F(Inspect, WarnsWhereTheOffsetWasAppliedAlready) {
  test::SafeProduct product;
  product.reflectance = [](int band_id, double, double) {
    return band_id == 3 ? -0.08 : 0.2;
  };  // 200 DN with an offset of -1000
  EXPECT_TRUE(warns(report_of(product), "1 % of B04 would be reflectance below -0.03"));
}

TEST_F(Inspect, WarnsWhereAnOffsetSeemsForgotten) {
  test::SafeProduct product;
  product.offset_dn = std::nullopt;
  product.baseline = "03.01";
  product.reflectance = [](int, double, double) { return 0.15; };
  EXPECT_TRUE(warns(report_of(product), "all bands begin at DN 1000 or above"));
}

TEST_F(Inspect, LeavesNodataAndSaturationOutOfPercentiles) {
  test::SafeProduct product;
  product.reflectance = [](int, double east_m, double) { return east_m < 360 ? -1.0 : east_m > 660 ? 9.0 : 0.2; };
  const SceneReport report = report_of(product);
  EXPECT_EQ(report.bands.at(3).sampled, 72 * 30);
  EXPECT_EQ(report.bands.at(3).p1_dn, 3000);
  EXPECT_EQ(report.bands.at(3).p99_dn, 3000);
}

TEST_F(Inspect, ReportsUnknownRadiometryInsteadOfRefusing) {
  test::SafeProduct product;
  product.metadata = false;
  const SceneReport report = report_of(product);
  EXPECT_EQ(report.scene.kind, Kind::dn);
  EXPECT_TRUE(warns(report, "for which an offset of -1000 DN is the rule"));
}

TEST_F(Inspect, WritesTextAndJson) {
  const SceneReport report = report_of({});
  const std::string text = to_text(report);
  for (const char* part : {"sentinel2 (S2A)", "L2A, baseline 05.09", "2023-08-23 11:21:21 UTC", "zenith 38.42 deg",
                           "12.5 %", "WGS 84 / UTM zone 29N", "-1000 DN for all bands",
                           "T29TPF_20230823T112121_B04_10m.jp2", "at full resolution"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  const auto json = nlohmann::json::parse(to_json(report));
  EXPECT_EQ(json["sensor"], "sentinel2");
  EXPECT_EQ(json["kind"], "surface");
  EXPECT_EQ(json["bands"].size(), 12U);
  EXPECT_EQ(json["bands"][3]["name"], "B04");
  EXPECT_EQ(json["decisions"][1]["what"], "offset");
}

TEST_F(Inspect, LooksAtTheRealTile) {
  const std::string folder = test::shared_data("scenes/s2_l2a_T11UPT_20200804_60m");
  if (folder.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: the real tile T11UPT not inspected";
  std::vector<Problem> problems;
  const auto reports = inspect({folder}, catalogue_, log_, problems);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports.front().bands.size(), 10U);
  for (const BandReport& band : reports.front().bands) {
    EXPECT_GT(band.sampled, 100'000 / 2) << band.name;
    EXPECT_LT(band.p1_dn, band.p50_dn) << band.name;
    EXPECT_LT(band.p50_dn, band.p99_dn) << band.name;
  }
  EXPECT_FALSE(warns(reports.front(), "all bands begin at DN 1000"));
}

}  // namespace
}  // namespace greisen::scene
