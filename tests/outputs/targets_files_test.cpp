// SPDX-License-Identifier: Apache-2.0
#include "outputs/targets_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_session.hpp"

namespace greisen::outputs {
namespace {

using targets::Target;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kColumns =
    "label,rank,model,score,score_low,score_high,area_ha,length_m,width_m,strike_deg,lon,lat,x,y,branch,raised_by,"
    "lowered_by,"
    "families,judged_share,flags,known,nearest_known_m,land_use,sensor_dates,"
    "rank_in_area_percent,rank_with_margin_percent,elevation_m,slope_deg,memberships,strength";
constexpr const char* kHostile = "</script>'; DROP TABLE \"x\", <b>&\xc3\xb1 ]]>";

class TargetsFiles : public testing::Test {
 protected:
  void SetUp() override {
    const geo::GdalSession session;
    folder_ = std::filesystem::temp_directory_path() /
              ("greisen_targets_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string bytes(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
      out.push_back(entry.path().filename().string());
    std::ranges::sort(out);
    return out;
  }
  std::filesystem::path folder_;
};

const geo::Crs& utm() {
  static const geo::Crs crs = geo::parse_crs("EPSG:32629");
  return crs;
}

std::vector<geo::LayerStyle> styles() {
  return {{"targets", "a", "<qgis/>"}, {"centroids", "b", "<qgis/>"}, {"set_aside", "c", "<qgis/>"}};
}

std::vector<Target> two() {
  Target a;
  a.label = "B1";
  a.rank = 1;
  a.model = "w-skarn";
  a.score = 0.73456789;
  a.score_low = 0.7;
  a.score_high = 0.75;
  a.area_ha = 1.2;
  a.length_m = 200;
  a.width_m = 60;
  a.strike_deg = 179.97;
  a.lon = -6.123456789;
  a.lat = 39.0000000001;
  a.x = 749'000.126;
  a.y = 4'320'500;
  a.branch = kHostile;
  a.raised_by = {"al_clay", "lineaments"};
  a.memberships = {{"al_clay", 0.9}, {"lineaments", 0.61}};
  a.families = {"alteration", "structure"};
  a.judged_share = 1;
  a.known = "=HYPERLINK(\"x\")";
  a.nearest_known_m = 1234.56;
  a.polygons = {{{{{749'000, 4'320'000}, {749'000, 4'321'000}, {750'000, 4'321'000}, {750'000, 4'320'000}},
                  {{749'200, 4'320'200}, {749'400, 4'320'200}, {749'400, 4'320'400}}}}};
  Target b = a;
  b.label = "B2";
  b.rank = 2;
  b.score_low = Target::kUnknown;
  b.nearest_known_m.reset();
  return {a, b};
}

void write_all(const std::string& folder, const std::vector<Target>& targets) {
  write_targets_gpkg(folder + "/t.gpkg", {&targets, &targets, &targets, &targets}, utm(), styles());
  write_targets_csv(folder + "/t.csv", targets);
  write_targets_geojson(folder + "/t.geojson", targets, utm());
  write_targets_kml(folder + "/t.kml", targets, utm(), {213, 94, 0});
  write_targets_gpx(folder + "/t.gpx", targets);
}

GDALDatasetUniquePtr opened(const std::string& path) {
  return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
}

TEST_F(TargetsFiles, AreTheSameBytesAgainAndLeaveNoParts) {
  std::filesystem::create_directories(folder_ / "again");
  write_all(folder_.string(), two());
  write_all((folder_ / "again").string(), two());
  for (const char* name : {"t.gpkg", "t.csv", "t.geojson", "t.kml", "t.gpx"}) {
    EXPECT_TRUE(bytes(name) == bytes(std::string("again/") + name)) << name;
  }
  EXPECT_THAT(names(), ElementsAre("again", "t.csv", "t.geojson", "t.gpkg", "t.gpx", "t.kml"));
}

TEST_F(TargetsFiles, GpkgHasTheColumnsOfTheContractInOrder) {
  const std::vector<Target> all = two();
  const std::vector<Target> aside = {all.front()};
  write_targets_gpkg(path("t.gpkg"), {&all, &all, &aside, &aside}, utm(), styles());
  const auto file = opened(path("t.gpkg"));
  ASSERT_TRUE(file);
  for (const char* name : {"targets", "centroids"}) {
    OGRLayer* const layer = file->GetLayerByName(name);
    ASSERT_NE(layer, nullptr);
    EXPECT_EQ(layer->GetFeatureCount(), 2);
    std::string columns;
    for (int i = 0; i < layer->GetLayerDefn()->GetFieldCount(); ++i) {
      columns += (i == 0 ? "" : ",") + std::string(layer->GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
    }
    EXPECT_EQ(columns, kColumns);
    const OGRFeatureUniquePtr first(layer->GetNextFeature());
    EXPECT_STREQ(first->GetFieldAsString("branch"), kHostile);
    EXPECT_EQ(first->GetFieldAsDouble("score"), 0.7346);
    EXPECT_EQ(first->GetFieldAsDouble("strike_deg"), 0) << "180 is 0";
    const OGRFeatureUniquePtr second(layer->GetNextFeature());
    EXPECT_TRUE(second->IsFieldNull(second->GetFieldIndex("nearest_known_m")));
    EXPECT_TRUE(second->IsFieldNull(second->GetFieldIndex("score_low")));
  }
  EXPECT_EQ(file->GetLayerByName("targets")->GetGeomType(), wkbMultiPolygon);
  EXPECT_EQ(file->GetLayerByName("centroids")->GetGeomType(), wkbPoint);
  EXPECT_EQ(file->GetLayerByName("set_aside")->GetFeatureCount(), 1);
  OGRLayer* const styles = file->GetLayerByName("layer_styles");
  ASSERT_NE(styles, nullptr);
  EXPECT_EQ(styles->GetFeatureCount(), 3);
  for (const OGRFeatureUniquePtr& style : styles) {
    const std::unique_ptr<CPLXMLNode, void (*)(CPLXMLNode*)> tree(
        CPLParseXMLString(style->GetFieldAsString("styleQML")), CPLDestroyXMLNode);
    EXPECT_NE(tree, nullptr) << "a style must be well-formed";
  }
}

TEST_F(TargetsFiles, CsvIsOneLineATargetWithHarmlessCells) {
  write_targets_csv(path("t.csv"), two());
  const std::string text = bytes("t.csv");
  EXPECT_THAT(text, StartsWith(std::string(kColumns) +
                               "\nB1,1,w-skarn,0.7346,0.7,0.75,1.2,200,60,0,-6.1234568,39,749000.13,4320500,"));
  EXPECT_EQ(std::ranges::count(text, '\n'), 3);
  EXPECT_THAT(text, HasSubstr("'=HYPERLINK(")) << "no formula for a spreadsheet";
  EXPECT_THAT(text, HasSubstr("al_clay; lineaments"));
  const auto file = opened(path("t.csv"));
  const OGRFeatureUniquePtr first(file->GetLayer(0)->GetNextFeature());
  EXPECT_STREQ(first->GetFieldAsString("branch"), kHostile) << "round trip";
  EXPECT_STREQ(first->GetFieldAsString("nearest_known_m"), "1234.6");
  const OGRFeatureUniquePtr second(file->GetLayer(0)->GetNextFeature());
  EXPECT_STREQ(second->GetFieldAsString("nearest_known_m"), "");
}

TEST_F(TargetsFiles, GeojsonFollowsRfc7946) {
  write_targets_geojson(path("t.geojson"), two(), utm());
  const auto json = nlohmann::json::parse(bytes("t.geojson"));
  EXPECT_FALSE(json.contains("crs"));
  ASSERT_EQ(json["features"].size(), 2U);
  const auto& first = json["features"][0];
  EXPECT_EQ(first["properties"]["branch"], kHostile);
  EXPECT_TRUE(json["features"][1]["properties"]["nearest_known_m"].is_null());
  ASSERT_EQ(first["geometry"]["type"], "MultiPolygon");
  const auto& rings = first["geometry"]["coordinates"][0];
  ASSERT_EQ(rings.size(), 2U);
  const auto twice_area = [](const nlohmann::json& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      sum += ring[i][0].get<double>() * ring[i + 1][1].get<double>() -
             ring[i + 1][0].get<double>() * ring[i][1].get<double>();
    }
    return sum;
  };
  EXPECT_GT(twice_area(rings[0]), 0) << "shell counterclockwise";
  EXPECT_LT(twice_area(rings[1]), 0) << "hole clockwise";
  EXPECT_EQ(rings[0].front(), rings[0].back());
  EXPECT_NEAR(rings[0][0][0].get<double>(), -6.1266, 0.01);
  EXPECT_NEAR(rings[0][0][1].get<double>(), 38.997, 0.02);
}

TEST_F(TargetsFiles, AreCutAtTheAntimeridian) {
  std::vector<Target> targets = {two()[0]};
  const geo::Crs zone60 = geo::parse_crs("EPSG:32660");
  // 180° lies near x = 826 900 on 10° N
  targets[0].polygons = {{{{{800'000, 1'106'000}, {860'000, 1'106'000}, {860'000, 1'110'000}, {800'000, 1'110'000}}}}};
  write_targets_geojson(path("t.geojson"), targets, zone60);
  const auto json = nlohmann::json::parse(bytes("t.geojson"));
  const auto& polygons = json["features"][0]["geometry"]["coordinates"];
  ASSERT_EQ(polygons.size(), 2U);
  for (const auto& polygon : polygons) {
    double low = 999;
    double high = -999;
    for (const auto& point : polygon[0]) {
      low = std::min(low, point[0].get<double>());
      high = std::max(high, point[0].get<double>());
    }
    EXPECT_GE(low, -180);
    EXPECT_LE(high, 180);
    EXPECT_LT(high - low, 1);
  }
}

TEST_F(TargetsFiles, KmlAndGpxOpenWithTheirNamesIntact) {
  std::vector<Target> targets = two();
  targets[0].label = std::string(kHostile) + "-1";
  write_targets_kml(path("t.kml"), targets, utm(), {213, 94, 0});
  write_targets_gpx(path("t.gpx"), targets);
  const auto kml = opened(path("t.kml"));
  ASSERT_TRUE(kml);
  ASSERT_EQ(kml->GetLayerCount(), 2);
  const OGRFeatureUniquePtr placemark(kml->GetLayerByName("targets")->GetNextFeature());
  EXPECT_EQ(placemark->GetFieldAsString("Name"), std::string(kHostile) + "-1");
  EXPECT_EQ(kml->GetLayerByName("centroids")->GetFeatureCount(), 2);
  const auto gpx = opened(path("t.gpx"));
  ASSERT_TRUE(gpx);
  OGRLayer* const points = gpx->GetLayerByName("waypoints");
  ASSERT_EQ(points->GetFeatureCount(), 2);
  const OGRFeatureUniquePtr point(points->GetNextFeature());
  EXPECT_EQ(point->GetFieldAsString("name"), std::string(kHostile) + "-1");
  EXPECT_NEAR(point->GetGeometryRef()->toPoint()->getX(), -6.1234568, 1e-9);
}

TEST_F(TargetsFiles, MayBeEmpty) {
  write_all(folder_.string(), {});
  EXPECT_EQ(opened(path("t.gpkg"))->GetLayerByName("targets")->GetFeatureCount(), 0);
  EXPECT_EQ(bytes("t.csv"), std::string(kColumns) + "\n");
  EXPECT_EQ(nlohmann::json::parse(bytes("t.geojson"))["features"].size(), 0U);
}

TEST_F(TargetsFiles, RefuseATargetWithoutAPlace) {
  std::vector<Target> targets = two();
  const std::vector<Target> none;
  targets[0].lat = targets[0].x = Target::kUnknown;
  EXPECT_THROW(write_targets_gpx(path("t.gpx"), targets), Error);
  EXPECT_THROW(write_targets_kml(path("t.kml"), targets, utm(), {213, 94, 0}), Error);
  EXPECT_THROW(write_targets_gpkg(path("t.gpkg"), {&targets, &targets, &none, &none}, utm(), {}), Error);
  EXPECT_TRUE(names().empty());
}

}  // namespace
}  // namespace greisen::outputs
