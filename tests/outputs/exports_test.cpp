// SPDX-License-Identifier: Apache-2.0
// What was exported is read back by GDAL as other programs would.
#include "outputs/exports.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "geo/gdal/zip.hpp"
#include "outputs/exports_fixture.hpp"

namespace greisen::outputs {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

struct FolderCase {
  const char* folder;
  const char* targets;  ///< file, or dataset
  Exported (*write)(const ExportSource&, const std::string&);
};
constexpr FolderCase kFolders[] = {{"shp", "shp/targets.shp", export_shapefiles},
                                   {"tab", "tab/targets.tab", export_mapinfo},
                                   {"fgb", "fgb/targets.fgb", export_flatgeobuf},
                                   {"gdb", "gdb/targets.gdb", export_geodatabase}};

TEST_F(Exports, VectorFormatsHoldEveryRowWithItsTextsAndItsShape) {
  for (const FolderCase& one : kFolders) {
    SCOPED_TRACE(one.folder);
    ASSERT_TRUE(one.write(source_, path(one.folder)).made);
    const auto file = opened(path(one.targets));
    ASSERT_TRUE(file);
    OGRLayer* const layer = file->GetLayerByName("targets");
    ASSERT_NE(layer, nullptr);
    ASSERT_EQ(layer->GetFeatureCount(), 2);
    ASSERT_NE(layer->GetSpatialRef(), nullptr);
    EXPECT_TRUE(layer->GetSpatialRef()->IsProjected());
    for (const OGRFeatureUniquePtr& row : *layer) {  // an index of space may change their order
      double area = 0;
      if (wkbFlatten(row->GetGeometryRef()->getGeometryType()) == wkbPolygon)
        area = row->GetGeometryRef()->toPolygon()->get_Area();
      else
        area = row->GetGeometryRef()->toMultiPolygon()->get_Area();
      EXPECT_NEAR(area, 600 * 500 - 5000, 1) << "with its hole";
      if (std::string(row->GetFieldAsString("label")) != "A1") continue;
      EXPECT_NEAR(row->GetFieldAsDouble("score"), 0.7346, 1e-9);
      const std::string branch = row->GetFieldAsString("branch");
      EXPECT_THAT(branch, HasSubstr("</script>]]>'; DROP TABLE \"x\", <b>& $[name] \xc3\xb1 "));
      EXPECT_THAT(branch, EndsWith(std::string(one.folder) == "tab" ? "?" : "\xe2\x82\xac"));
    }
    const auto faults = opened(
        path(std::string(one.folder) == "gdb" ? "gdb/targets.gdb" : std::string(one.folder) + "/faults." + one.folder));
    ASSERT_TRUE(faults);
    EXPECT_EQ(faults->GetLayerByName("faults")->GetFeatureCount(), 1);
    EXPECT_THAT(bytes(std::string(one.folder) + "/read_me.txt"), HasSubstr("Written by greisen export"));
    EXPECT_THAT(bytes(std::string(one.folder) + "/targets.sld"), HasSubstr("&lt;/script&gt;"));
  }
}

TEST_F(Exports, ShapefilesSayWhatTheyShorten) {
  const Exported made = export_shapefiles(source_, path("shp"));
  EXPECT_THAT(made.notes, testing::Contains(HasSubstr("targets.dates: a text cut at 254 bytes")));
  const auto file = opened(path("shp/targets.shp"));
  OGRFeatureDefn* const definition = file->GetLayer(0)->GetLayerDefn();
  for (int i = 0; i < definition->GetFieldCount(); ++i)
    EXPECT_LE(std::string(definition->GetFieldDefn(i)->GetNameRef()).size(), 10U);
  EXPECT_GE(definition->GetFieldIndex("known_m"), 0);
  const OGRFeatureUniquePtr row(file->GetLayer(0)->GetNextFeature());
  const std::string dates = row->GetFieldAsString("dates");
  EXPECT_LE(dates.size(), 254U);
  EXPECT_THAT(dates, EndsWith("..."));
  const std::string read_me = bytes("shp/read_me.txt");
  EXPECT_THAT(read_me, HasSubstr("(nearest_known_m)"));
  EXPECT_THAT(read_me, HasSubstr("targets.dates: a text cut"));
  EXPECT_EQ(bytes("shp/targets.cpg"), "UTF-8");
  EXPECT_THAT(bytes("shp/targets.prj"), HasSubstr("UTM_Zone_29N"));
  EXPECT_EQ(bytes("shp/targets.dbf").substr(1, 3), "\x7c\x05\x11") << "the day of the run, not of the export";
}

TEST_F(Exports, GeodatabasesKeepTextsWhole) {
  EXPECT_THAT(export_geodatabase(source_, path("gdb")).notes, testing::IsEmpty());
  const auto file = opened(path("gdb/targets.gdb"));
  const OGRFeatureUniquePtr row(file->GetLayerByName("centroids")->GetNextFeature());
  EXPECT_GT(std::string(row->GetFieldAsString("sensor_dates")).size(), 300U);
}

TEST_F(Exports, KmzShowsHostileTextsAsTexts) {
  ASSERT_TRUE(export_kmz(source_, path("t.kmz")).made);
  VSILFILE* const zip = VSIFOpenL(("/vsizip/" + path("t.kmz") + "/doc.kml").c_str(), "rb");
  ASSERT_NE(zip, nullptr);
  std::string kml(1 << 20, '\0');
  kml.resize(VSIFReadL(kml.data(), 1, kml.size(), zip));
  VSIFCloseL(zip);
  const std::unique_ptr<CPLXMLNode, void (*)(CPLXMLNode*)> tree(CPLParseXMLString(kml.c_str()), CPLDestroyXMLNode);
  ASSERT_TRUE(tree);
  EXPECT_THAT(kml, Not(HasSubstr("<b>& ")));
  const std::string balloon = kml.substr(kml.find("<description>&lt;h3&gt;"));
  EXPECT_THAT(balloon.substr(0, balloon.find("</description>")),
              HasSubstr("&amp;lt;b&amp;gt;&amp;amp; &amp;#36;[name]"));
  const auto file = opened(path("t.kmz"));
  ASSERT_TRUE(file);
  int placemarks = 0;
  for (OGRLayer* layer : file->GetLayers()) placemarks += static_cast<int>(layer->GetFeatureCount());
  EXPECT_GE(placemarks, 2);
}

TEST_F(Exports, KmzDrapesFavourabilityAndLeavesUnjudgedGroundClear) {
  ASSERT_TRUE(export_kmz(source_, path("t.kmz")).made);
  const auto picture = opened("/vsizip/" + path("t.kmz") + "/pictures/favourability_1.png");
  ASSERT_TRUE(picture);
  const int middle = picture->GetRasterYSize() / 2;
  std::vector<std::uint8_t> row(static_cast<std::size_t>(picture->GetRasterXSize()) * 4);
  ASSERT_EQ(picture->RasterIO(GF_Read, 0, middle, picture->GetRasterXSize(), 1, row.data(), picture->GetRasterXSize(),
                              1, GDT_Byte, 4, nullptr, 4, 0, 1, nullptr),
            CE_None);
  EXPECT_EQ(row[4 * 3 + 3], 0) << "the west was not judged";
  const std::size_t east = row.size() - 4 * 6;
  EXPECT_NEAR(row[east], 100, 3);
  EXPECT_NEAR(row[east + 1], 50, 3);
  EXPECT_EQ(row[east + 3], 255);
}

TEST_F(Exports, GpxHasLabelledWaypointsAndOutlines) {
  ASSERT_TRUE(export_gpx(source_, path("t.gpx")).made);
  const auto file = opened(path("t.gpx"));
  ASSERT_TRUE(file);
  OGRLayer* const points = file->GetLayerByName("waypoints");
  ASSERT_EQ(points->GetFeatureCount(), 2);
  const OGRFeatureUniquePtr first(points->GetNextFeature());
  EXPECT_STREQ(first->GetFieldAsString("name"), "A1");
  EXPECT_THAT(first->GetFieldAsString("desc"), HasSubstr("score 0.7346"));
  EXPECT_NEAR(first->GetGeometryRef()->toPoint()->getY(), 39.0, 0.1);
  const OGRFeatureUniquePtr second(points->GetNextFeature());
  EXPECT_THAT(second->GetFieldAsString("type"), HasSubstr("<b>&"));
  EXPECT_EQ(file->GetLayerByName("tracks")->GetFeatureCount(), 2);
  EXPECT_THAT(bytes("t.gpx"), Not(HasSubstr("<time>")));
}

TEST_F(Exports, DxfHasALayerAModelAndLabels) {
  ASSERT_TRUE(export_dxf(source_, path("dxf")).made);
  const auto file = opened(path("dxf/targets.dxf"));
  ASSERT_TRUE(file);
  std::vector<std::string> layers;
  std::vector<std::string> texts;
  for (const OGRFeatureUniquePtr& one : *file->GetLayer(0)) {
    layers.emplace_back(one->GetFieldAsString("Layer"));
    if (const std::string text = one->GetFieldAsString("Text"); !text.empty()) texts.push_back(text);
  }
  EXPECT_THAT(layers, testing::IsSupersetOf({"w-skarn", "w-skarn labels", "faults"}));
  EXPECT_THAT(texts, testing::UnorderedElementsAre("A1", "B1"));
  EXPECT_THAT(bytes("dxf/read_me.txt"), HasSubstr("EPSG:32629"));
}

TEST_F(Exports, CsvHoldsNoFormulas) {
  ASSERT_TRUE(export_csv(source_, path("t.csv")).made);
  const std::string text = bytes("t.csv");
  EXPECT_THAT(text, testing::StartsWith("label,rank,model,score,lon,lat,"));
  EXPECT_THAT(text, HasSubstr("'=HYPERLINK("));
  EXPECT_EQ(opened(path("t.csv"))->GetLayer(0)->GetFeatureCount(), 2);
}

TEST_F(Exports, WithoutTargetsNothingIsWrittenAndItIsSaid) {
  source_.tables.clear();
  source_.rasters.clear();
  source_.lacks = {"the run has no targets"};
  for (auto* const write : {export_kmz, export_gpx, export_csv, export_shapefiles, export_mapinfo, export_flatgeobuf,
                            export_geodatabase, export_dxf, export_mbtiles, export_mail}) {
    const Exported made = write(source_, path("none"));
    EXPECT_FALSE(made.made);
    EXPECT_THAT(made.notes, Not(testing::IsEmpty()));
    EXPECT_FALSE(std::filesystem::exists(path("none")));
  }
}

TEST_F(Exports, AreTheSameBytesAgain) {
  source_.files.front().sha256.clear();
  for (auto* const write : {export_kmz, export_gpx, export_csv, export_shapefiles, export_mapinfo, export_flatgeobuf,
                            export_dxf, export_mail, export_sld, export_arcgis, export_zip}) {
    ASSERT_TRUE(write(source_, path("one.zip")).made);
    ASSERT_TRUE(write(source_, path("two.zip")).made);
    EXPECT_FALSE(tree("one.zip").empty());
    EXPECT_EQ(tree("one.zip") == tree("two.zip"), true);
    std::filesystem::remove_all(path("one.zip"));
    std::filesystem::remove_all(path("two.zip"));
  }
  ASSERT_TRUE(export_mbtiles(source_, path("one.mbtiles")).made);
  ASSERT_TRUE(export_mbtiles(source_, path("two.mbtiles")).made);
  EXPECT_TRUE(bytes("one.mbtiles") == bytes("two.mbtiles"));
}

}  // namespace
}  // namespace greisen::outputs
