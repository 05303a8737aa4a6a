// SPDX-License-Identifier: Apache-2.0
#include "outputs/input_tables.hpp"

#include <filesystem>
#include <fstream>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_session.hpp"

namespace greisen::outputs {
namespace {

class InputTables : public testing::Test {
 protected:
  void SetUp() override {
    const geo::GdalSession session;
    folder_ = std::filesystem::temp_directory_path() /
              ("greisen_inputs_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name, const std::string& features) const {
    const std::string path = (folder_ / name).string();
    std::ofstream(path) << R"({"type":"FeatureCollection","features":[)" + features + "]}";
    return path;
  }
  std::filesystem::path folder_;
};

std::string feature(const std::string& type, const std::string& coordinates, const std::string& unit = "a") {
  return R"({"type":"Feature","properties":{"unit":")" + unit + R"("},"geometry":{"type":")" + type +
         R"(","coordinates":)" + coordinates + "}}";
}

constexpr geo::Bounds kBox = {600'000, 4'500'000, 700'000, 4'600'000};

TEST_F(InputTables, LinesComeInTheGridsCrsAndOnlyThoseThatMeetIt) {
  const std::string path =
      file("f.geojson", feature("LineString", "[[-7.5,41.0],[-7.4,41.1]]") + "," +
                            feature("LineString", "[[-3.5,41.0],[-3.4,41.1]]") + "," + feature("Point", "[-7.5,41.0]"));
  geo::FeatureRequest request{{path}};
  request.within = kBox;
  const auto lines = geo::read_features(request, geo::parse_crs("EPSG:32629"));
  ASSERT_EQ(lines.size(), 1U);
  const geo::VectorTable table = line_table("faults", lines);
  const auto& parts = std::get<geo::Lines>(table.rows.front().shape).parts;
  EXPECT_NEAR(parts[0][0].x, 626'151, 20) << "lon -7.5 lies 1.5 degrees east of the zone's middle";
  EXPECT_NEAR(parts[0][0].y, 4'539'987, 3'000);
}

TEST_F(InputTables, UnitsOfTheMapGetTheirRoles) {
  const std::string square = "[[[-7.5,41.0],[-7.4,41.0],[-7.4,41.1],[-7.5,41.0]]]";
  geo::FeatureRequest request{
      {file("g.geojson", feature("Polygon", square, "g1") + "," + feature("Polygon", square, "x"))}};
  request.field = "unit";
  request.shapes = geo::ShapeType::multi_polygon;
  request.within = kBox;
  const geo::VectorTable table =
      geology_table(geo::read_features(request, geo::parse_crs("EPSG:32629")), {{"g1", "granite"}});
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(std::get<std::string>(table.rows[0].cells[1]), "granite");
  EXPECT_EQ(std::get<std::string>(table.rows[1].cells[1]), "") << "not in the legend";
  request.field = "no_such";
  EXPECT_THROW(geo::read_features(request, geo::parse_crs("EPSG:32629")), Error);
}

TEST_F(InputTables, AreWrittenAsAGeoPackageWithLines) {
  const std::string path = (folder_ / "i.gpkg").string();
  geo::Feature line{"", geo::Lines{{{{600'000, 4'500'000}, {600'100, 4'500'100}}}}};
  geo::Occurrence known;
  known.name = "Bajoca";
  known.place = {600'050, 4'500'050};
  geo::write_geopackage(path, geo::parse_crs("EPSG:32629"), {line_table("faults", {line}), occurrence_table({known})},
                        {});
  const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->GetLayerByName("faults")->GetGeomType(), wkbMultiLineString);
  EXPECT_EQ(file->GetLayerByName("faults")->GetFeatureCount(), 1);
  const OGRFeatureUniquePtr first(file->GetLayerByName("occurrences")->GetNextFeature());
  EXPECT_STREQ(first->GetFieldAsString("name"), "Bajoca");
  EXPECT_TRUE(first->IsFieldNull(first->GetFieldIndex("accuracy_m")));
}

}  // namespace
}  // namespace greisen::outputs
