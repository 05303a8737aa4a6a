// SPDX-License-Identifier: Apache-2.0
#include "outputs/web_map.hpp"

#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/place/crs.hpp"
#include "geo/read/band_source.hpp"
#include "support/raster_file.hpp"

namespace greisen::outputs {
namespace {

geo::Area box(double west, double south, double east, double north) {
  return geo::box_area({west, south, east, north}, "EPSG:4326");
}

TEST(WebMap, FrameHoldsTheAreaWithAMargin) {
  const WebFrame frame = web_frame(box(-6.9, 41.0, -6.7, 41.05), 10);
  EXPECT_EQ(frame.grid.cols, kWebPixels);
  EXPECT_LT(frame.grid.rows, frame.grid.cols);
  EXPECT_NEAR(frame.west, -6.91, 1e-4);
  EXPECT_NEAR(frame.east, -6.69, 3e-4);
  EXPECT_LT(frame.south, 41.0);
  EXPECT_GT(frame.north, 41.05);
}

TEST(WebMap, PixelsAreNoFinerThanTheData) {
  const WebFrame frame = web_frame(box(-6.9, 41.0, -6.89, 41.01), 30);
  EXPECT_LT(frame.grid.cols, 60) << "a kilometre of pixels of 30 m";
  EXPECT_NEAR(frame.grid.pixel_x, 30 / std::cos(41.005 * 3.14159265358979 / 180), 0.01);
}

TEST(WebMap, RefusesThePoles) { EXPECT_THROW(web_frame(box(0, 86, 10, 88), 10), Error); }

TEST(WebMap, LevelsGoFromOneToTheTopAndZeroIsMissing) {
  WebFrame frame;
  frame.grid.cols = 5;
  frame.grid.rows = 1;
  const std::vector<float> plane = {std::nanf(""), -1.0F, 0.0F, 0.5F, 9.0F};
  EXPECT_EQ(levels(plane, frame, 0, 1).pixels, (std::vector<std::uint8_t>{0, 1, 1, 128, 255}));
  EXPECT_EQ(codes(std::vector<float>{std::nanf(""), 0, 7, 255, 300}, frame).pixels,
            (std::vector<std::uint8_t>{0, 0, 7, 255, 255}));
}

TEST(WebMap, PlaneHasTheValueOfThePlace) {
  const std::string path = (std::filesystem::temp_directory_path() / "greisen_web_plane.tif").string();
  std::vector<double> values(100 * 100);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % 100);  // rises eastwards
  test::write_raster(path, {.cols = 100, .rows = 100, .pixel_m = 30, .values = {values}});
  const geo::FileInfo info = geo::file_info(path);
  const geo::PointTransform to_lon_lat(geo::parse_crs(info.grid.crs), geo::wgs84());
  const geo::Point corner = to_lon_lat.apply({info.grid.x_of(0), info.grid.y_of(100)});
  const geo::Point other = to_lon_lat.apply({info.grid.x_of(100), info.grid.y_of(0)});
  const WebFrame frame = web_frame(box(corner.x, corner.y, other.x, other.y), 30);
  const std::vector<float> plane = grid_plane(path, 1, Thinning::nearest, frame.grid);
  const geo::PointTransform to_frame(geo::parse_crs(info.grid.crs), geo::parse_crs(frame.grid.crs));
  for (const double col : {20.5, 50.5, 80.5}) {
    const geo::Point place = to_frame.apply({info.grid.x_of(col), info.grid.y_of(50.5)});
    const auto x = static_cast<std::size_t>(frame.grid.col_of(place.x));
    const auto y = static_cast<std::size_t>(frame.grid.row_of(place.y));
    EXPECT_NEAR(plane[y * static_cast<std::size_t>(frame.grid.cols) + x], col - 0.5, 1) << col;
  }
  EXPECT_TRUE(std::isnan(plane.front())) << "the margin";
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace greisen::outputs
