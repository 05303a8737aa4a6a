// SPDX-License-Identifier: Apache-2.0
// Four tiles in two zones, overlapping as the agency's do, as one picture: no gap and no step where they meet.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/place/crs.hpp"
#include "scene/composite.hpp"
#include "scene/scene_fixture.hpp"
#include "support/raster_file.hpp"

namespace greisen::scene {
namespace {

constexpr double kPixel = 20;
constexpr int kSide = 300;  ///< pixels of a tile: 6 km

/// Reflectance of the ground at a place of zone 29, in waves of 600 m and longer.
double ground(const geo::Point& place) {
  return 0.25 + 0.08 * std::sin(place.x / 95) * std::cos(place.y / 130) + 0.05 * std::sin((place.x + place.y) / 900);
}

class Mosaic : public SceneTest {
 protected:
  void write_tile(const std::string& name, int epsg, double left, double top) {
    const geo::PointTransform to_zone29(geo::parse_crs("EPSG:" + std::to_string(epsg)), geo::parse_crs("EPSG:32629"));
    test::RasterFile file{.cols = kSide, .rows = kSide, .pixel_m = kPixel};
    file.epsg = epsg;
    file.left = left;
    file.top = top;
    file.names = {"B04"};
    auto& plane = file.values.emplace_back();
    for (int row = 0; row < kSide; ++row)
      for (int col = 0; col < kSide; ++col)
        plane.push_back(
            std::round(10'000 * ground(to_zone29.apply({left + (col + 0.5) * kPixel, top - (row + 0.5) * kPixel}))));
    test::write_raster((folder_ / name).string(), file);
  }

  /// Two tiles of zone 29 and two of zone 30 whose corners overlap by half a kilometre or more.
  std::vector<Scene> four_tiles() {
    const geo::Point corner =
        geo::PointTransform(geo::parse_crs("EPSG:32629"), geo::parse_crs("EPSG:32630")).apply({kWest + 5000, kNorth});
    const auto whole = [](double value) { return std::floor(value / kPixel) * kPixel; };
    write_tile("s2_20230801_a.tif", 32629, kWest, kNorth);
    write_tile("s2_20230801_b.tif", 32629, kWest, kNorth - 5400);
    write_tile("s2_20230801_c.tif", 32630, whole(corner.x), whole(corner.y) + 1000);
    write_tile("s2_20230801_d.tif", 32630, whole(corner.x), whole(corner.y) - 4400);
    SceneRequest request;
    request.path = "s2_*.tif";
    request.sensor = "sentinel2";
    request.scale = {0.0001};
    return find(request);
  }

  static constexpr double kWest = 745'000;
  static constexpr double kNorth = 4'540'000;
};

struct Departure {
  int gaps = 0;
  double worst = 0;  ///< from the ground
  double step = 0;   ///< between neighbours, beyond the ground's own
};

Departure departure_of(const Tile& tile, const Grid& grid, int margin) {
  Departure found;
  const auto error = [&](int row, int col) {
    return static_cast<double>(tile.view().at(0, row, col)) - ground({grid.x_of(col + 0.5), grid.y_of(row + 0.5)});
  };
  for (int row = margin; row < tile.view().rows - margin; ++row)
    for (int col = margin; col < tile.view().cols - margin; ++col) {
      if (std::isnan(tile.view().at(0, row, col))) {
        ++found.gaps;
        continue;
      }
      found.worst = std::max(found.worst, std::abs(error(row, col)));
      if (!std::isnan(tile.view().at(0, row, col - 1)))
        found.step = std::max(found.step, std::abs(error(row, col) - error(row, col - 1)));
      if (!std::isnan(tile.view().at(0, row - 1, col)))
        found.step = std::max(found.step, std::abs(error(row, col) - error(row - 1, col)));
    }
  return found;
}

TEST_F(Mosaic, OfTwoZonesHasNeitherGapsNorSteps) {
  const std::vector<Scene> scenes = four_tiles();
  ASSERT_EQ(scenes.size(), 4U);
  Grid grid;
  grid.crs = geo::parse_crs("EPSG:32629").wkt;
  grid.pixel_x = grid.pixel_y = kPixel;
  grid.origin_x = kWest + 400;
  grid.origin_y = kNorth - 400;
  grid.cols = 480;
  grid.rows = 440;
  MaskOptions mask;
  const auto dates = [&] {
    std::vector<Raster> rasters;
    for (const Scene& scene : scenes) rasters.push_back(scene_raster(scene, {"B04"}, grid, mask));
    return rasters;
  };
  const auto check = [&](const Raster& raster, const char* method) {
    const Departure found = departure_of(read_all(raster, 128), grid, 1);
    EXPECT_EQ(found.gaps, 0) << method;
    // bilinear between pixels of 20 m flattens these waves by up to h2/8 |f''|, and that is all there is
    EXPECT_LT(found.worst, 0.002) << method;
    EXPECT_LT(found.step, 0.002) << method;
  };
  check(latest(dates()), "latest");
  check(geometric_median(dates()), "geometric median");
  check(median(dates()), "median");
}

}  // namespace
}  // namespace greisen::scene
