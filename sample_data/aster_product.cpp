// SPDX-License-Identifier: Apache-2.0
#include "sample_data/aster_product.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "geo/place/crs.hpp"
#include "geo/write/raster_writer.hpp"
#include "sample_data/noise.hpp"
#include "sample_data/sentinel2_product.hpp"
#include "scene/layouts/aster_metadata.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::sample {
namespace {

constexpr std::string_view kName = "AST_L1T_00307122006112233_20150514053117_10321";
constexpr std::string_view kDate = "2006-07-12";
constexpr double kSunAzimuthDeg = 138.4;
constexpr double kSunElevationDeg = 66.1;
constexpr double kGroundKelvin = 308;
constexpr std::uint64_t kNoiseSeed = 0xa57e2;
/// Haze: path light as reflectance, and what gets through; green, red, near infrared, then little.
constexpr std::array<double, 9> kHaze = {0.030, 0.018, 0.008, 0.002, 0.001, 0.001, 0.001, 0.001, 0.001};
constexpr double kThrough = 0.93;

struct Part {
  std::string_view name;
  std::size_t first;  ///< of kAsterBands
  std::size_t count;
  double brightest;  ///< number above which a pixel is saturated
};
constexpr std::array<Part, 3> kParts = {{{"VNIR", 0, 3, 254}, {"SWIR", 3, 6, 254}, {"TIR", 9, 5, 4094}}};

/// Radiance of a black body, W m-2 sr-1 um-1.
double planck(double um, double kelvin) {
  constexpr double kFirst = 1.191042e8;
  constexpr double kSecond = 1.4387752e4;
  return kFirst / (std::pow(um, 5) * (std::exp(kSecond / (um * kelvin)) - 1));
}

/// Radiance that a band measures over the ground.
double radiance(std::size_t band, double value) {
  constexpr std::array<double, kThermalBands> kMicrometres = {8.287, 8.635, 9.079, 10.659, 11.289};
  if (band >= kHaze.size()) return value * planck(kMicrometres.at(band - kHaze.size()), kGroundKelvin);
  const double distance = scene::earth_sun_distance_au(std::string(kDate)).value();
  const double sine = std::sin(kSunElevationDeg * std::numbers::pi / 180);
  const double irradiance = scene::aster_irradiance(kAsterBands.at(band).name.substr(1));
  return (kHaze.at(band) + kThrough * value) * irradiance * sine / (std::numbers::pi * distance * distance);
}

double noise_numbers(std::size_t band) { return band >= kHaze.size() ? 2.0 : 0.6; }

void write_part(const std::string& folder, const Part& part, const std::vector<Plane>& country) {
  const double pixel_m = kAsterBands.at(part.first).pixel_m;
  geo::RasterProfile profile;
  profile.type = part.name == "TIR" ? geo::PixelType::uint16 : geo::PixelType::uint8;
  profile.nodata = 0;
  profile.metadata = {{"CALENDARDATE", "20060712"},
                      {"ORIGIN", "none: this product is made up"},
                      {"PGEVERSION", "R3.4"},
                      {"SOLARDIRECTION", fmt::format("{}, {}", kSunAzimuthDeg, kSunElevationDeg)}};
  Tile pixels;
  for (std::size_t i = 0; i < part.count; ++i) {
    const std::size_t band = part.first + i;
    const std::string name(kAsterBands.at(band).name);
    const double unit = scene::aster_unit_radiance(name.substr(1), "NOR").value();
    const Plane seen = coarsened(blurred(country[kAsterFirst + band]), pixel_m);
    if (i == 0) pixels.reshape(static_cast<int>(part.count), seen.side, seen.side);
    profile.layers.push_back({name, "DN", "made up", {}, {}});
    for (int row = 0; row < seen.side; ++row)
      for (int col = 0; col < seen.side; ++col) {
        const double number = 1 + radiance(band, seen.at(row, col)) / unit +
                              noise_numbers(band) * pixel_noise(kNoiseSeed + band, row, col);
        pixels.view().at(static_cast<int>(i), row, col) =
            static_cast<float>(std::clamp(std::round(number), 1.0, part.brightest));
      }
  }
  const std::int64_t side = pixels.view().rows;
  profile.grid = {geo::parse_crs("EPSG:32629").wkt, kWestMetres, kNorthMetres, pixel_m, pixel_m, side, side};
  geo::GTiffSink file(fmt::format("{}/{}.{}.tif", folder, kName, part.name), profile, {}, 1);
  file.write({0, 0, side, side}, pixels.view());
  file.close();
}

}  // namespace

void write_aster_product(const std::string& folder, const std::vector<Plane>& country, bool thermal) {
  for (const Part& part : kParts)
    if (thermal || part.name != "TIR") write_part(folder, part, country);
}

}  // namespace greisen::sample
