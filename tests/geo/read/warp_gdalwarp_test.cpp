// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "geo/read/warp_fixture.hpp"

namespace greisen::geo {
namespace {

constexpr int kCols = 260;
constexpr int kRows = 240;

struct PeerCase {
  const char* name;
  int epsg;
  std::array<double, 6> geo_transform;
  int target_epsg;
  std::array<double, 4> target;  ///< origin x, y, pixel, side in pixels
};

struct Method {
  const char* name;
  Resampling resampling;
};

class Peer : public testing::TestWithParam<std::tuple<PeerCase, Method>> {};

/// Uniform noise of 1 … 1000 with holes: the hardest picture for equality, as neighbours have nothing in common.
MadeRaster noise(const PeerCase& c) {
  MadeRaster picture;
  picture.geo_transform = c.geo_transform;
  picture.epsg = c.epsg;
  picture.cols = kCols;
  picture.rows = kRows;
  picture.type = GDT_UInt16;
  picture.has_nodata = true;
  picture.pixel = [](int, int row, int col) {
    std::mt19937 random(static_cast<unsigned>(row * 1000 + col));
    random.discard(3);
    const bool hole = random() % 50 == 0 || (row > 100 && row < 130 && col > 40 && col < 90);
    return hole ? 0.0 : 1.0 + static_cast<double>(random() % 1000);
  };
  return picture;
}

/// Whether a target pixel reaches beyond the source. There gdalwarp's `average` weighs the outermost pixels by more
/// than one and gives values to pixels that lie wholly outside (3.6.2), which is not followed here.
bool reaches_out(const PeerCase& c, const Grid& target, const PointTransform& to_source, std::size_t pixel) {
  const auto& g = c.geo_transform;
  for (const auto& [right, down] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
    const auto col = static_cast<double>(static_cast<std::int64_t>(pixel) % target.cols + right);
    const auto row = static_cast<double>(static_cast<std::int64_t>(pixel) / target.cols + down);
    const Point p = to_source.apply(Point{target.x_of(col), target.y_of(row)});
    const double x = (p.x - g[0]) / g[1];
    const double y = (p.y - g[3]) / g[5];
    if (x < 0 || y < 0 || x > kCols || y > kRows) return true;
  }
  return false;
}

TEST_P(Peer, GivesTheSamePixels) {
  if (std::system("gdalwarp --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "NOT TESTED: no gdalwarp here";
  const auto& [c, method] = GetParam();
  const std::string folder = test_folder();
  write_picture(folder + "/source.tif", noise(c));
  const auto [x, y, pixel, side] = c.target;
  const Grid target{wkt_of(c.target_epsg),          x, y, pixel, pixel, static_cast<std::int64_t>(side),
                    static_cast<std::int64_t>(side)};
  const std::string command = fmt::format(
      "gdalwarp -q -overwrite -et 0 -wo XSCALE=1 -wo YSCALE=1 -r {} -t_srs EPSG:{} -te {} {} {} {} -ts {} {} "
      "-ot Float32 -dstnodata -9999 '{}/source.tif' '{}/peer.tif'",
      method.name, c.target_epsg, x, target.y_of(side), target.x_of(side), y, side, side, folder, folder);
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  const auto theirs = read_band(folder + "/peer.tif", 1);
  const Raster raster = raster_of({band_source(folder + "/source.tif", 1, method.resampling)}, target);
  const auto ours = read_all(raster, tiled(target, 128)).pixels;
  ASSERT_EQ(ours.size(), theirs.size());
  std::size_t valid = 0;
  std::size_t one_sided = 0;
  std::size_t far = 0;
  const PointTransform to_source(parse_crs(target.crs), parse_crs(wkt_of(c.epsg)));
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (method.resampling == Resampling::average && reaches_out(c, target, to_source, i)) continue;
    const bool missing = theirs[i] == -9999;
    if (missing != std::isnan(ours[i])) ++one_sided;
    if (missing || std::isnan(ours[i])) continue;
    ++valid;
    if (std::abs(ours[i] - theirs[i]) > 1) ++far;
  }
  EXPECT_GT(valid, 5000U);
  EXPECT_EQ(one_sided, 0U);
  EXPECT_LE(static_cast<double>(far), 0.005 * static_cast<double>(valid)) << "of " << valid;
}

INSTANTIATE_TEST_SUITE_P(
    Warp, Peer,
    testing::Combine(
        testing::Values(
            PeerCase{"zones", 32629, {680000, 20, 0, 4560000, 0, -20}, 32630, {178100, 4564010, 20, 270}},
            PeerCase{"degrees", 4326, {-7, 2e-4, 0, 41, 0, -2e-4}, 32629, {668000, 4541000, 20, 270}},
            PeerCase{"half_pixel", 32629, {680000, 20, 0, 4560000, 0, -20}, 32629, {679970, 4560030, 20, 270}},
            PeerCase{"south_up", 32629, {680000, 20, 0, 4555200, 0, 20}, 32630, {178100, 4564010, 20, 270}},
            PeerCase{"coarser", 32629, {680000, 20, 0, 4560000, 0, -20}, 32629, {679950, 4560040, 50, 120}},
            PeerCase{"coarser_zone", 32629, {680000, 20, 0, 4560000, 0, -20}, 32630, {178000, 4564000, 50, 120}},
            PeerCase{"finer", 32629, {680000, 20, 0, 4560000, 0, -20}, 32629, {679995, 4560005, 10, 500}}),
        testing::Values(Method{"near", Resampling::nearest}, Method{"bilinear", Resampling::bilinear},
                        Method{"cubic", Resampling::cubic}, Method{"average", Resampling::average})),
    [](const auto& row) { return std::string(std::get<0>(row.param).name) + "_" + std::get<1>(row.param).name; });

}  // namespace
}  // namespace greisen::geo
