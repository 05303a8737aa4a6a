// SPDX-License-Identifier: Apache-2.0
#include "scene/coverage.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scene/inspect.hpp"
#include "scene/scene_fixture.hpp"
#include "support/raster_file.hpp"

namespace greisen::scene {
namespace {

class CoverageOf : public SceneTest {
 protected:
  /// 100 x 100 pixels of 20 m from 600000, 4500000; the northern half holds no measurement.
  SceneReport report(const geo::Area& area) {
    test::RasterFile file{.cols = 100, .rows = 100, .pixel_m = 20};
    file.nodata = 0;
    std::vector<double> values(10000, 1200);
    for (int i = 0; i < 5000; ++i) values[static_cast<std::size_t>(i)] = 0;
    file.values = {values};
    const std::string path = (folder_ / "half.tif").string();
    test::write_raster(path, file);
    std::vector<Problem> problems;
    const std::vector<SceneReport> reports = inspect({path}, catalogue_, log_, problems, &area);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(reports.size(), 1U);
    return reports.at(0);
  }
};

TEST_F(CoverageOf, AnAreaIsTheShareOfItsPlacesInFrameAndMeasured) {
  // three quarters of the box lie east of 600000, the others west of the frame; of the frame half is measured
  const SceneReport found = report(geo::box_area({599600, 4498000, 601200, 4500000}, "EPSG:32629"));
  ASSERT_TRUE(found.coverage);
  EXPECT_NEAR(found.coverage->frame_percent, 75, 0.5);
  EXPECT_NEAR(found.coverage->measured_percent, 37.5, 0.5);
  const std::string text = to_text(found);
  EXPECT_NE(text.find("EPSG:32629 (WGS 84 / UTM zone 29N)"), std::string::npos) << text;
  EXPECT_NE(text.find("x 600000 to 602000, y 4498000 to 4500000; longitude -7.8"), std::string::npos) << text;
  EXPECT_NE(text.find("% of the area lies in its frame"), std::string::npos) << text;
  const auto json = nlohmann::json::parse(to_json(found));
  EXPECT_EQ(json.at("crs_code"), "EPSG:32629");
  EXPECT_EQ(json.at("extent"), nlohmann::json::parse("[600000.0, 4498000.0, 602000.0, 4500000.0]"));
  EXPECT_NEAR(json.at("area_in_frame_percent").get<double>(), 75, 0.5);
}

TEST_F(CoverageOf, AnAreaElsewhereIsNone) {
  const SceneReport found = report(geo::box_area({-70.9, -33, -70.8, -32.9}, "EPSG:4326"));
  ASSERT_TRUE(found.coverage);
  EXPECT_EQ(found.coverage->frame_percent, 0);
  EXPECT_EQ(found.coverage->measured_percent, 0);
}

}  // namespace
}  // namespace greisen::scene
