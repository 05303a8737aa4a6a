// SPDX-License-Identifier: Apache-2.0
// Cubes of imaging spectrometers: ENVI files and EnMAP products.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/read/band_source.hpp"
#include "scene/composite.hpp"
#include "scene/scene_fixture.hpp"
#include "support/raster_file.hpp"
#include "support/shared_data.hpp"

namespace greisen::scene {
namespace {

class Spectrometer : public SceneTest {
 protected:
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  /// 50 channels from 400 nm in steps of 42.5 nm, 2 x 2 pixels, channel i holds i / 100; the third is marked bad.
  void write_envi(const std::string& map_info) const {
    constexpr int kChannels = 50;
    std::string good;
    std::string centres;
    std::string widths;
    for (int i = 0; i < kChannels; ++i) {
      const std::string comma = i == 0 ? "" : ", ";
      good += comma + (i == 2 ? "0" : "1");
      centres += comma + std::to_string(400 + 42.5 * i);
      widths += comma + "45.0";
    }
    put("cube.hdr",
        "ENVI\nsamples = 2\nlines = 2\nbands = 50\nheader offset = 0\nfile type = ENVI Standard\n"
        "data type = 4\ninterleave = bsq\nbyte order = 0\n" +
            map_info + "wavelength units = Nanometers\nwavelength = {" + centres + "}\nfwhm = {" + widths +
            "}\nbbl = {" + good + "}\n");
    std::ofstream pixels(folder_ / "cube.img", std::ios::binary);
    for (int i = 0; i < kChannels; ++i) {
      const std::vector<float> plane(4, static_cast<float>(i) / 100);
      pixels.write(reinterpret_cast<const char*>(plane.data()), 16);
    }
  }

  /// A product as the agency ships it, cut to 6 channels: two detectors that overlap, one channel in an atmospheric
  /// gap.
  std::string write_enmap() const {
    const std::string stem = "ENMAP01-____L2A-DT0000001049_20220612T105735Z_028_V010303_20230922T131734Z";
    const std::vector<double> centres = {650, 945, 970, 930, 965, 1400};
    std::string list;
    for (std::size_t i = 0; i < centres.size(); ++i)
      list += "<bandID number=\"" + std::to_string(i + 1) + "\"><wavelengthCenterOfBand>" + std::to_string(centres[i]) +
              "</wavelengthCenterOfBand><FWHMOfBand>8.5</FWHMOfBand></bandID>";
    put(stem + "-METADATA.XML",
        "<level_X><specific><sunElevationAngle><center>60.5</center></sunElevationAngle><sunAzimuthAngle><center>150"
        "</center></sunAzimuthAngle><bandCharacterisation>" +
            list + "</bandCharacterisation></specific></level_X>");
    const std::vector<std::vector<double>> planes(6, {1000, 2000, -32768, 3000});
    test::write_raster((folder_ / (stem + "-SPECTRAL_IMAGE.TIF")).string(), {.values = planes, .type = GDT_Int16});
    test::write_raster((folder_ / (stem + "-QL_QUALITY_CLOUD.TIF")).string(),
                       {.values = {{0, 1, 0, 0}}, .type = GDT_Byte});
    test::write_raster((folder_ / (stem + "-QL_VNIR.TIF")).string(), {.values = {{0, 1, 0, 0}}, .type = GDT_Byte});
    return stem;
  }
};

constexpr const char* kUtm = "map info = {UTM, 1, 1, 600000, 4500000, 30, 30, 29, North, WGS-84, units=Meters}\n";

TEST_F(Spectrometer, IsKnownByItsManyWavelengths) {
  write_envi(kUtm);
  const Scene scene = only("cube.img");
  EXPECT_EQ(scene.sensor, "hyperspectral");
  // of 400, 442.5 … 2482.5 nm: one is bad, two lie in 1340-1450, four in 1780-1960 and one beyond 2450
  EXPECT_EQ(scene.bands.size(), 50U - 1 - 2 - 4 - 1);
  EXPECT_DOUBLE_EQ(scene.bands[2].centre_nm, 400 + 42.5 * 3) << "the bad channel is left out";
  EXPECT_EQ(scene.bands[2].source.band, 4);
  EXPECT_EQ(scene.bands[2].name, "b4") << "called by its place in the file";
  const auto bands = std::ranges::find(scene.decisions, "bands", &Decision::what);
  ASSERT_NE(bands, scene.decisions.end());
  EXPECT_NE(
      bands->why.find("left out: b3 (the product calls them bad), b24-b25, b34-b37, b50 (gaps of the atmosphere)"),
      std::string::npos)
      << bands->why;
  EXPECT_DOUBLE_EQ(scene.bands[2].width_nm, 45);
  const Tile pixels = read_all(geo::raster_of({scene.bands[2].source}, scene.bands[2].grid));
  EXPECT_FLOAT_EQ(pixels.view().at(0, 1, 1), 0.03F);
}

TEST_F(Spectrometer, LiesWhereItsTurnedGridReaches) {
  write_envi("map info = {UTM, 1, 1, 600000, 4500000, 30, 30, 29, North, WGS-84, units=Meters, rotation=45}\n");
  const Grid grid = only("cube.img").bands.front().grid;
  const double reach = 60 * std::sqrt(2.0);
  EXPECT_NEAR(static_cast<double>(grid.cols) * grid.pixel_x, reach, 30);
  EXPECT_NEAR(grid.pixel_x, 30, 1e-6);
  EXPECT_GT(grid.origin_x + reach, 600000);
  EXPECT_LT(grid.origin_x, 600001);
}

TEST_F(Spectrometer, ReadsRealAirborneChips) {
  const std::string data = test::shared_data("scenes/avirisng_pycoal");
  if (data.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: AVIRIS-NG chips not read";
  const Scene scene = only(data + "/ang20140912t192359_corr_v1c_img_2580-2590_540-550.img");
  EXPECT_EQ(scene.sensor, "hyperspectral");
  EXPECT_GT(scene.bands.size(), 300U);
  EXPECT_LT(scene.bands.size(), 432U);
  EXPECT_NEAR(scene.bands.front().grid.pixel_x, 3.1, 1e-6) << "turned by 53 degrees";
}

TEST_F(Spectrometer, EnmapKeepsOneDetectorWhereTwoSeeTheSame) {
  const std::string stem = write_enmap();
  const Scene scene = only(".");
  EXPECT_EQ(scene.id, stem);
  EXPECT_EQ(scene.sensor, "enmap");
  EXPECT_EQ(scene.kind, Kind::surface);
  EXPECT_EQ(scene.date, "2022-06-12");
  EXPECT_DOUBLE_EQ(*scene.sun_zenith_deg, 29.5);
  ASSERT_EQ(scene.bands.size(), 3U);
  EXPECT_DOUBLE_EQ(scene.bands[0].centre_nm, 650);
  EXPECT_DOUBLE_EQ(scene.bands[1].centre_nm, 945);
  EXPECT_DOUBLE_EQ(scene.bands[2].centre_nm, 965);
  EXPECT_EQ(scene.bands[2].source.band, 5);
  EXPECT_EQ(scene.bands[2].name, "b5");
  const Tile pixels = read_all(geo::raster_of({scene.bands[0].source}, scene.bands[0].grid));
  EXPECT_FLOAT_EQ(pixels.view().at(0, 0, 0), 0.1F);
  EXPECT_TRUE(std::isnan(pixels.view().at(0, 1, 0)));
  ASSERT_EQ(scene.quality.size(), 1U);
}

/// 0 in its quality files is clear ground, not a class that nobody knows.
TEST_F(Spectrometer, EnmapsClearGroundIsJudged) {
  write_enmap();
  const Scene scene = only(".");
  MaskOptions mask;
  mask.buffer_m = 0;
  const Tile seen = read_all(scene_raster(scene, {"b1"}, scene.bands[0].grid, mask));
  EXPECT_EQ(seen.view().at(1, 0, 0), 0.0F);
  EXPECT_FLOAT_EQ(seen.view().at(0, 0, 0), 0.1F);
  EXPECT_EQ(seen.view().at(1, 0, 1), static_cast<float>(Reason::cloud));
}

/// An ENVI header may say by how much its reflectance is multiplied.
TEST_F(Spectrometer, TakesTheReflectanceScaleFactorOfItsHeader) {
  write_envi(std::string(kUtm) + "reflectance scale factor = 10000\n");
  const Scene scene = only("cube.img");
  EXPECT_EQ(scene.kind, Kind::surface);
  EXPECT_DOUBLE_EQ(scene.bands.front().source.scale, 0.0001);
  write_envi(kUtm);
  EXPECT_EQ(only("cube.img").kind, Kind::dn);
}

TEST_F(Spectrometer, EnmapWithoutItsMetadataIsRefused) {
  const std::string stem = write_enmap();
  std::filesystem::remove(folder_ / (stem + "-METADATA.XML"));
  EXPECT_EQ(code_of("."), "E3107");
}

}  // namespace
}  // namespace greisen::scene
