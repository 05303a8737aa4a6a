// SPDX-License-Identifier: Apache-2.0
#include "outputs/raster_styles.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gdal_priv.h>
#include <gdal_rat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "outputs/support/dbf.hpp"

namespace greisen::outputs {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kHostile = "</label> & \"x\" \x01 \xc3\xb1";

class RasterStyles : public testing::Test {
 protected:
  void SetUp() override {
    const geo::GdalSession session;
    folder_ = std::filesystem::temp_directory_path() /
              ("greisen_styles_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string bytes(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::filesystem::path folder_;
};

bool well_formed(const std::string& text) {
  CPLXMLNode* const tree = CPLParseXMLString(text.c_str());
  CPLDestroyXMLNode(tree);
  return tree != nullptr;
}

MapLayer ramp() {
  MapLayer layer;
  layer.file = "prospectivity_x.tif";
  layer.palette.colours = {{255, 255, 255}, {0, 0, 0}};
  layer.style.range = {0, 1};
  return layer;
}

MapLayer classes() {
  MapLayer layer = ramp();
  layer.file = "classes_x.tif";
  layer.style.render = Render::classes;
  layer.classes = {{0, "none", {0, 0, 0, 0}},
                   {1, kHostile, {10, 20, 30, 255}},
                   {2, "never seen", {1, 2, 3, 255}},
                   {5, "top 1 %", {255, 0, 51, 255}}};
  return layer;
}

TEST_F(RasterStyles, ARampRunsFromTheFirstColourToTheLast) {
  const std::string qml = qml_of(ramp());
  EXPECT_TRUE(well_formed(qml));
  EXPECT_THAT(qml, HasSubstr("<item value=\"0\" label=\"0.00\" color=\"#ffffff\""));
  EXPECT_THAT(qml, HasSubstr("<item value=\"1\" label=\"1.00\" color=\"#000000\""));
  EXPECT_THAT(qml, HasSubstr("minimumLabel=\"0.00\""));
  MapLayer reversed = ramp();
  reversed.style.reversed = true;
  EXPECT_THAT(qml_of(reversed), HasSubstr("<item value=\"0\" label=\"0.00\" color=\"#000000\""));
}

TEST_F(RasterStyles, EndsThatCutValuesOffSayIt) {
  MapLayer layer = ramp();
  layer.style.range.reset();
  layer.style.percentile = {2, 98};
  layer.low = 120.4;
  layer.high = 3187.6;
  layer.unit = "m";
  EXPECT_THAT(qml_of(layer), HasSubstr("minimumLabel=\"≤ 120 m\" maximumLabel=\"≥ 3188 m\""));
  layer.style.percentile = {0, 100};
  EXPECT_THAT(qml_of(layer), HasSubstr("minimumLabel=\"120 m\""));
  layer.low = 0.0012;
  layer.high = 0.0034;
  layer.unit = "1";
  EXPECT_THAT(qml_of(layer), HasSubstr("minimumLabel=\"0.00120\" maximumLabel=\"0.00340\""))
      << "no unit, more decimals";
}

TEST_F(RasterStyles, TheLegendOfClassesLeavesOutWhatIsNotDrawn) {
  const std::string qml = qml_of(classes());
  EXPECT_TRUE(well_formed(qml));
  EXPECT_THAT(qml, HasSubstr("<paletteEntry value=\"5\" color=\"#ff0033\" alpha=\"255\" label=\"top 1 %\"/>"));
  EXPECT_THAT(qml, Not(HasSubstr("value=\"0\" color")));
  EXPECT_THAT(qml, HasSubstr("&lt;/label&gt; &amp; &quot;x&quot; ?"));
}

TEST_F(RasterStyles, StyleLiesBesideItsRasterAndIsTheSameBytesAgain) {
  std::filesystem::create_directories(folder_ / "layers");
  MapLayer layer = ramp();
  layer.file = "layers/a.b.tif";
  write_qml(folder_.string(), layer);
  EXPECT_EQ(bytes("layers/a.b.qml"), qml_of(layer));
}

TEST_F(RasterStyles, AttributeTableHasTheColumnsThatArcGisReads) {
  write_vat(folder_.string(), classes(), {{1, 70}, {5, 12'000'000'000}});
  const GDALDatasetUniquePtr file(GDALDataset::Open(path("classes_x.tif.vat.dbf").c_str(), GDAL_OF_VECTOR));
  ASSERT_TRUE(file);
  OGRLayer& table = *file->GetLayer(0);
  ASSERT_EQ(table.GetFeatureCount(), 2) << "only classes that occur";
  const OGRFeatureUniquePtr first(table.GetNextFeature());
  const OGRFeatureUniquePtr second(table.GetNextFeature());
  EXPECT_EQ(second->GetFieldAsInteger("Value"), 5);
  EXPECT_EQ(second->GetFieldAsInteger64("Count"), 12'000'000'000);
  EXPECT_STREQ(second->GetFieldAsString("Class"), "top 1 %");
  EXPECT_DOUBLE_EQ(second->GetFieldAsDouble("Red"), 1) << "shares, not 255";
  EXPECT_NEAR(second->GetFieldAsDouble("Blue"), 0.2, 1e-9);
  EXPECT_STREQ(first->GetFieldAsString("Class"), "</label> & \"x\" ? ?");
}

TEST_F(RasterStyles, ClassTableIsReadByGdalWithTheRaster) {
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  const GDALDatasetUniquePtr made(driver->Create(path("classes_x.tif").c_str(), 2, 2, 1, GDT_UInt16, nullptr));
  ASSERT_TRUE(made);
  made->FlushCache(false);
  const std::string before = bytes("classes_x.tif");
  write_class_table(folder_.string(), classes(), {{1, 3}, {5, 1}});
  const GDALDatasetUniquePtr file(GDALDataset::Open(path("classes_x.tif").c_str()));
  ASSERT_TRUE(file);
  const GDALRasterAttributeTable* const table = file->GetRasterBand(1)->GetDefaultRAT();
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->GetRowCount(), 2);
  EXPECT_EQ(table->GetValueAsInt(1, table->GetColOfUsage(GFU_MinMax)), 5);
  EXPECT_EQ(table->GetValueAsInt(1, table->GetColOfUsage(GFU_Red)), 255);
  EXPECT_STREQ(table->GetValueAsString(1, table->GetColOfUsage(GFU_Name)), "top 1 %");
  EXPECT_EQ(bytes("classes_x.tif"), before) << "the raster is not touched";
}

TEST(Dbf, CutsTextsAndRefusesNumbersThatDoNotFit) {
  const DbfTable cut = {{{"Class", 'C', 3, 0}}, {{"abcdef"}}};
  EXPECT_THAT(dbf_of(cut), HasSubstr(" abc\x1a"));
  const DbfTable wide = {{{"Value", 'N', 3, 0}}, {{"12345"}}};
  EXPECT_THROW(dbf_of(wide), Error);
}

}  // namespace
}  // namespace greisen::outputs
