// SPDX-License-Identifier: Apache-2.0
#include "sample_data/landsat_product.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "base/file.hpp"
#include "geo/place/crs.hpp"
#include "geo/write/raster_writer.hpp"
#include "sample_data/noise.hpp"
#include "sample_data/sentinel2_product.hpp"

namespace greisen::sample {
namespace {

constexpr std::string_view kName = "LC09_L2SP_203032_20230722_20230724_02_T1";
constexpr double kLandsatPixelMetres = 30;
constexpr double kScale = 2.75e-05;
constexpr double kOffset = -0.2;
constexpr std::uint64_t kNoiseSeed = 0x1a9d;
constexpr double kNoise = 0.0015;  ///< of reflectance
// QA_PIXEL of clear land and of water, collection 2
constexpr float kClear = 21824;
constexpr float kWater = 21952;

std::string metadata() {
  std::string scales;
  for (const SampleBand& band : kLandsatBands)
    scales += fmt::format("    REFLECTANCE_MULT_BAND_{0} = {1}\n    REFLECTANCE_ADD_BAND_{0} = {2}\n",
                          band.name.substr(1), kScale, kOffset);
  return fmt::format(R"(GROUP = LANDSAT_METADATA_FILE
  GROUP = PRODUCT_CONTENTS
    ORIGIN = "Made up; no satellite has seen this ground"
    LANDSAT_PRODUCT_ID = "{}"
    PROCESSING_LEVEL = "L2SP"
    COLLECTION_NUMBER = 02
  END_GROUP = PRODUCT_CONTENTS
  GROUP = IMAGE_ATTRIBUTES
    SPACECRAFT_ID = "LANDSAT_9"
    SENSOR_ID = "OLI_TIRS"
    DATE_ACQUIRED = 2023-07-22
    SCENE_CENTER_TIME = "11:07:45.1234560Z"
    CLOUD_COVER = 0.00
    SUN_AZIMUTH = 129.6
    SUN_ELEVATION = 63.4
  END_GROUP = IMAGE_ATTRIBUTES
  GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
{}  END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
END_GROUP = LANDSAT_METADATA_FILE
END
)",
                     kName, scales);
}

/// One band of 16 bits, 0 where there is nothing.
void write_band(const std::string& path, const std::string& title, const Plane& numbers) {
  geo::RasterProfile profile;
  profile.type = geo::PixelType::uint16;
  profile.nodata = 0;
  const std::int64_t side = numbers.side;
  profile.grid = {geo::parse_crs("EPSG:32629").wkt,
                  kWestMetres,
                  kNorthMetres,
                  kLandsatPixelMetres,
                  kLandsatPixelMetres,
                  side,
                  side};
  profile.layers.push_back({title, "DN", "made up", {}, {}});
  Tile pixels;
  pixels.reshape(1, numbers.side, numbers.side);
  for (int row = 0; row < numbers.side; ++row)
    for (int col = 0; col < numbers.side; ++col)
      pixels.view().at(0, row, col) = static_cast<float>(numbers.at(row, col));
  geo::GTiffSink file(path, profile, {}, 1);
  file.write({0, 0, side, side}, pixels.view());
  file.close();
}

}  // namespace

void write_landsat_product(const std::string& folder, const std::vector<Plane>& country, const CoverMap& map) {
  const std::string root = fmt::format("{}/{}", folder, kName);
  ensure_folder(root);
  for (std::size_t i = 0; i < kLandsatBands.size(); ++i) {
    Plane seen = coarsened(blurred(blurred(country[kLandsatFirst + i])), kLandsatPixelMetres);
    for (int row = 0; row < seen.side; ++row)
      for (int col = 0; col < seen.side; ++col) {
        const double value = seen.at(row, col) + kNoise * pixel_noise(kNoiseSeed + i, row, col);
        seen.at(row, col) = std::clamp(std::round((value - kOffset) / kScale), 1.0, 65535.0);
      }
    const std::string band(kLandsatBands.at(i).name);
    write_band(fmt::format("{}/{}_SR_{}.TIF", root, kName, band), band, seen);
  }
  Plane quality(static_cast<int>(side_m() / kLandsatPixelMetres));
  for (int row = 0; row < quality.side; ++row)
    for (int col = 0; col < quality.side; ++col)
      quality.at(row, col) = map.share_of(Cover::water, 3 * row + 1, 3 * col + 1) > 0.5 ? kWater : kClear;
  write_band(fmt::format("{}/{}_QA_PIXEL.TIF", root, kName), "QA_PIXEL", quality);
  write_file_atomically(fmt::format("{}/{}_MTL.txt", root, kName), metadata());
}

}  // namespace greisen::sample
