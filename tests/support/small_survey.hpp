// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "geo/read/decimated.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int kSide = 40;

inline void write_bands(const std::string& path, double red, double swir1) {
  RasterFile file{.cols = kSide, .rows = kSide, .pixel_m = 20};
  file.names = {"B04", "B11"};
  file.values = {std::vector<double>(kSide * kSide, red), std::vector<double>(kSide * kSide, swir1)};
  write_raster(path, file);
}

inline void write_heights(const std::string& path, double metres) {
  RasterFile file{.cols = 60, .rows = 60, .pixel_m = 20, .type = GDT_Int16};
  file.left = 599800;
  file.top = 4500200;
  file.values = {std::vector<double>(3600, metres)};
  write_raster(path, file);
}

/// A survey of one small scene in the folder s, and the program run on it.
class SmallSurvey : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(at("s"));
    write_bands(at("s/stack.tif"), 2000, 3000);
  }
  [[nodiscard]] std::string at(const std::string& name) const { return folder_.file(name); }

  /// `more`: keys of the survey; its outputs are rasters alone unless it says otherwise.
  void write_survey(const std::string& more, const std::string& name = "s/survey.yaml",
                    const std::string& scenes = "[{path: stack.tif, sensor: sentinel2, scale: 0.0001}]") const {
    std::ofstream(at(name)) << "version: 1\nname: stale\n"
                            << "grid: {crs: \"EPSG:32629\", resolution_m: 20}\ncontext_km: 0\n"
                            << "scenes: " << scenes << "\nmask: {vegetation: false, water: false}\n"
                            << (more.find("aoi:") == std::string::npos
                                    ? "aoi: {bbox: [600000, 4499200, 600800, 4500000], crs: \"EPSG:32629\"}\n"
                                    : "")
                            << (more.find("layers:") == std::string::npos
                                    ? "layers: [{name: ratio, expr: \"swir1 / red\"}]\n"
                                    : "")
                            << (more.find("outputs:") == std::string::npos
                                    ? "outputs: {qgis: false, sheet: false, stac: false, report: false}\n"
                                    : "")
                            << more;
  }
  static ProgramRun run(const std::string& survey, const std::string& more = "") {
    return run_greisen("run " + shell_word(survey) + " -q --progress none " + more);
  }
  [[nodiscard]] ProgramRun again(const std::string& more = "") const { return run(at("s/survey.yaml"), more); }
  static bool idle(const ProgramRun& done) { return done.out.find("nothing to do") != std::string::npos; }
  static bool says(const ProgramRun& done, const std::string& words) {
    return (done.out + done.err).find(words) != std::string::npos;
  }
  [[nodiscard]] Json record(const std::string& folder = "s/run") const {
    return Json::parse(read_text_file(at(folder + "/run.json"), 1 << 24));
  }
  [[nodiscard]] ProgramRun verify(const std::string& folder = "s/run") const {
    return run_greisen("verify " + shell_word(at(folder)) + " -q");
  }
  [[nodiscard]] float first_pixel(const std::string& raster) const {
    return geo::decimated_dn(at("s/run/" + raster), 1, kSide).at(kSide * kSide / 2);
  }

  testing::TempFolder folder_;
};

}  // namespace greisen::test
