// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/read/band_source.hpp"
#include "scene/layouts/aster_files.hpp"
#include "scene/layouts/aster_metadata.hpp"
#include "scene/scene_fixture.hpp"
#include "support/hdf_eos_writer.hpp"
#include "support/raster_file.hpp"

namespace greisen::scene {
namespace {

namespace fs = std::filesystem;

/// science.md 5.1: DN and reflectance (thermal: radiance) at normal gain, day 200, the sun 60 degrees high.
struct Golden {
  const char* swath;
  const char* field;
  const char* band;
  int dn;
  double value;
};
constexpr std::array<Golden, 14> kGolden = {{{"VNIR_Swath", "ImageData1", "B1", 120, 0.407252},
                                             {"VNIR_Swath", "ImageData2", "B2", 110, 0.373059},
                                             {"VNIR_Swath", "ImageData3N", "B3N", 130, 0.373988},
                                             {"SWIR_Swath", "ImageData4", "B4", 150, 0.538440},
                                             {"SWIR_Swath", "ImageData5", "B5", 140, 0.418409},
                                             {"SWIR_Swath", "ImageData6", "B6", 135, 0.383365},
                                             {"SWIR_Swath", "ImageData7", "B7", 138, 0.409401},
                                             {"SWIR_Swath", "ImageData8", "B8", 142, 0.331318},
                                             {"SWIR_Swath", "ImageData9", "B9", 128, 0.252821},
                                             {"TIR_Swath", "ImageData10", "B10", 1250, 8.520678},
                                             {"TIR_Swath", "ImageData11", "B11", 1300, 8.807220},
                                             {"TIR_Swath", "ImageData12", "B12", 1370, 9.021710},
                                             {"TIR_Swath", "ImageData13", "B13", 1680, 9.558547},
                                             {"TIR_Swath", "ImageData14", "B14", 1750, 9.138525}}};

class Aster : public SceneTest {
 protected:
  struct Product {
    std::string date = "20030719";  // day 200
    std::string name = "AST_L1T_00307192003112233_20150501103405_12345.hdf";
    std::string north = "40.5";
    std::string corner = "(4500000.0, 600000.0)";
    std::string gain1 = "NOR";
  };

  std::string write(const Product& product) const {
    std::map<std::string, std::vector<test::SwathField>> swaths;
    for (const Golden& row : kGolden) {
      const bool thermal = std::string_view(row.swath) == "TIR_Swath";
      const auto dn = static_cast<std::uint16_t>(row.dn);
      const auto full = static_cast<std::uint16_t>(thermal ? 4095 : 255);
      swaths[row.swath].push_back({row.field, 2, 3, {dn, 0, full, dn, 1, dn}, !thermal});
    }
    std::string objects = test::odl_object("CALENDARDATE", "\"" + product.date + "\"") +
                          test::odl_object("SOLARDIRECTION", "(140.5, 60.0)") +
                          test::odl_object("UTMZONENUMBER", "29") + test::odl_object("UPPERLEFTM", product.corner) +
                          test::odl_object("NORTHBOUNDINGCOORDINATE", product.north);
    for (const char* band : {"01", "02", "3N", "04", "05", "06", "07", "08", "09"}) {
      const std::string gain = std::string_view(band) == "01" ? product.gain1 : "NOR";
      objects += test::odl_object("GAIN", "(\"" + std::string(band) + "\", \"" + gain + "\")", band);
    }
    const std::string path = (folder_ / product.name).string();
    test::write_hdf_eos(path, swaths, objects);
    return path;
  }

  Scene open(const Product& product) { return only(write(product)); }
};

TEST_F(Aster, Level1TBecomesReflectanceAndRadianceByGainAndSun) {
  const Scene scene = open({});
  EXPECT_EQ(scene.sensor, "aster");
  EXPECT_EQ(scene.level, "L1T");
  EXPECT_EQ(scene.kind, Kind::toa);
  EXPECT_EQ(scene.date, "2003-07-19");
  EXPECT_EQ(scene.time, "11:22:33");
  EXPECT_DOUBLE_EQ(*scene.sun_zenith_deg, 30);
  ASSERT_EQ(scene.bands.size(), 14U);
  for (const Golden& row : kGolden) {
    const SceneBand& band = *scene.find(row.band);
    const Tile pixels = read_all(geo::raster_of({band.source}, band.grid));
    EXPECT_NEAR(pixels.view().at(0, 0, 0), row.value, 1e-5 * std::max(1.0, row.value)) << row.band;
    EXPECT_TRUE(std::isnan(pixels.view().at(0, 0, 1))) << row.band << ": DN 0 is fill";
    EXPECT_TRUE(std::isnan(pixels.view().at(0, 0, 2))) << row.band << ": saturated";
    EXPECT_FLOAT_EQ(pixels.view().at(0, 1, 1), 0) << row.band << ": DN 1 is no radiance";
  }
}

/// The metadata give centres of pixels: the corner lies half a pixel of the band's own size outward.
TEST_F(Aster, LiesByTheCentreOfItsFirstPixel) {
  const Scene scene = open({});
  const Grid vnir = scene.find("B1")->grid;
  EXPECT_DOUBLE_EQ(vnir.origin_x, 600000 - 7.5);
  EXPECT_DOUBLE_EQ(vnir.origin_y, 4500000 + 7.5);
  EXPECT_DOUBLE_EQ(scene.find("B4")->grid.origin_x, 600000 - 15);
  EXPECT_DOUBLE_EQ(scene.find("B10")->grid.origin_y, 4500000 + 45);
  EXPECT_NE(vnir.crs.find("UTM zone 29N"), std::string::npos);
}

TEST_F(Aster, SouthOfTheEquatorCountsNorthingsFromTenMillion) {
  Product product;
  product.north = "-22.5";
  product.corner = "(-2500000.0, 600000.0)";
  const Grid grid = open(product).find("B1")->grid;
  EXPECT_DOUBLE_EQ(grid.origin_y, 7500000 + 7.5);
  EXPECT_NE(grid.crs.find("UTM zone 29S"), std::string::npos);
}

TEST_F(Aster, TakesTheGainOfEachBand) {
  Product product;
  product.gain1 = "HGH";
  const Scene high = open(product);
  EXPECT_NEAR(high.find("B1")->source.scale, 0.407252 / 119 * 0.676 / 1.688, 1e-7);
  product.gain1 = "OFF";
  EXPECT_EQ(open(product).find("B1"), nullptr);
}

TEST_F(Aster, HasNoShortWaveInfraredFromApril2008On) {
  Product product;
  product.date = "20080401";
  const Scene dead = open(product);
  EXPECT_EQ(dead.find("swir1"), nullptr);
  EXPECT_NE(dead.find("red"), nullptr);
  EXPECT_TRUE(warned("the short-wave infrared of ASTER failed in April 2008"));
  product.date = "20080331";
  EXPECT_NE(open(product).find("swir1"), nullptr);
  EXPECT_TRUE(warned("saturated at times from May 2007"));
}

TEST_F(Aster, InsideAZipSaysThatItMustBeUnpacked) {
  const std::string path = write({});
  const std::string zip = (folder_ / "scene.zip").string();
  ASSERT_EQ(std::system(("cd '" + folder_.string() + "' && /usr/bin/python3 -m zipfile -c scene.zip *.hdf").c_str()),
            0);
  EXPECT_EQ(code_of(zip), "E3110");
}

TEST_F(Aster, ThreeGeoTiffsOfOneAcquisitionAreOneScene) {
  const std::string stem = (folder_ / "AST_L1T_00307192003112233_20150501103405_12345").string();
  const std::vector<double> plane = {100, 101, 102, 103};
  test::write_raster(stem + ".VNIR.tif",
                     {.pixel_m = 15, .values = std::vector<std::vector<double>>(3, plane), .type = GDT_Byte});
  test::write_raster(stem + ".SWIR.tif",
                     {.pixel_m = 30, .values = std::vector<std::vector<double>>(6, plane), .type = GDT_Byte});
  SceneRequest request;
  request.path = ".";
  request.scale = {0.004};
  const auto scenes = find(request);
  ASSERT_EQ(scenes.size(), 1U);
  EXPECT_EQ(scenes.front().bands.size(), 9U);
  EXPECT_DOUBLE_EQ(scenes.front().find("swir8")->source.scale, 0.004);
  EXPECT_EQ(scenes.front().find("swir8")->source.band, 5);
}

/// As public buckets have level 1T: cloud-optimised files of each telescope that say their reflectance themselves.
TEST_F(Aster, GeoTiffsThatTellTheirReflectanceAreOneScene) {
  const std::string stem = "AST_L1T_00307192003112233_20150501103405_12345";
  const std::vector<double> plane = {100, 0, 102, 255};
  test::write_raster((folder_ / (stem + "_VNIR.tif")).string(),
                     {.pixel_m = 15, .values = std::vector<std::vector<double>>(3, plane), .type = GDT_Byte});
  test::write_raster((folder_ / (stem + "_SWIR.tif")).string(),
                     {.pixel_m = 30, .values = std::vector<std::vector<double>>(6, plane), .type = GDT_Byte});
  test::write_raster((folder_ / (stem + "_TIR.tif")).string(),
                     {.pixel_m = 90, .values = std::vector<std::vector<double>>(5, {1300, 1300, 1300, 1300})});
  EXPECT_EQ(code_of("."), "E3103") << "nothing says what their DN mean";
  {  // of each band; of the file by band names
    const std::unique_ptr<GDALDataset> vnir(
        GDALDataset::Open((folder_ / (stem + "_VNIR.tif")).c_str(), GDAL_OF_UPDATE));
    const std::unique_ptr<GDALDataset> swir(
        GDALDataset::Open((folder_ / (stem + "_SWIR.tif")).c_str(), GDAL_OF_UPDATE));
    for (int band = 1; band <= 3; ++band) {
      vnir->GetRasterBand(band)->SetMetadataItem("REFLECTANCE_GAIN", std::to_string(0.001 * band).c_str());
      vnir->GetRasterBand(band)->SetMetadataItem("REFLECTANCE_BIAS", "-0.02");
    }
    for (int band = 4; band <= 9; ++band) {
      swir->SetMetadataItem(("REFLECTANCE_GAIN_BAND" + std::to_string(band)).c_str(),
                            std::to_string(0.001 * band).c_str());
      swir->SetMetadataItem(("REFLECTANCE_BIAS_BAND" + std::to_string(band)).c_str(), "-0.004");
    }
  }
  const Scene scene = only(".");
  EXPECT_EQ(scene.id, stem);
  EXPECT_EQ(scene.kind, Kind::toa);
  ASSERT_EQ(scene.bands.size(), 14U);
  EXPECT_NEAR(scene.find("B3N")->source.scale, 0.003, 1e-12);
  const Tile red = read_all(geo::raster_of({scene.find("red")->source}, scene.find("red")->grid));
  EXPECT_NEAR(red.view().at(0, 0, 0), 0.002 * 100 - 0.02, 1e-6);
  EXPECT_TRUE(std::isnan(red.view().at(0, 0, 1))) << "fill";
  const Tile swir = read_all(geo::raster_of({scene.find("B6")->source}, scene.find("B6")->grid));
  EXPECT_NEAR(swir.view().at(0, 0, 0), 0.006 * 100 - 0.004, 1e-6);
  EXPECT_NEAR(scene.find("B11")->source.scale, 0.00678, 1e-9) << "thermal bands by their unit radiance";
}

TEST_F(Aster, ListsOfTheFileTellItsReflectanceToo) {
  geo::FileInfo info;
  info.bands.resize(3);
  info.metadata = {{"REFLECTANCE_GAIN", "0.1, 0.2, 0.3"}, {"REFLECTANCE_BIAS", "-0.5"}};
  EXPECT_DOUBLE_EQ(aster_reflectance_terms(info, 2, "B5")->scale, 0.2);
  EXPECT_DOUBLE_EQ(aster_reflectance_terms(info, 2, "B5")->offset, -0.5);
  info.metadata = {{"REFLECTANCE_GAIN_1", "0.1"}, {"REFLECTANCE_GAIN_2", "0.2"}, {"REFLECTANCE_GAIN_3", "0.3"}};
  EXPECT_DOUBLE_EQ(aster_reflectance_terms(info, 2, "B5")->scale, 0.2) << "counted in the file";
  info.metadata = {{"B05_REFLECTANCE_GAIN", "0.7"}};
  EXPECT_DOUBLE_EQ(aster_reflectance_terms(info, 2, "B5")->scale, 0.7);
  EXPECT_FALSE(aster_reflectance_terms(info, 1, "B4"));
}

TEST(AsterName, KnowsTheProducts) {
  EXPECT_EQ(aster_name("AST_L1T_00307192003112233_20150501103405_12345_VNIR.tif")->part, "VNIR");
  EXPECT_EQ(aster_name("AST_L1T_00307192003112233_20150501103405_12345-SWIR.tif")->part, "SWIR");

  EXPECT_EQ(aster_name("AST_07XT_00307192003112234_20150501_1.hdf")->product, "AST_07XT");
  EXPECT_EQ(aster_name("AST_L1T_00307192003112233_20150501103405_12345.TIR.tif")->part, "TIR");
  EXPECT_EQ(aster_name("AST_L1T_00307192003112233_20150501103405_12345.hdf")->date, "2003-07-19");
  for (const char* name : {"AST_09_00307192003112233_1.hdf", "MOD09.hdf", "AST_L1T_0030719.hdf", "AST_L1T_x_V.tif"})
    EXPECT_FALSE(aster_name(name)) << name;
}

}  // namespace
}  // namespace greisen::scene
