// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/crs.hpp"
#include "geo/read/array_file.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/radiometry.hpp"
#include "scene/layouts/spectrometer.hpp"

namespace greisen::scene {
namespace {

constexpr const char* kFields = "/HDFEOS/SWATHS/PRS_L2D_HCO/Data Fields/";
constexpr double kMostDn = 65535;

bool claims(const std::string& path, bool folder) {
  const std::string name = lower(geo::file_name(path));
  return !folder && name.starts_with("prs_") && (name.ends_with(".he5") || name.ends_with(".h5"));
}

class Opener {
 public:
  Opener(const std::string& path, const OpenContext& context)
      : path_(path),
        request_(context.request),
        sensor_(context.catalogue.find_sensor(request_.sensor.empty() ? "prisma" : request_.sensor)),
        file_(path) {}

  Scene run() {
    const std::string name = geo::file_name(path_);
    scene_.id = name.substr(0, name.rfind('.'));
    scene_.sensor = sensor_.id;
    scene_.platform = "PRISMA";
    scene_.layout = "prisma";
    scene_.level = "L2D";
    scene_.kind = Kind::surface;
    scene_.files = {path_};
    for (const std::string& part : split(scene_.id, '_'))
      if (scene_.date.empty()) read_digits(part, scene_.date, scene_.time);
    scene_.sun_zenith_deg = angle("Sun_zenith_angle");
    scene_.sun_azimuth_deg = angle("Sun_azimuth_angle");
    if (const auto cloud = file_.number("Cloudy_pixels_percentage"); cloud && *cloud >= 0 && *cloud <= 100)
      scene_.cloud_percent = cloud;
    if (file_.shape(std::string(kFields) + "SWIR_Cube").empty())
      throw Error({"E3102",
                   "this PRISMA product is not of level 2D",
                   {path_, 0, 0, {}},
                   "order it as L2D: surface reflectance on a map grid"});
    std::vector<Channel> channels;
    std::vector<int> left_out;
    for (const std::string detector : {"Vnir", "Swir"}) {
      std::vector<Channel> own = channels_of(detector);
      std::ranges::sort(own, {}, &Channel::centre_nm);
      for (Channel& channel : own) {
        channel.number = static_cast<int>(channels.size() + left_out.size()) + 1;
        const bool worse = (detector == "Vnir") == (channel.centre_nm >= kDetectorChangeNm);
        if (worse) {
          left_out.push_back(channel.number);
        } else {
          channels.push_back(std::move(channel));
        }
      }
    }
    take_channels(scene_, std::move(channels), sensor_, {grid_, grid_.pixel_x, "UInt16"});
    scene_.decisions.push_back(
        {"detectors", "short-wave one from " + format_number(kDetectorChangeNm) + " nm",
         "both see 920 to 1010 nm; the limit is this project's; bands are counted by wavelength, "
         "those of VNIR before those of SWIR" +
             (left_out.empty() ? "" : "; left out: " + band_ranges(left_out))});
    const GivenRadiometry given(request_, 0);
    if (given.any()) apply_given(scene_, request_, given, "L2ScaleVnirMin and its like");
    scene_.warnings.emplace_back("the product has no cloud mask that is read: clouds and shadows are not masked");
    finish(scene_);
    return std::move(scene_);
  }

 private:
  [[nodiscard]] std::optional<double> angle(const char* name) const {
    const auto value = file_.number(name);
    return value && *value >= -360 && *value <= 360 ? value : std::nullopt;
  }

  [[nodiscard]] double needed(const std::string& name) const {
    const auto value = file_.number(name);
    if (value && std::isfinite(*value)) return *value;
    throw Error({"E3105",
                 "the attribute " + name + " is missing or is no number",
                 {path_, 0, 0, {}},
                 "download the product again"});
  }

  /// The corners are centres of pixels or corners of them, as their distance tells.
  void place(std::uint64_t rows, std::uint64_t cols) {
    refuse_absurd(rows, cols, path_);
    const double left = needed("Product_ULcorner_easting");
    const double top = needed("Product_ULcorner_northing");
    const double width = needed("Product_LRcorner_easting") - left;
    const double height = top - needed("Product_LRcorner_northing");
    const auto wide = static_cast<double>(cols);
    const auto high = static_cast<double>(rows);
    const double nominal = sensor_.bands.empty() ? 30 : sensor_.bands.front().pixel_m;
    const auto fits = [&](double less) {
      return std::abs(width / nominal - (wide - less)) < 0.5 && std::abs(height / nominal - (high - less)) < 0.5;
    };
    const bool centres = fits(1);
    if (!centres && !fits(0))
      throw Error({"E3105",
                   "the corners of the product are " + format_number(width) + " x " + format_number(height) +
                       " m apart, which are not " + std::to_string(cols) + " x " + std::to_string(rows) +
                       " pixels of " + format_number(nominal) + " m",
                   {path_, 0, 0, {}},
                   "download the product again"});
    const double less = centres ? 1 : 0;
    Grid grid;
    grid.crs = geo::parse_crs("EPSG:" + std::to_string(std::llround(needed("Epsg_Code")))).wkt;
    grid.pixel_x = width / (wide - less);
    grid.pixel_y = height / (high - less);
    grid.origin_x = left - less / 2 * grid.pixel_x;
    grid.origin_y = top + less / 2 * grid.pixel_y;
    grid.cols = static_cast<std::int64_t>(cols);
    grid.rows = static_cast<std::int64_t>(rows);
    if (grid_.cols == 0)
      scene_.decisions.push_back({"place", centres ? "corners are centres of pixels" : "corners are edges of pixels",
                                  "Product_ULcorner and Product_LRcorner against the size of the cube"});
    grid_ = grid;
  }

  std::vector<Channel> channels_of(const std::string& detector) {
    const std::string array = kFields + (detector == "Vnir" ? std::string("VNIR_Cube") : std::string("SWIR_Cube"));
    const std::vector<std::uint64_t> shape = file_.shape(array);  // rows, bands, columns
    const std::vector<double> centres = file_.numbers("List_Cw_" + detector);
    const std::vector<double> widths = file_.numbers("List_Fwhm_" + detector);
    if (shape.size() != 3 || shape[1] != centres.size() || widths.size() != centres.size())
      throw Error({"E3108",
                   "List_Cw_" + detector + " names " + std::to_string(centres.size()) + " bands, the cube has " +
                       (shape.size() == 3 ? std::to_string(shape[1]) : std::string("none")),
                   {path_, 0, 0, {}},
                   "download the product again"});
    place(shape[0], shape[2]);
    const double least = needed("L2Scale" + detector + "Min");
    const double most = needed("L2Scale" + detector + "Max");
    scene_.decisions.push_back({"reflectance " + detector,
                                format_number(least) + " + DN * " + format_number(most - least) + " / 65535",
                                "L2Scale" + detector + "Min and Max of the product"});
    std::vector<Channel> channels;
    for (std::size_t i = 0; i < centres.size(); ++i) {
      Channel channel{centres[i], widths[i], centres[i] > 300 && centres[i] < 3000, {}};
      channel.source.path = geo::cube_path(path_, {array, "ybx"});
      channel.source.band = static_cast<int>(i) + 1;
      channel.source.scale = (most - least) / kMostDn;
      channel.source.offset = least;
      channel.source.missing_dn = missing_dn_of(sensor_);
      channel.source.crs = grid_.crs;
      channel.source.geo_transform =
          std::array<double, 6>{grid_.origin_x, grid_.pixel_x, 0, grid_.origin_y, 0, -grid_.pixel_y};
      channels.push_back(std::move(channel));
    }
    return channels;
  }

  const std::string& path_;
  const SceneRequest& request_;
  const Sensor& sensor_;
  geo::ArrayFile file_;
  Grid grid_;
  Scene scene_;
};

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  for (const std::string& path : paths) found.add([&] { return Opener(path, context).run(); });
}

}  // namespace

Layout prisma() { return {"prisma", "PRISMA level 2D (PRS_L2D_*.he5)", &claims, &open}; }

}  // namespace greisen::scene
