// SPDX-License-Identifier: Apache-2.0
#include "sample_data/terrain_model.hpp"

#include <cstdint>

#include "geo/place/crs.hpp"
#include "geo/write/raster_writer.hpp"
#include "sample_data/noise.hpp"
#include "sample_data/sentinel2_product.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kErrorSeed = 0xde3;
constexpr double kModelPixelMetres = 30;
constexpr int kMarginPixels = 20;  ///< beyond the country on each side
constexpr geo::Point kShift = {11, -7};
constexpr double kErrorMetres = 1.5;

}  // namespace

void write_terrain_model(const std::string& folder, const std::function<double(const geo::Point&)>& height_m) {
  const int side = static_cast<int>(side_m() / kModelPixelMetres) + 2 * kMarginPixels;
  geo::RasterProfile profile;
  profile.nodata = -9999;
  profile.grid = {geo::parse_crs("EPSG:32629").wkt,
                  kWestMetres - kMarginPixels * kModelPixelMetres,
                  kNorthMetres + kMarginPixels * kModelPixelMetres,
                  kModelPixelMetres,
                  kModelPixelMetres,
                  side,
                  side};
  profile.layers.push_back({"height", "m", "made up", {}, {}});
  Tile pixels;
  pixels.reshape(1, side, side);
  for (int row = 0; row < side; ++row)
    for (int col = 0; col < side; ++col) {
      const geo::Point place = {(col - kMarginPixels + 0.5) * kModelPixelMetres - kShift.x,
                                side_m() - (row - kMarginPixels + 0.5) * kModelPixelMetres - kShift.y};
      pixels.view().at(0, row, col) =
          static_cast<float>(height_m(place) + kErrorMetres * pixel_noise(kErrorSeed, row, col));
    }
  geo::GTiffSink file(folder + "/dem.tif", profile, {}, 1);
  file.write({0, 0, side, side}, pixels.view());
  file.close();
}

}  // namespace greisen::sample
