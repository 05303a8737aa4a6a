// SPDX-License-Identifier: Apache-2.0
#include "scene/cloud_shadow.hpp"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scene/composite.hpp"
#include "scene/scene_fixture.hpp"

namespace greisen::scene {
namespace {

/// '#' cloud, 'o' thin cloud, '?' unseen, 'd' dark ground, '.' bright ground.
CloudPicture drawn(const std::vector<std::string>& lines) {
  CloudPicture picture{static_cast<int>(lines.size()), static_cast<int>(lines.front().size()), {}, {}};
  for (const std::string& line : lines)
    for (const char mark : line) {
      picture.cloud.push_back(mark == '#'   ? CloudPicture::kCloud
                              : mark == 'o' ? CloudPicture::kThinCloud
                              : mark == '?' ? CloudPicture::kUnseen
                                            : std::uint8_t{0});
      picture.brightness.push_back(mark == '?' ? kMissing : mark == 'd' ? 0.08F : mark == '#' ? 0.6F : 0.3F);
    }
  return picture;
}

/// 'M' matched, '-' possible, '.' neither.
std::vector<std::string> shadows(const std::vector<std::string>& lines, const ShadowWay& way) {
  const CloudPicture picture = drawn(lines);
  const std::vector<std::uint8_t> cells = cast_shadows(picture, way);
  std::vector<std::string> out(lines.size());
  for (int row = 0; row < picture.rows; ++row)
    for (int col = 0; col < picture.cols; ++col) {
      const std::uint8_t cell = cells[picture.at(row, col)];
      out[static_cast<std::size_t>(row)] += (cell & kShadowMatched) != 0    ? 'M'
                                            : (cell & kShadowPossible) != 0 ? '-'
                                                                            : '.';
    }
  return out;
}

constexpr ShadowWay kEast = {1, 0, 8};  ///< the sun stands in the west

TEST(CastShadows, TakesTheDarkGroundThatHasTheShapeOfTheCloud) {
  const auto out = shadows({"....................", "....................", "....................",
                            "..##................", "..###...ddd.........", "...##....dd.........",
                            "....................", "....................", "...............ddd.."},
                           kEast);
  // moved by 6 the cloud fits but for its upper row, which is marked with the rest
  EXPECT_EQ(out[3].substr(8, 3), "MM-");
  EXPECT_EQ(out[4].substr(8, 3), "MMM");
  EXPECT_EQ(out[5].substr(8, 3), "-MM");
  EXPECT_EQ(out[8].find('M'), std::string::npos);  // dark as well, but no cloud can reach it
  EXPECT_EQ(out[8][15], '.');
}

TEST(CastShadows, BehindTheReachAndTowardsTheSunNothingIsPossible) {
  const auto out = shadows({"....................", "..........##........", "..........##........",
                            "....................", "...................."},
                           kEast);
  EXPECT_EQ(out[1][19], '-');
  EXPECT_EQ(out[1][7], out[4][7]);  // but for what may hang beyond the edge nothing lies on this side
  EXPECT_EQ(out[1].find('M'), std::string::npos);
}

TEST(CastShadows, UnseenGroundAndTheEdgeMayHideClouds) {
  const std::vector<std::string> lines(5, "????................");
  const auto out = shadows(lines, kEast);
  EXPECT_EQ(out[2].substr(4, 8), "--------");
  EXPECT_EQ(out[2][15], '.');
}

TEST(DarkSquares, AreThoseACloudMayShade) {
  CloudPicture picture{70, 200, std::vector<std::uint8_t>(70 * 200, 0), {}};
  EXPECT_TRUE(dark_squares(picture, kEast).empty());
  picture.cloud[picture.at(20, 60)] = CloudPicture::kCloud;       // its shadow reaches the second square
  picture.cloud[picture.at(68, 190)] = CloudPicture::kThinCloud;  // throws none that could be matched
  const std::vector<Window> squares = dark_squares(picture, kEast);
  EXPECT_EQ(squares, (std::vector<Window>{{0, 0, 64, 64}, {64, 0, 64, 64}}));
}

TEST(CastShadows, AThinCloudIsPossibleButNeverMatched) {
  const auto out = shadows({"..................", "..oo..dd..........", "..oo..dd.........."}, kEast);
  EXPECT_EQ(out[1].substr(6, 2), "--");
}

/// Bright ground with a cloud, its shadow and a dark lake of slate; the product's classes miss half of the shadow and
/// call the slate shadow.
class PlantedCloud : public SceneTest {
 protected:
  static constexpr double kHeight = 900;
  static constexpr int kCells = 240;  ///< 14.4 km, more than the highest cloud's shadow goes

  static bool cloud(double east_m, double south_m) { return std::hypot(east_m - 11000, south_m - 9000) < 350; }
  static bool shadow(double east_m, double south_m) {
    const double away = kHeight * std::tan(38.417 * std::numbers::pi / 180);
    const double azimuth = 143.301 * std::numbers::pi / 180;
    return cloud(east_m + away * std::sin(azimuth), south_m - away * std::cos(azimuth));
  }
  static bool slate(double east_m, double south_m) { return std::hypot(east_m - 1500, south_m - 2500) < 200; }

  Scene write() {
    test::SafeProduct product;
    product.cells = kCells;
    product.folders = {"R20m"};
    product.reflectance = [](int, double east_m, double south_m) {
      if (cloud(east_m, south_m)) return 0.7;
      return shadow(east_m, south_m) ? 0.06 : slate(east_m, south_m) ? 0.05 : 0.3;
    };
    product.scl = [](double east_m, double south_m) {
      if (cloud(east_m, south_m)) return 9;
      if (shadow(east_m, south_m) && east_m < 10570) return 3;
      return slate(east_m, south_m) ? 3 : 5;
    };
    return only(std::filesystem::path(test::write_safe(folder_, product)).filename().string());
  }

  struct Score {
    double recall = 0;
    double precision = 0;
    bool slate_kept = false;
  };
  static Score score_of(const Scene& scene, bool geometry) {
    MaskOptions mask;
    mask.buffer_m = 0;
    mask.shadow_geometry = geometry;
    const Grid& grid = scene.find("B11")->grid;
    const Tile seen = read_all(scene_raster(scene, {"B11"}, grid, mask), 64);
    int both = 0;
    int truth = 0;
    int flagged = 0;
    bool kept = false;
    for (int row = 0; row < grid.rows; ++row)
      for (int col = 0; col < grid.cols; ++col) {
        const double east_m = (col + 0.5) * 20;
        const double south_m = (row + 0.5) * 20;
        const bool hidden = cloud(east_m, south_m) || shadow(east_m, south_m);
        const bool masked = seen.view().at(1, row, col) > 0;
        truth += hidden ? 1 : 0;
        flagged += masked ? 1 : 0;
        both += hidden && masked ? 1 : 0;
        kept = kept || (slate(east_m, south_m) && !masked);
      }
    return {static_cast<double>(both) / truth, static_cast<double>(both) / flagged, kept};
  }
};

TEST_F(PlantedCloud, GeometryFindsWhatTheClassesMissAndFreesWhatNoCloudCanDarken) {
  const Scene scene = write();
  const Score before = score_of(scene, false);
  EXPECT_LT(before.recall, 0.9);
  const Score after = score_of(scene, true);
  EXPECT_GE(after.recall, 0.95);
  EXPECT_GE(after.precision, 0.8);
  EXPECT_FALSE(before.slate_kept);
  EXPECT_TRUE(after.slate_kept);
}

TEST_F(PlantedCloud, DoesNothingWithoutASunOrWithoutClouds) {
  Scene scene = write();
  MaskOptions mask;
  EXPECT_TRUE(ShadowMask::applies(scene, mask));
  scene.cloud_percent = 0;
  EXPECT_FALSE(ShadowMask::applies(scene, mask));
  scene.cloud_percent = 3;
  scene.sun_azimuth_deg.reset();
  EXPECT_FALSE(ShadowMask::applies(scene, mask));
}

}  // namespace
}  // namespace greisen::scene
