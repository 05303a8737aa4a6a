// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/vectors.hpp"

#include <limits>

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kHostile = "'; DROP TABLE targets; -- <b>\"&\xc3\xb1\n\t\xe2\x82\xac";

VectorTable table() {
  VectorTable t = {"targets", "ground to visit", ShapeType::multi_polygon, {}, {}};
  t.columns = {{"rank", CellType::integer}, {"score", CellType::real}, {"name", CellType::text}};
  const Polygon square = {{{{0, 0}, {0, 10}, {10, 10}, {10, 0}}, {{2, 2}, {4, 2}, {4, 4}, {2, 4}}}};
  t.rows.push_back({{std::int64_t{1}, 0.5, std::string(kHostile)}, std::vector<Polygon>{square}});
  t.rows.push_back(
      {{std::int64_t{2}, std::numeric_limits<double>::quiet_NaN(), Cell{}}, std::vector<Polygon>{square, square}});
  return t;
}

GDALDatasetUniquePtr opened(const std::string& path) {
  return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
}

TEST(WriteGeopackage, KeepsRowsAndShapes) {
  const ScratchFolder folder;
  write_geopackage(folder / "a.gpkg", parse_crs("EPSG:32629"), {table()}, {{"targets", "plain", "<qgis/>"}});
  EXPECT_THAT(folder.names(), ElementsAre("a.gpkg"));
  const auto file = opened(folder / "a.gpkg");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->GetLayerCount(), 2);
  OGRLayer* const layer = file->GetLayerByName("targets");
  EXPECT_STREQ(layer->GetSpatialRef()->GetAuthorityCode(nullptr), "32629");
  const OGRFeatureUniquePtr first(layer->GetNextFeature());
  EXPECT_EQ(first->GetFieldAsInteger("rank"), 1);
  EXPECT_EQ(first->GetFieldAsDouble("score"), 0.5);
  EXPECT_STREQ(first->GetFieldAsString("name"), kHostile);
  EXPECT_EQ(first->GetGeometryRef()->toMultiPolygon()->get_Area(), 96);
  EXPECT_FALSE(first->GetGeometryRef()->toMultiPolygon()->getGeometryRef(0)->getExteriorRing()->isClockwise());
  const OGRFeatureUniquePtr second(layer->GetNextFeature());
  EXPECT_TRUE(second->IsFieldNull(1) && second->IsFieldNull(2));
  const OGRFeatureUniquePtr style(file->GetLayerByName("layer_styles")->GetNextFeature());
  EXPECT_STREQ(style->GetFieldAsString("styleQML"), "<qgis/>");
  EXPECT_STREQ(style->GetFieldAsString("f_table_name"), "targets");
  EXPECT_EQ(style->GetFieldAsInteger("useAsDefault"), 1);
}

TEST(WriteGeopackage, GivesTheSameBytesAgain) {
  const ScratchFolder folder;
  for (const char* name : {"a.gpkg", "b.gpkg"}) write_geopackage(folder / name, parse_crs("EPSG:32629"), {table()}, {});
  EXPECT_TRUE(bytes_of_file(folder / "a.gpkg") == bytes_of_file(folder / "b.gpkg"));
}

TEST(WriteGeopackage, TakesNoRows) {
  const ScratchFolder folder;
  VectorTable empty = table();
  empty.rows.clear();
  write_geopackage(folder / "a.gpkg", parse_crs("EPSG:32629"), {empty}, {});
  EXPECT_EQ(opened(folder / "a.gpkg")->GetLayer(0)->GetFeatureCount(), 0);
}

TEST(WriteGeopackage, RefusesRowsThatDoNotFitAndLeavesNothing) {
  const ScratchFolder folder;
  const auto code = [&](auto change) {
    VectorTable t = table();
    change(t.rows[0]);
    return code_of([&] { write_geopackage(folder / "a.gpkg", parse_crs("EPSG:32629"), {t}, {}); });
  };
  EXPECT_EQ(code([](VectorRow& row) { row.cells.pop_back(); }), "E1064");
  EXPECT_EQ(code([](VectorRow& row) { row.cells[0] = std::string("one"); }), "E1064");
  EXPECT_EQ(code([](VectorRow& row) { row.shape = Point{1, 2}; }), "E1064");
  EXPECT_THAT(folder.names(), IsEmpty());
  EXPECT_EQ(code_of([&] { write_geopackage(folder / "no/a.gpkg", parse_crs("EPSG:32629"), {table()}, {}); }), "E7002");
}

TEST(WriteGeopackage, MakesBrokenTextStorable) {
  const ScratchFolder folder;
  VectorTable t = table();
  t.rows[0].cells[2] = std::string("bad \xff byte");
  write_geopackage(folder / "a.gpkg", parse_crs("EPSG:32629"), {t}, {});
  const auto file = opened(folder / "a.gpkg");
  const OGRFeatureUniquePtr first(file->GetLayer(0)->GetNextFeature());
  EXPECT_STREQ(first->GetFieldAsString("name"), "bad ? byte");
}

TEST(Turned, TurnsARingOnlyWhereNeeded) {
  const Ring square = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
  EXPECT_EQ(turned(square, Turn::counterclockwise), square);
  EXPECT_EQ(turned(square, Turn::clockwise), (Ring{{0, 0}, {0, 1}, {1, 1}, {1, 0}}));
  EXPECT_EQ(turned({}, Turn::clockwise), Ring{});
}

}  // namespace
}  // namespace greisen::geo
