// SPDX-License-Identifier: Apache-2.0
// Every file and folder of the shared real scenes is opened, or refused with a code, a reason and a way to mend it.
#include <filesystem>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "geo/read/band_source.hpp"
#include "scene/scene_fixture.hpp"
#include "support/shared_data.hpp"

namespace greisen::scene {
namespace {

namespace fs = std::filesystem;

class SharedSweep : public SceneTest {
 protected:
  struct Outcome {
    int scenes = 0;
    std::string refused;
  };

  Outcome open(const fs::path& path) {
    SceneRequest request;
    request.path = path.string();
    request.tolerant = true;
    try {
      const std::vector<Scene> scenes = find(request);
      for (const Scene& scene : scenes) {
        EXPECT_FALSE(scene.bands.empty()) << path;
        EXPECT_FALSE(scene.id.empty()) << path;
        EXPECT_FALSE(scene.decisions.empty() && scene.warnings.empty())
            << path << ": nothing is said of its radiometry";
      }
      return {static_cast<int>(scenes.size()), ""};
    } catch (const Error& error) {
      for (const Problem& problem : error.problems()) {
        EXPECT_TRUE(problem.code.size() == 5 && (problem.code[1] == '3' || problem.code[1] == '4'))
            << path << ": " << problem.code;
        EXPECT_GT(problem.what.size(), 10U) << path;
        EXPECT_GT(problem.fix.size(), 10U) << path << ": " << problem.what;
      }
      return {0, std::string(error.code())};
    }
  }
};

TEST_F(SharedSweep, EachProductIsOpenedOrRefusedForAReason) {
  const std::string root = test::shared_data("scenes");
  if (root.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: no real product opened";
  std::map<std::string, int> refused;
  int opened = 0;
  int paths = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const Outcome outcome = open(entry.path());
    ++paths;
    if (outcome.scenes > 0)
      ++opened;
    else
      ++refused[outcome.refused];
  }
  std::string text;
  for (const auto& [code, count] : refused) text += " " + code + " " + std::to_string(count);
  RecordProperty("paths", paths);
  RecordProperty("opened", opened);
  RecordProperty("refused", text);
  EXPECT_GT(paths, 200);
  EXPECT_GT(opened, 50);
}

/// A raster that GDAL opens is a scene, unless it holds no band of science: a picture, a quality layer, a name that
/// contradicts its pixels.
TEST_F(SharedSweep, EachRasterIsAScene) {
  const std::string root = test::shared_data("scenes");
  if (root.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: no real raster opened";
  int rasters = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || !(entry.path().extension() == ".tif" || entry.path().extension() == ".jp2" ||
                                      entry.path().extension() == ".TIF" || entry.path().extension() == ".img"))
      continue;
    try {
      if (geo::file_info(entry.path().string()).bands.empty()) continue;
    } catch (const Error&) {
      continue;  // fakes without pixels, told by the test above
    }
    ++rasters;
    const Outcome outcome = open(entry.path());
    EXPECT_TRUE(outcome.scenes > 0 || outcome.refused == "E3107") << entry.path() << ": " << outcome.refused;
  }
  RecordProperty("rasters", rasters);
  EXPECT_GT(rasters, 50);
}

}  // namespace
}  // namespace greisen::scene
