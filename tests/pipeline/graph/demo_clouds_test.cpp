// SPDX-License-Identifier: Apache-2.0
// The cloud that was planted in the sample survey beside what the run masks.
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include "geo/read/band_source.hpp"
#include "geo/read/decimated.hpp"
#include "sample_data/cover_map.hpp"
#include "sample_data/overpass.hpp"
#include "sample_data/sentinel2_product.hpp"
#include "scene/reasons.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

namespace fs = std::filesystem;

struct Score {
  double recall = 0;
  double precision = 0;
};

/// Hidden is what the cloud takes a fifth of the light from, or its shadow two fifths.
bool hidden(const geo::Point& place) { return sample::cloud_at(place) > 0.2 || sample::cloud_shadow_at(place) > 0.4; }

Score score_of(const std::string& reasons) {
  const geo::FileInfo info = geo::file_info(reasons);
  const std::vector<float> bits = geo::decimated_dn(reasons, 1, 1 << 20);
  EXPECT_EQ(bits.size(), static_cast<std::size_t>(info.grid.cols * info.grid.rows));
  const auto clouded = scene::bits_of({Reason::cloud, Reason::cirrus, Reason::shadow});
  int truth = 0;
  int flagged = 0;
  int both = 0;
  for (std::int64_t row = 0; row < info.grid.rows; ++row)
    for (std::int64_t col = 0; col < info.grid.cols; ++col) {
      const geo::Point local{info.grid.x_of(static_cast<double>(col) + 0.5) - sample::kWestMetres,
                             info.grid.y_of(static_cast<double>(row) + 0.5) - sample::south_m()};
      const auto at = static_cast<std::uint16_t>(bits[static_cast<std::size_t>(row * info.grid.cols + col)]);
      if ((at & scene::bits_of({Reason::nodata})) != 0 && (at & clouded) == 0) continue;  // beyond the swath
      const bool masked = (at & clouded) != 0;
      truth += hidden(local) ? 1 : 0;
      flagged += masked ? 1 : 0;
      both += masked && hidden(local) ? 1 : 0;
    }
  EXPECT_GT(truth, 1000);
  return {static_cast<double>(both) / truth, static_cast<double>(both) / flagged};
}

TEST(DemoClouds, AreMaskedByTheClassesAndGeometryTogether) {
  const fs::path folder = fs::temp_directory_path() / ("greisen_demo_clouds_" + std::to_string(getpid()));
  fs::remove_all(folder);
  ASSERT_EQ(run_greisen("demo " + shell_word(folder.string())).exit_code, 0);
  const auto run = [&](const std::string& name, const std::string& geometry) {
    const ProgramRun done = run_greisen("run " + shell_word((folder / "survey.yaml").string()) + " -o " +
                                        shell_word((folder / name).string()) +
                                        " --set mask.cloud_buffer_m=0 --set mask.shadow_geometry=" + geometry);
    EXPECT_EQ(done.exit_code, 0) << done.err;
    return score_of((folder / name / "reasons.tif").string());
  };
  const Score alone = run("alone", "false");
  const Score together = run("together", "true");
  RecordProperty("recall_of_the_classes_alone", std::to_string(alone.recall));
  RecordProperty("precision_of_the_classes_alone", std::to_string(alone.precision));
  RecordProperty("recall", std::to_string(together.recall));
  RecordProperty("precision", std::to_string(together.precision));
  EXPECT_LT(alone.recall, 0.95);
  EXPECT_GE(together.recall, 0.95);
  EXPECT_GE(together.precision, 0.8);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace greisen::test
