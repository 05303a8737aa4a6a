// SPDX-License-Identifier: Apache-2.0
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
#include "scene/layouts/sentinel2_metadata.hpp"
#include "scene/layouts/spectrometer.hpp"

namespace greisen::scene {
namespace {

constexpr const char* kLookupX = "/location/glt_x";
constexpr const char* kLookupY = "/location/glt_y";

bool claims(const std::string& path, bool folder) {
  const std::string name = geo::file_name(path);
  return !folder && name.starts_with("EMIT_L2A_") && lower(name).ends_with(".nc");
}

geo::CubeLayout on_the_map(std::string array) { return {std::move(array), "yxb", kLookupX, kLookupY}; }

class Opener {
 public:
  Opener(const std::string& path, const OpenContext& context)
      : path_(path),
        request_(context.request),
        sensor_(context.catalogue.find_sensor(request_.sensor.empty() ? "emit" : request_.sensor)),
        file_(path) {}

  Scene run() {
    const std::string name = geo::file_name(path_);
    scene_.id = name.substr(0, name.rfind('.'));
    scene_.sensor = sensor_.id;
    scene_.platform = "EMIT";
    scene_.layout = "emit";
    scene_.level = "L2A";
    scene_.kind = Kind::surface;
    scene_.files = {path_};
    for (const std::string& part : split(scene_.id, '_'))
      if (scene_.date.empty()) read_stamp(part, scene_.date, scene_.time);
    place();
    take_channels(scene_, channels(), sensor_,
                  {grid_, sensor_.bands.empty() ? 60 : sensor_.bands.front().pixel_m, "Float32"});
    scene_.decisions.push_back({"reflectance", "values as they are", "the product holds reflectance"});
    const GivenRadiometry given(request_, 0);
    if (given.any()) apply_given(scene_, request_, given, "reflectance");
    take_masks();
    finish(scene_);
    return std::move(scene_);
  }

 private:
  [[nodiscard]] Error bad(const std::string& what) const {
    return Error({"E3105", what, {path_, 0, 0, {}}, "download the product again"});
  }

  /// The grid that the lookup is on.
  void place() {
    const std::vector<double> g = file_.numbers("geotransform");
    const std::vector<std::uint64_t> shape = file_.shape(kLookupX);
    if (shape.size() != 2 || file_.shape(kLookupY) != shape)
      throw bad("the geolocation lookup (glt_x, glt_y) is missing");
    refuse_absurd(shape[0], shape[1], path_);
    if (g.size() != 6 || !(g[1] > 0) || !(g[5] < 0) || g[2] != 0 || g[4] != 0 || !std::isfinite(g[0] + g[3]))
      throw bad("the attribute geotransform is missing or places no grid that lies north-up");
    grid_.crs = geo::parse_crs(file_.text("spatial_ref").value_or("EPSG:4326")).wkt;
    grid_.origin_x = g[0];
    grid_.origin_y = g[3];
    grid_.pixel_x = g[1];
    grid_.pixel_y = -g[5];
    grid_.rows = static_cast<std::int64_t>(shape[0]);
    grid_.cols = static_cast<std::int64_t>(shape[1]);
    scene_.decisions.push_back({"place", "by the product's geolocation lookup", "glt_x and glt_y, counted from 1"});
  }

  void locate(geo::BandSource& source) const {
    source.crs = grid_.crs;
    source.geo_transform = std::array<double, 6>{grid_.origin_x, grid_.pixel_x, 0, grid_.origin_y, 0, -grid_.pixel_y};
  }

  [[nodiscard]] std::vector<Channel> channels() const {
    const std::vector<std::uint64_t> shape = file_.shape("/reflectance");
    const std::vector<double> centres = file_.values("/sensor_band_parameters/wavelengths");
    const std::vector<double> widths = file_.values("/sensor_band_parameters/fwhm");
    const std::vector<double> good = file_.values("/sensor_band_parameters/good_wavelengths");
    if (shape.size() != 3) throw bad("there is no array reflectance of three dimensions");
    if (centres.size() != shape[2])
      throw Error({"E3108",
                   "wavelengths names " + std::to_string(centres.size()) + " bands, reflectance has " +
                       std::to_string(shape[2]),
                   {path_, 0, 0, {}},
                   "download the product again"});
    std::vector<Channel> channels;
    for (std::size_t i = 0; i < centres.size(); ++i) {
      const bool named_good = good.size() != centres.size() || good[i] != 0;
      Channel channel{centres[i],
                      widths.size() == centres.size() ? widths[i] : 0,
                      named_good && centres[i] > 300 && centres[i] < 3000,
                      {}};
      channel.source.path = geo::cube_path(path_, on_the_map("/reflectance"));
      channel.source.band = static_cast<int>(i) + 1;
      channel.source.missing_dn = missing_dn_of(sensor_);
      locate(channel.source);
      channels.push_back(std::move(channel));
    }
    return channels;
  }

  /// EMIT_L2A_MASK_… of the same time beside it: one band for each flag, in the order of the sensor's quality layers.
  void take_masks() {
    const std::string name = geo::file_name(path_);
    const std::size_t at = name.find("_RFL_");
    const std::string mask =
        at == std::string::npos
            ? ""
            : geo::join_path(geo::parent_folder(path_), name.substr(0, at) + "_MASK_" + name.substr(at + 5));
    if (mask.empty() || !geo::is_file(mask)) {
      scene_.warnings.emplace_back("there is no EMIT_L2A_MASK file beside it: clouds are not masked");
      return;
    }
    const std::vector<std::uint64_t> shape = geo::ArrayFile(mask).shape("/mask");
    for (std::size_t i = 0; i < sensor_.quality.size() && shape.size() == 3 && i < shape[2]; ++i) {
      SceneQuality quality{{}, sensor_.quality[i], sensor_.quality[i].pixel_m, grid_};
      quality.source.path = geo::cube_path(mask, on_the_map("/mask"));
      quality.source.band = static_cast<int>(i) + 1;
      quality.source.layer.name = sensor_.quality[i].name;
      locate(quality.source);
      scene_.quality.push_back(std::move(quality));
    }
    scene_.files.push_back(mask);
    scene_.warnings.emplace_back("the flags of EMIT_L2A_MASK are read in an order known from memory only");
  }

  const std::string& path_;
  const SceneRequest& request_;
  const Sensor& sensor_;
  geo::ArrayFile file_;
  Grid grid_;
  Scene scene_;
};

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  for (const std::string& path : paths) {
    const std::string name = geo::file_name(path);
    if (name.find("_RFL_") != std::string::npos) found.add([&] { return Opener(path, context).run(); });
  }
}

}  // namespace

Layout emit() { return {"emit", "EMIT level 2A reflectance (EMIT_L2A_RFL_*.nc) with its mask", &claims, &open}; }

}  // namespace greisen::scene
