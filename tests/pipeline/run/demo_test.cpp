// SPDX-License-Identifier: Apache-2.0
// The demo as a stranger meets it: it runs, finds most of what was planted, and leaves the same bytes each time.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/read/band_rows.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Ring = std::vector<std::pair<double, double>>;  ///< lon, lat

/// A feature of a GeoJSON file: its properties and the shells of its polygons (holes are left out).
struct Feature {
  Json properties;
  std::vector<Ring> shells;
};

std::vector<Feature> features_of(const std::string& path) {
  std::vector<Feature> features;
  const Json all = Json::parse(read_text_file(path, 1 << 24));
  for (const Json& json : all.at("features")) {
    Feature feature{json.at("properties"), {}};
    const Json& geometry = json.at("geometry");
    const Json polygons =
        geometry.at("type") == "MultiPolygon" ? geometry.at("coordinates") : Json{geometry.at("coordinates")};
    for (const Json& polygon : polygons) feature.shells.push_back(polygon.at(0).get<Ring>());
    features.push_back(std::move(feature));
  }
  return features;
}

bool is_inside(const std::vector<Ring>& shells, double x, double y) {
  bool inside = false;
  for (const Ring& ring : shells)
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const auto& [ax, ay] = ring[i];
      const auto& [bx, by] = ring[j];
      if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

/// Share of a target's ground that lies in a dyke, from places about 3 m apart.
double share_in(const Feature& target, const Feature& dyke) {
  constexpr double kStep = 3e-5;
  double west = 180;
  double east = -180;
  double south = 90;
  double north = -90;
  for (const Ring& ring : target.shells)
    for (const auto& [x, y] : ring) {
      west = std::min(west, x);
      east = std::max(east, x);
      south = std::min(south, y);
      north = std::max(north, y);
    }
  int all = 0;
  int both = 0;
  for (double y = south; y <= north; y += kStep)
    for (double x = west; x <= east; x += kStep) {
      if (!is_inside(target.shells, x, y)) continue;
      ++all;
      both += is_inside(dyke.shells, x, y) ? 1 : 0;
    }
  return all == 0 ? 0 : static_cast<double>(both) / all;
}

/// The demo, run once for all tests of the suite.
class Demo : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    fs::remove_all(folder());
    first_ = run_greisen("demo " + shell_word(folder()));
  }
  static void TearDownTestSuite() { fs::remove_all(folder()); }
  /// Of this process: each test may run in one of its own, beside the others.
  static std::string folder() {
    return (fs::temp_directory_path() / ("greisen_demo_" + std::to_string(getpid()))).string();
  }
  static std::vector<Feature> dykes() { return features_of(folder() + "/truth.geojson"); }
  /// Of the pegmatite model.
  static std::vector<Feature> targets() {
    std::vector<Feature> all = features_of(folder() + "/run/targets.geojson");
    std::erase_if(all, [](const Feature& one) { return one.properties.at("model") != "li-pegmatite"; });
    return all;
  }

  static inline ProgramRun first_;
};

constexpr double kHitShare = 0.1;  ///< of a target's ground: no mere touch

/// SHA-256 by relative path of all files below a folder but those that tell when and where they were made.
std::map<std::string, std::string> hashes_of(const fs::path& folder) {
  std::map<std::string, std::string> hashes;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path(), folder).string();
    const bool tells_when =
        name == "run/run.json" || name == "run/checksums.sha256" || name.starts_with("run/.greisen/");
    if (!entry.is_regular_file() || tells_when) continue;
    hashes[name] = sha256_file(entry.path().string());
  }
  return hashes;
}

/// Of a demo in `folder`, whose program said `out`: its ground is called synthetic, and no agency is credited with it.
void expect_synthetic(const std::string& folder, const std::string& out) {
  EXPECT_NE(out.find("synthetic"), std::string::npos) << out;
  const Json record = Json::parse(read_text_file(folder + "/run/run.json", 1 << 24));
  EXPECT_EQ(record.at("parts").at("synthetic"), true);
  for (const Json& scene : record.at("scenes")) EXPECT_EQ(scene.at("synthetic"), true);
  for (const char* const file : {"report.html", "stac/item.json", "stac/collection.json"}) {
    const std::string text = read_text_file(folder + "/run/" + file, 1 << 28);
    EXPECT_NE(lower(text).find("synthetic"), std::string::npos) << file;
    EXPECT_EQ(text.find("modified Copernicus"), std::string::npos) << file;
  }
  constexpr std::size_t kMost = std::size_t{64} << 20U;
  const std::string project = geo::read_text("/vsizip/{" + folder + "/run/project.qgz}/project.qgs", kMost);
  EXPECT_NE(project.find("Synthetic ground"), std::string::npos);
  ASSERT_EQ(
      run_greisen("export " + shell_word(folder + "/run") + " --kmz --out " + shell_word(folder + "/out")).exit_code,
      0);
  bool told = false;
  for (const auto& entry : fs::directory_iterator(folder + "/out"))
    if (entry.path().extension() == ".kmz")
      told = geo::read_text("/vsizip/{" + entry.path().string() + "}/doc.kml", kMost).find("Synthetic ground") !=
             std::string::npos;
  EXPECT_TRUE(told);
  fs::remove_all(folder + "/out");  // others compare the folder
}

TEST_F(Demo, RunsAndLeavesItsTargetsOnGroundThatItCallsSynthetic) {
  EXPECT_EQ(first_.exit_code, 0) << first_.err;
  for (const char* file : {"survey.yaml", "aoi.gpkg", "truth.geojson", "run/targets.gpkg", "run/targets.csv",
                           "run/prospectivity_li-pegmatite.tif", "run/layers/sentinel2/reflectance.tif"})
    EXPECT_TRUE(fs::exists(folder() + "/" + file)) << file;
  expect_synthetic(folder(), first_.out);
}

/// Ranks from 0, those of equal values their mean.
std::vector<double> ranks_of(const std::vector<float>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = static_cast<double>(begin + end - 1) / 2;
  }
  return ranks;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  const double mean_a = std::accumulate(a.begin(), a.end(), 0.0) / n;
  const double mean_b = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double aa = 0;
  double bb = 0;
  double ab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
    ab += (a[i] - mean_a) * (b[i] - mean_b);
  }
  return ab / std::sqrt(aa * bb);
}

/// Spearman's, over pixels that both rasters have.
double rank_correlation(const std::string& first, const std::string& second) {
  geo::BandRows a(first);
  geo::BandRows b(second);
  std::vector<float> values_a;
  std::vector<float> values_b;
  for (int row = 0; row < a.rows(); ++row) {
    const std::span<const float> line_a = a.next();
    const std::span<const float> line_b = b.next();
    for (std::size_t i = 0; i < line_a.size(); ++i) {
      if (std::isnan(line_a[i]) || std::isnan(line_b[i])) continue;
      values_a.push_back(line_a[i]);
      values_b.push_back(line_b[i]);
    }
  }
  EXPECT_GT(values_a.size(), 10'000U);
  return correlation(ranks_of(values_a), ranks_of(values_b));
}

TEST_F(Demo, NoTwoLayersOfAModelRankGroundAlike) {
  int pairs = 0;
  for (const auto& model : fs::directory_iterator(folder() + "/run/evidence")) {
    std::vector<std::string> layers;
    for (const auto& entry : fs::directory_iterator(model))
      if (entry.path().extension() == ".tif") layers.push_back(entry.path().string());
    for (std::size_t i = 0; i < layers.size(); ++i)
      for (std::size_t k = 0; k < i; ++k, ++pairs)
        EXPECT_LE(std::abs(rank_correlation(layers[i], layers[k])), 0.9) << layers[i] << "\n" << layers[k];
  }
  EXPECT_GE(pairs, 8);
}

TEST_F(Demo, FindsMostOfTheWiderDykes) {
  int wide = 0;
  int found = 0;
  const auto all_targets = targets();
  for (const Feature& dyke : dykes()) {
    if (dyke.properties.at("width_m").get<double>() <= 25) continue;
    ++wide;
    const bool hit =
        std::ranges::any_of(all_targets, [&](const Feature& target) { return share_in(target, dyke) >= kHitShare; });
    found += hit ? 1 : 0;
    if (!hit) RecordProperty("missed_" + dyke.properties.at("name").get<std::string>(), "yes");
  }
  RecordProperty("wide_dykes", wide);
  RecordProperty("found", found);
  EXPECT_GE(wide, 8);
  EXPECT_GE(found, 0.6 * wide);
}

TEST_F(Demo, NearlyAllTargetsAreDykesAndTheLookalikesWereLeftOut) {
  int hits = 0;
  const auto all_dykes = dykes();
  const auto all_targets = targets();
  for (const Feature& target : all_targets)
    hits += std::ranges::any_of(all_dykes, [&](const Feature& dyke) { return share_in(target, dyke) >= kHitShare; })
                ? 1
                : 0;
  RecordProperty("targets", static_cast<int>(all_targets.size()));
  RecordProperty("hits", hits);
  EXPECT_GE(hits, 0.75 * static_cast<double>(all_targets.size()));
  const auto outcome = Json::parse(read_text_file(folder() + "/run/run.json", 1 << 24))["models"][0]["outcome"];
  EXPECT_GT(outcome["too_round"].get<int>() + outcome["set_aside"].get<int>(), 0)
      << "a country without look-alikes teaches nothing";
}

TEST_F(Demo, LeavesTheSameBytesEachTime) {
  const fs::path again = folder() + "_again";
  fs::remove_all(again);
  ASSERT_EQ(run_greisen("demo " + shell_word(again.string())).exit_code, 0);
  const auto before = hashes_of(folder());
  const auto after = hashes_of(again);
  EXPECT_GT(before.size(), 25U);
  EXPECT_EQ(before.size(), after.size());
  for (const auto& [name, hash] : before) EXPECT_TRUE(after.contains(name) && after.at(name) == hash) << name;
  fs::remove_all(again);
}

TEST(DemoFolder, IsNotWrittenOver) {
  const fs::path folder = fs::temp_directory_path() / ("greisen_demo_there_" + std::to_string(getpid()));
  fs::create_directories(folder / "mine");
  const ProgramRun run = run_greisen("demo " + shell_word(folder.string()));
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("E2050"), std::string::npos) << run.err;
  EXPECT_FALSE(fs::exists(folder / "survey.yaml"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace greisen::test
