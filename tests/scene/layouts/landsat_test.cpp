// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "scene/composite.hpp"
#include "scene/layouts/landsat_metadata.hpp"
#include "scene/scene_fixture.hpp"
#include "support/raster_file.hpp"
#include "support/shared_data.hpp"

namespace greisen::scene {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLevel2 = "LC09_L2SP_203032_20230815_20230817_02_T1";
constexpr const char* kLevel1 = "LC08_L1TP_203032_20230815_20230820_02_T1";

/// The same keys with other numbers in the groups of level 1 and 2, as the real files have them.
constexpr const char* kText = R"(GROUP = LANDSAT_METADATA_FILE
  GROUP = PRODUCT_CONTENTS
    PROCESSING_LEVEL = "%LEVEL%"
  END_GROUP = PRODUCT_CONTENTS
  GROUP = IMAGE_ATTRIBUTES
    SPACECRAFT_ID = "LANDSAT_9"
    SENSOR_ID = "OLI_TIRS"
    DATE_ACQUIRED = 2023-08-15
    SCENE_CENTER_TIME = "11:07:45.1234560Z"
    CLOUD_COVER = 3.25
    SUN_AZIMUTH = -130.5
    SUN_ELEVATION = 30.0
  END_GROUP = IMAGE_ATTRIBUTES
  GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
    REFLECTANCE_MULT_BAND_4 = 2.75e-05
    REFLECTANCE_ADD_BAND_4 = -0.2
  END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
  GROUP = LEVEL2_SURFACE_TEMPERATURE_PARAMETERS
    TEMPERATURE_MULT_BAND_ST_B10 = 0.00341802
    TEMPERATURE_ADD_BAND_ST_B10 = 149.0
  END_GROUP = LEVEL2_SURFACE_TEMPERATURE_PARAMETERS
  GROUP = LEVEL1_RADIOMETRIC_RESCALING
    RADIANCE_MULT_BAND_10 = 3.3420E-04
    RADIANCE_ADD_BAND_10 = 0.10000
    REFLECTANCE_MULT_BAND_4 = 2.0000E-05
    REFLECTANCE_ADD_BAND_4 = -0.100000
  END_GROUP = LEVEL1_RADIOMETRIC_RESCALING
END_GROUP = LANDSAT_METADATA_FILE
END
)";

std::string metadata_text(const std::string& level) {
  std::string text = kText;
  text.replace(text.find("%LEVEL%"), 7, level);
  return text;
}

class Landsat : public SceneTest {
 protected:
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  void write_band(const std::string& name, std::vector<double> dn) const {
    test::write_raster((folder_ / name).string(), {.cols = 2, .rows = 2, .pixel_m = 30, .values = {std::move(dn)}});
  }
  LandsatMetadata metadata(const std::string& name, const std::string& text) const {
    write(name, text);
    return read_landsat_metadata((folder_ / name).string());
  }
};

TEST_F(Landsat, Level2TakesTheNumbersOfItsOwnGroup) {
  const std::string name = kLevel2;
  write(name + "_MTL.txt", metadata_text("L2SP"));
  write_band(name + "_SR_B4.TIF", {0, 1, 20000, 65535});
  write_band(name + "_ST_B10.TIF", {293, 44000, 45000, 0});
  const Scene scene = only(".");
  EXPECT_EQ(scene.id, name);
  EXPECT_EQ(scene.sensor, "landsat89");
  EXPECT_EQ(scene.platform, "L9");
  EXPECT_EQ(scene.level, "L2SP");
  EXPECT_EQ(scene.kind, Kind::surface);
  EXPECT_EQ(scene.time, "11:07:45");
  EXPECT_DOUBLE_EQ(*scene.sun_zenith_deg, 60);
  EXPECT_DOUBLE_EQ(*scene.sun_azimuth_deg, 229.5);
  EXPECT_DOUBLE_EQ(*scene.cloud_percent, 3.25);
  const Tile red = read_all(geo::raster_of({scene.find("red")->source}, scene.find("red")->grid));
  EXPECT_TRUE(std::isnan(red.view().at(0, 0, 0)));
  EXPECT_NEAR(red.view().at(0, 0, 1), -0.1999725, 1e-7);
  EXPECT_NEAR(red.view().at(0, 1, 0), 0.35, 1e-7);
  EXPECT_TRUE(std::isnan(red.view().at(0, 1, 1))) << "saturated";
  const Tile kelvin = read_all(geo::raster_of({scene.find("B10")->source}, scene.find("B10")->grid));
  EXPECT_NEAR(kelvin.view().at(0, 0, 0), 150.0014799, 1e-4);
  EXPECT_NEAR(kelvin.view().at(0, 0, 1), 299.39288, 1e-4);
  EXPECT_EQ(scene.find("B10")->source.layer.unit, "K");
}

TEST_F(Landsat, Level1IsTopOfAtmosphereDividedByTheSineOfTheSun) {
  const std::string name = kLevel1;
  write(name + "_MTL.txt", metadata_text("L1TP"));
  write_band(name + "_B4.TIF", {20000, 20000, 20000, 20000});
  write_band(name + "_B10.TIF", {29622, 29622, 29622, 29622});
  const Scene scene = only(".");
  EXPECT_EQ(scene.kind, Kind::toa);
  EXPECT_EQ(scene.level, "L1TP");
  const Tile red = read_all(geo::raster_of({scene.find("red")->source}, scene.find("red")->grid));
  EXPECT_NEAR(red.view().at(0, 0, 0), 0.6, 1e-6) << "0.3 by the sine of 30 degrees";
  EXPECT_NEAR(29622 * scene.find("B10")->source.scale + scene.find("B10")->source.offset, 10.0, 1e-3);
}

TEST_F(Landsat, ReadsTextXmlAndJsonAlike) {
  const std::string xml =
      "<LANDSAT_METADATA_FILE><IMAGE_ATTRIBUTES><SUN_ELEVATION>30.0</SUN_ELEVATION></IMAGE_ATTRIBUTES>"
      "<LEVEL1_RADIOMETRIC_RESCALING><REFLECTANCE_MULT_BAND_4>2.0E-05</REFLECTANCE_MULT_BAND_4>"
      "<REFLECTANCE_ADD_BAND_4>-0.1</REFLECTANCE_ADD_BAND_4></LEVEL1_RADIOMETRIC_RESCALING></LANDSAT_METADATA_FILE>";
  const std::string json =
      R"({"LANDSAT_METADATA_FILE": {"IMAGE_ATTRIBUTES": {"SUN_ELEVATION": "30.0"}, "LEVEL1_RADIOMETRIC_RESCALING":)"
      R"( {"REFLECTANCE_MULT_BAND_4": "2.0E-05", "REFLECTANCE_ADD_BAND_4": -0.1}}})";
  for (const LandsatMetadata& one :
       {metadata("a.txt", metadata_text("L1TP")), metadata("a.xml", xml), metadata("a.json", json)}) {
    const auto gain = landsat_gain(one, "B4");
    ASSERT_TRUE(gain) << one.path;
    EXPECT_NEAR(gain->scale, 4e-5, 1e-12) << one.path;
    EXPECT_NEAR(gain->offset, -0.2, 1e-12) << one.path;
  }
}

TEST_F(Landsat, RefusesMetadataThatCannotBe) {
  const auto code = [&](const std::string& name, const std::string& text) {
    try {
      const LandsatMetadata one = metadata(name, text);
      landsat_gain(one, "B4");
    } catch (const Error& error) {
      return std::string(error.code());
    }
    return std::string();
  };
  EXPECT_EQ(code("a.txt", "no metadata"), "E3105");
  EXPECT_EQ(code("b.txt", std::string(5U << 20U, 'x')), "E3002");
  EXPECT_EQ(code("c.json", "{\"A\": "), "E3105");
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "{\"a\":";
  EXPECT_EQ(code("d.json", deep), "E3105");
  EXPECT_EQ(code("e.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "E3104");
  std::string night = metadata_text("L1TP");
  night.replace(night.find("ELEVATION = 30.0"), 16, "ELEVATION = -5.0");
  EXPECT_EQ(code("f.txt", night), "E3105");
  std::string words = metadata_text("L1TP");
  words.replace(words.find("= 2.0000E-05"), 12, "= many      ");
  EXPECT_EQ(code("g.txt", words), "E3105");
}

TEST_F(Landsat, WithoutItsMetadataLevel1IsUnknownAndLevel2IsFixed) {
  write_band(std::string(kLevel1) + "_B4.TIF", {1, 2, 3, 4});
  EXPECT_EQ(code_of("."), "E3103");
  fs::remove(folder_ / (std::string(kLevel1) + "_B4.TIF"));
  write_band(std::string(kLevel2) + "_SR_B4.TIF", {1, 2, 3, 4});
  EXPECT_DOUBLE_EQ(only(".").find("red")->source.scale, 2.75e-5);
}

/// science.md 1.2: never bit 6, which shadow, snow and cirrus carry too; RADSAT adds saturation.
TEST_F(Landsat, MasksByBothQualityLayers) {
  const std::string name = kLevel2;
  write(name + "_MTL.txt", metadata_text("L2SP"));
  write_band(name + "_SR_B4.TIF", {20000, 20000, 20000, 20000});
  write_band(name + "_QA_PIXEL.TIF", {21824, 23888, 54596, 21824});
  write_band(name + "_QA_RADSAT.TIF", {0, 0, 0, 8});
  const Scene scene = only(".");
  ASSERT_EQ(scene.quality.size(), 2U);
  MaskOptions mask;
  mask.buffer_m = 0;
  const Tile seen = read_all(scene_raster(scene, {"B4"}, scene.find("red")->grid, mask));
  const auto reason = [&](int r, int c) { return static_cast<std::uint16_t>(seen.view().at(1, r, c)); };
  EXPECT_EQ(reason(0, 0), 0);
  EXPECT_EQ(reason(0, 1), bits_of({Reason::shadow}));
  EXPECT_EQ(reason(1, 0), bits_of({Reason::cirrus}));
  EXPECT_EQ(reason(1, 1), bits_of({Reason::saturated}));
}

TEST_F(Landsat, HighAerosolIsNotJudged) {
  const std::string name = kLevel2;
  write(name + "_MTL.txt", metadata_text("L2SP"));
  write_band(name + "_SR_B4.TIF", {20000, 20000, 20000, 20000});
  write_band(name + "_SR_QA_AEROSOL.TIF",
             {66, 130, 194, 224});  // low, medium, high with a retrieval; high, interpolated
  const Scene scene = only(".");
  MaskOptions mask;
  mask.buffer_m = 0;
  const Tile seen = read_all(scene_raster(scene, {"B4"}, scene.find("red")->grid, mask));
  EXPECT_EQ(seen.view().at(1, 0, 0), 0.0F);
  EXPECT_EQ(seen.view().at(1, 0, 1), 0.0F);
  EXPECT_EQ(seen.view().at(1, 1, 0), static_cast<float>(Reason::cirrus));
  EXPECT_EQ(seen.view().at(1, 1, 1), static_cast<float>(Reason::cirrus));
}

/// As the USGS hands a scene out.
TEST_F(Landsat, IsReadFromItsTar) {
  const std::string name = kLevel2;
  write(name + "_MTL.txt", metadata_text("L2SP"));
  write_band(name + "_SR_B4.TIF", {20000, 20000, 20000, 20000});
  ASSERT_EQ(std::system(
                ("cd " + folder_.string() + " && tar cf " + name + ".tar " + name + "_* && rm " + name + "_*").c_str()),
            0);
  const Scene scene = only("*.tar");
  EXPECT_EQ(scene.id, name);
  EXPECT_NEAR(read_all(geo::raster_of({scene.find("red")->source}, scene.find("red")->grid)).view().at(0, 1, 1), 0.35,
              1e-6);
}

/// goldens.md: the peer's reflectance is rho * 55000 with (M DN + A) / sin(elevation); 1.02 DN at most.
TEST_F(Landsat, GivesTheReflectanceOfAPeer) {
  const std::string data = test::shared_data("scenes/rio_toa/data");
  if (data.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: the peer's reflectance not compared";
  fs::copy_file(data + "/tiny_LC81390452014295LGN00_B5.TIF", folder_ / "LC81390452014295LGN00_B5.TIF");
  fs::copy_file(data + "/LC81390452014295LGN00_MTL.json", folder_ / "LC81390452014295LGN00_MTL.json");
  const Scene scene = only(".");
  EXPECT_EQ(scene.kind, Kind::toa);
  EXPECT_EQ(scene.date, "2014-10-22");
  const SceneBand& nir = *scene.find("nir");
  const Tile ours = read_all(geo::raster_of({nir.source}, nir.grid));
  geo::BandSource peer;
  peer.path = data + "/tiny_LC81390452014295LGN00_B5_refl.TIF";
  peer.crs = nir.grid.crs;
  const Tile theirs = read_all(geo::raster_of({peer}, nir.grid));
  int compared = 0;
  for (int r = 0; r < ours.view().rows; ++r) {
    for (int c = 0; c < ours.view().cols; ++c) {
      const float a = ours.view().at(0, r, c);
      const float b = theirs.view().at(0, r, c);
      if (std::isnan(a) || std::isnan(b)) continue;
      ASSERT_LE(std::abs(a * 55000 - b), 1.02) << r << ' ' << c;
      ++compared;
    }
  }
  EXPECT_GT(compared, 1000);
}

TEST_F(Landsat, ReadsEveryRealMetadataFile) {
  const std::string data = test::shared_data("scenes");
  if (data.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: real metadata not read";
  int read = 0;
  for (const auto& entry : fs::recursive_directory_iterator(data)) {
    const std::string name = entry.path().filename().string();
    const bool mss = name.starts_with("mss") || name.starts_with("LM");
    const bool cut = name.starts_with("mtltest");  // its authors left the groups of numbers out
    if (name.find("MTL.") == std::string::npos || mss || cut) continue;
    const LandsatMetadata one = read_landsat_metadata(entry.path().string());
    const bool level2 = name.find("_L2S") != std::string::npos;
    const auto gain = landsat_gain(one, level2 ? "SR_B4" : "B4");
    ASSERT_TRUE(gain) << name;
    EXPECT_GT(gain->scale, 1e-6) << name;
    EXPECT_LT(gain->scale, 0.02) << name;
    if (level2) {
      EXPECT_DOUBLE_EQ(gain->scale, 2.75e-5) << name;
    }
    ++read;
  }
  EXPECT_GE(read, 15);
}

TEST_F(Landsat, ReadsTheOldRealScene) {
  const std::string data = test::shared_data("scenes/rstoolbox/inst_external/landsat");
  if (data.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: the Landsat 5 scene not read";
  const Scene scene = only(data);
  EXPECT_EQ(scene.sensor, "landsat57");
  EXPECT_EQ(scene.date, "1988-08-14");
  EXPECT_EQ(scene.kind, Kind::toa);
  EXPECT_EQ(scene.bands.size(), 7U);
  // pi L d^2 / (ESUN sin e) of DN 60 in band 4 by hand: L = 0.876 * 60 - 2.38584 = 50.174; d = 1.01286
  const SceneBand& nir = *scene.find("nir");
  EXPECT_NEAR(60 * nir.source.scale + nir.source.offset, 0.2055, 0.002);
}

}  // namespace
}  // namespace greisen::scene
