// SPDX-License-Identifier: Apache-2.0
// One good scene among scenes that are damaged, made up to do harm, or of somewhere else: it is done, each other is
// named with its reason, and nothing lies beside the inputs that was not there.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "support/array_writer.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"
#include "support/safe_writer.hpp"
#include "support/zip_writer.hpp"

namespace greisen::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class HostileScenes : public ::testing::Test {
 protected:
  HostileScenes() : scenes_(folder_.file("scenes")) {
    fs::create_directories(scenes_);
    SafeProduct good;
    good.stamp = "20230801T112121";
    good_ = safe(good);
  }

  fs::path safe(SafeProduct product) { return write_safe(scenes_, std::move(product)); }

  /// A product of another day that is right so far.
  fs::path another(int day) {
    SafeProduct product;
    product.stamp = "202308" + std::to_string(day) + "T112121";
    return safe(product);
  }

  static void overwrite(const fs::path& file, const std::string& text) {
    ASSERT_TRUE(fs::exists(file)) << file;
    std::ofstream(file, std::ios::trunc | std::ios::binary) << text;
  }

  static fs::path image(const fs::path& product, const std::string& part) {
    for (const auto& entry : fs::recursive_directory_iterator(product))
      if (entry.path().filename().string().find(part) != std::string::npos) return entry.path();
    return {};
  }

  void put(const std::string& name, const std::string& bytes) const {
    std::ofstream(scenes_ / name, std::ios::binary) << bytes;
  }

  [[nodiscard]] std::map<std::string, std::uintmax_t> inputs() const {
    std::map<std::string, std::uintmax_t> files;
    for (const auto& entry : fs::recursive_directory_iterator(scenes_))
      if (entry.is_regular_file()) files[entry.path().string()] = entry.file_size();
    return files;
  }

  ProgramRun run() {
    std::ofstream(folder_.file("survey.yaml"))
        << "version: 1\nname: hostile\naoi: {bbox: [600060, 4599400, 600660, 4599960], crs: \"EPSG:32629\"}\n"
           "grid: {crs: \"EPSG:32629\", resolution_m: 20}\ncontext_km: 0\n"
           "scenes:\n  - {path: \"scenes/S2*.SAFE\"}\n  - {path: \"scenes/*.zip\"}\n  - {path: \"scenes/L*\"}\n"
           "  - {path: \"scenes/*.hdf\"}\n  - {path: \"scenes/PRS*\"}\n"
           "  - {path: \"scenes/away.tif\", sensor: sentinel2, scale: 0.0001}\n"
           "layers: [{name: a, expr: \"swir1 / swir2\"}]\n";
    const auto before = inputs();
    const ProgramRun done =
        run_greisen("run " + shell_word(folder_.file("survey.yaml")) + " --progress none --color never");
    EXPECT_EQ(before, inputs()) << "something was written beside the inputs";
    return done;
  }

  [[nodiscard]] Json record() const { return Json::parse(read_text_file(folder_.file("run/run.json"), 1 << 24)); }

  testing::TempFolder folder_;
  fs::path scenes_;
  fs::path good_;
};

TEST_F(HostileScenes, AreNamedAndTheGoodOneIsDone) {
  {  // XML: entities that grow, and text that ends in the middle
    const fs::path bomb = another(10);
    std::string text = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\">";
    for (char c = 'b'; c < 'z'; ++c)
      text +=
          std::string("<!ENTITY ") + c + " \"&" + static_cast<char>(c - 1) + ";&" + static_cast<char>(c - 1) + ";\">";
    overwrite(bomb / "MTD_MSIL2A.xml", text + "]><l>&y;</l>");
    const fs::path cut = another(11);
    overwrite(cut / "MTD_MSIL2A.xml", read_text_file((good_ / "MTD_MSIL2A.xml").string(), 1 << 20).substr(0, 700));
  }
  {  // a band that is needed is not there at any resolution
    SafeProduct lacks;
    lacks.stamp = "20230812T112121";
    for (const char* pixel : {"20m", "60m"})
      lacks.left_out.insert(std::string("T29TPF_20230812T112121_B12_") + pixel + ".jp2");
    safe(lacks);
  }
  put("climbs.zip", zip_of("../../evil.jp2", "abc", 3));
  put("bomb.zip", zip_of("B02.jp2", "abc", 4'000'000'000U));
  put("AST_L1T_00307032003115034_20150428.hdf", std::string(4096, '\x0e'));
  const std::string landsat = "LC08_L1TP_203031_20230801_20230805_02_T1";
  put(landsat + "_MTL.txt", "GROUP = LANDSAT_METADATA_FILE\n" + std::string(100'000'000, 'x'));
  write_raster((scenes_ / (landsat + "_B4.TIF")).string(), {.values = {{1, 2, 3, 4}}, .left = 600000, .top = 4600000});
  {
    ArrayWriter huge((scenes_ / "PRS_L2D_STD_20220401112233_20220401112237_0001.he5").string());
    for (const char* name : {"VNIR_Cube", "SWIR_Cube"})
      huge.empty_array(std::string("/HDFEOS/SWATHS/PRS_L2D_HCO/Data Fields/") + name, {900'000, 2, 900'000},
                       GDT_UInt16);
    for (const char* detector : {"Vnir", "Swir"}) {
      huge.numbers(std::string("List_Cw_") + detector, {1650, 2200});
      huge.numbers(std::string("List_Fwhm_") + detector, {10, 10});
      huge.numbers(std::string("L2Scale") + detector + "Min", {0});
      huge.numbers(std::string("L2Scale") + detector + "Max", {1});
    }
    huge.numbers("Epsg_Code", {32629});
    huge.numbers("Product_ULcorner_easting", {600000});
    huge.numbers("Product_ULcorner_northing", {27'000'000 - 0.0});
    huge.numbers("Product_LRcorner_easting", {27'600'000 - 0.0});
    huge.numbers("Product_LRcorner_northing", {0});
  }
  // the right ground with the wrong CRS lies elsewhere
  write_raster(
      (scenes_ / "away.tif").string(),
      {.values = {{1, 2, 3, 4}, {1, 2, 3, 4}}, .epsg = 32633, .left = 600000, .top = 4600000, .names = {"B11", "B12"}});
  const ProgramRun done = run();
  EXPECT_EQ(done.exit_code, 5) << done.err.substr(0, 4000);
  EXPECT_LT(done.err.size(), 20'000U) << "what is wrong is told, not poured out";
  EXPECT_TRUE(fs::exists(folder_.file("run/layers/sentinel2/a.tif")));
  for (const char* told : {"20230810", "20230811", "20230812", "climbs.zip", "bomb.zip", "AST_L1T", "LC08_L1TP",
                           "PRS_L2D", "scene away: it does not reach the area"})
    EXPECT_NE(done.err.find(told), std::string::npos) << told << "\n" << done.err.substr(0, 4000);
  EXPECT_EQ(record().at("status"), "done");
}

}  // namespace
}  // namespace greisen::test
