// SPDX-License-Identifier: Apache-2.0
// What a survey is given is read once a run, whatever is made of it.
#include <array>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <sys/inotify.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"
#include "support/program.hpp"
#include "support/raster_file.hpp"

namespace greisen::test {
namespace {

/// Counts how often a file is opened while this lives.
class Openings {
 public:
  explicit Openings(const std::string& file) : queue_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    inotify_add_watch(queue_, file.c_str(), IN_OPEN | IN_CLOSE);  // alike events in a row would be one
  }
  ~Openings() { close(queue_); }
  Openings(const Openings&) = delete;
  Openings& operator=(const Openings&) = delete;

  [[nodiscard]] int count() const {
    int opened = 0;
    std::array<char, 4096> bytes{};
    for (ssize_t size = 0; (size = read(queue_, bytes.data(), bytes.size())) > 0;)
      for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
        inotify_event event{};
        std::memcpy(&event, bytes.data() + at, sizeof(event));
        opened += (event.mask & IN_OPEN) != 0 ? 1 : 0;
        at += sizeof(event) + event.len;
      }
    return opened;
  }

 private:
  int queue_;
};

std::string feature(const std::string& type, const std::string& coordinates) {
  return R"({"type":"Feature","properties":{"unit":"gr"},"geometry":{"type":")" + type + R"(","coordinates":)" +
         coordinates + "}}";
}

TEST(ReadOnce, EachInputIsReadOnceAndHashedOnce) {
  const testing::TempFolder folder;
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder.file(name)) << text;
  };
  RasterFile scene{.cols = 40, .rows = 40, .pixel_m = 20};
  scene.names = {"B04", "B11"};
  scene.values = {std::vector<double>(1600, 2000), std::vector<double>(1600, 3000)};
  write_raster(folder.file("stack.tif"), scene);
  write("faults.geojson", feature("LineString", "[[-7.817,40.642],[-7.812,40.638]]"));
  write("park.geojson", feature("Polygon", "[[[-7.817,40.642],[-7.812,40.642],[-7.812,40.638],[-7.817,40.642]]]"));
  write("geology.geojson", feature("Polygon", "[[[-7.82,40.65],[-7.8,40.65],[-7.8,40.63],[-7.82,40.65]]]"));
  write("legend.csv", "code,role\ngr,granite\n");
  write("known.csv", "name,lon,lat\nMina,-7.815,40.64\n");
  write(
      "survey.yaml",
      "version: 1\nname: once\naoi: {bbox: [600000, 4499200, 600800, 4500000], crs: \"EPSG:32629\"}\n"
      "grid: {crs: \"EPSG:32629\", resolution_m: 20}\ncontext_km: 0\nfaults: faults.geojson\nexclude: [park.geojson]\n"
      "geology: {path: geology.geojson, field: unit, legend: legend.csv}\noccurrences: known.csv\n"
      "scenes: [{path: stack.tif, sensor: sentinel2, scale: 0.0001}]\nlayers: [{name: a, expr: \"swir1 / red\"}]\n");
  // One reading opens a file of shapes three or four times (its limits, whether it is to be copied, GDAL) and a table
  // once; then one hash, and three looks at its first bytes for files that it may name: before hashing, after the
  // passes, at the end.
  const std::vector<std::pair<std::string, int>> most = {
      {"faults.geojson", 8}, {"park.geojson", 8}, {"geology.geojson", 8}, {"legend.csv", 5}, {"known.csv", 5}};
  std::vector<std::unique_ptr<Openings>> openings;
  for (const auto& [file, times] : most) openings.push_back(std::make_unique<Openings>(folder.file(file)));
  const ProgramRun run = run_greisen("run " + shell_word(folder.file("survey.yaml")) + " --progress none");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  for (std::size_t i = 0; i < most.size(); ++i) {
    const int count = openings[i]->count();
    if (count == 0) GTEST_SKIP() << "this file system tells nothing of openings";
    EXPECT_LE(count, most[i].second) << most[i].first;
  }
}

}  // namespace
}  // namespace greisen::test
