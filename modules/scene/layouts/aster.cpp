// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/crs.hpp"
#include "geo/read/pixel_sample.hpp"
#include "scene/layouts/aster_files.hpp"
#include "scene/layouts/aster_metadata.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::scene {
namespace {

constexpr double kSurfaceScale = 0.001;
constexpr double kOtherSurfaceScale = 0.0001;

bool claims(const std::string& path, bool folder) {
  return !folder && (lower(path).ends_with(".hdf") || aster_name(geo::file_name(path)).has_value());
}

/// "B3N" → "3N"
std::string_view number_of(const std::string& band) { return std::string_view(band).substr(1); }

class Opener {
 public:
  Opener(const AsterGroup& group, const OpenContext& context)
      : group_(group),
        request_(context.request),
        sensor_(context.catalogue.find_sensor(request_.sensor.empty() ? "aster" : request_.sensor)) {}

  Scene run() {
    scene_.id = geo::file_name(group_.paths.front());
    scene_.id = scene_.id.substr(0, scene_.id.find('.'));
    for (const char* sign : {"_", "-"})
      if (!group_.name.part.empty() && scene_.id.ends_with(sign + group_.name.part))
        scene_.id.resize(scene_.id.size() - group_.name.part.size() - 1);
    scene_.sensor = sensor_.id;
    scene_.platform = "Terra";
    scene_.layout = "aster";
    scene_.level = group_.name.product.substr(4);
    scene_.date = group_.name.date;
    scene_.time = group_.name.time;
    for (const std::string& path : group_.paths) take_file(path);
    if (scene_.bands.empty())
      throw Error({"E3107",
                   scene_.id + " has no band that can be used" +
                       (scene_.warnings.empty() ? "" : ": " + scene_.warnings.front()),
                   {group_.paths.front(), 0, 0, {}},
                   "greisen inspect says what the file holds"});
    sort_bands();
    say_what_was_done();
    finish(scene_);
    scene_.warnings.emplace_back("the product has no quality layer that is read: clouds and shadows are not masked");
    return std::move(scene_);
  }

 private:
  [[nodiscard]] bool surface() const { return group_.name.product.starts_with("AST_07"); }

  void take_file(const std::string& path) {
    const geo::FileInfo info = geo::file_info(path);
    const AsterMetadata metadata(info.metadata, path);
    scene_.files.push_back(path);
    if (!metadata.date().empty()) scene_.date = metadata.date();
    if (const auto sun = metadata.sun()) {
      scene_.sun_azimuth_deg = sun->azimuth_deg;
      scene_.sun_zenith_deg = 90 - sun->elevation_deg;
    }
    scene_.synthetic = scene_.synthetic || is_made_up(metadata.find("ORIGIN").value_or(""));
    if (scene_.baseline.empty()) scene_.baseline = printable(metadata.find("PGEVERSION").value_or(""), 20);
    for (const AsterPart& part : aster_parts(info, group_.name.part.empty() ? "" : part_of(path), request_.bands)) {
      const auto number = sensor_.find(part.name);
      if (number) take_band(sensor_.bands[static_cast<std::size_t>(*number)], part, metadata);
    }
  }

  [[nodiscard]] static std::string part_of(const std::string& path) {
    return aster_name(geo::file_name(path)).value().part;
  }

  void take_band(const Band& row, const AsterPart& part, const AsterMetadata& metadata) {
    const geo::FileInfo info = geo::file_info(part.path);
    SceneBand band;
    band.name = row.name;
    band.role = row.role;
    band.centre_nm = row.centre_nm;
    band.width_nm = row.width_nm;
    band.source.path = part.path;
    band.source.band = part.band;
    band.source.layer.name = row.name;
    band.source.layer.description = sensor_.name + " " + row.name;
    band.pixel_m = row.pixel_m;
    band.grid = info.grid;
    band.type = info.bands.at(static_cast<std::size_t>(part.band - 1)).type;
    band.source.missing_dn = {0, row.thermal ? 4095.0 : 255.0};
    if (!place(band, row, info, metadata)) return;
    const bool known =
        !row.thermal && !surface() && !GivenRadiometry(request_, 0).any() && take_own_terms(band, row, info, part);
    if (!known && !calibrate(band, row, metadata)) return;
    scene_.bands.push_back(std::move(band));
  }

  /// GDAL gives the level 1T no georeference: it follows from the corner in the metadata.
  bool place(SceneBand& band, const Band& row, const geo::FileInfo& info, const AsterMetadata& metadata) {
    if (info.upright && !info.grid.crs.empty()) return true;
    const auto transform = surface() ? std::nullopt : metadata.place(row.pixel_m);
    const auto code = metadata.epsg();
    if (!transform || !code) {
      scene_.warnings.push_back(row.name + " is left out: it does not say where it lies" +
                                (surface() ? "; AST_07 lies along the orbit: warp it to a map first (gdalwarp)" : ""));
      return false;
    }
    band.source.geo_transform = transform;
    band.source.crs = "EPSG:" + std::to_string(*code);
    band.grid.crs = geo::parse_crs(band.source.crs).wkt;
    band.grid.origin_x = (*transform)[0];
    band.grid.origin_y = (*transform)[3];
    band.grid.pixel_x = band.grid.pixel_y = row.pixel_m;
    return true;
  }

  bool calibrate(SceneBand& band, const Band& row, const AsterMetadata& metadata) {
    const GivenRadiometry given(request_, 0);
    if (given.any()) {
      band.source.scale = given.scale(0);
      band.source.offset = given.offset(0);
      band.source.missing_dn = {0};
      return true;
    }
    return surface() ? calibrate_surface(band) : calibrate_level1(band, row, metadata);
  }

  /// Scale 0.001 by the product page; one text prints 0.0001: the pixels tell.
  bool calibrate_surface(SceneBand& band) {
    band.source.missing_dn = {-9999, 0};
    band.source.scale = kSurfaceScale;
    std::vector<float> dn = geo::sample_dn(band.source).values;
    std::erase_if(dn, [](float value) { return !(value > 0); });
    if (!dn.empty()) {
      const auto high = dn.begin() + static_cast<std::ptrdiff_t>(dn.size() * 99 / 100);
      std::nth_element(dn.begin(), high, dn.end());
      if (*high > 2000) {
        band.source.scale = kOtherSurfaceScale;
        scene_.warnings.push_back(band.name + ": 99 % of its DN lie below " +
                                  format_number(static_cast<double>(*high)) +
                                  ", so its scale is taken as 0.0001 instead of 0.001");
      }
    }
    return true;
  }

  /// What the file itself says: REFLECTANCE_GAIN and REFLECTANCE_BIAS, or a scale and offset of the band.
  bool take_own_terms(SceneBand& band, const Band& row, const geo::FileInfo& info, const AsterPart& part) {
    const auto own = aster_reflectance_terms(info, part.band, row.name);
    if (!own) return false;
    band.source.scale = own->scale;
    band.source.offset = own->offset;
    own_terms_ = true;
    scene_.decisions.push_back({row.name, "DN * " + format_number(own->scale) + " + " + format_number(own->offset),
                                "REFLECTANCE_GAIN and REFLECTANCE_BIAS of the file"});
    return true;
  }

  bool calibrate_level1(SceneBand& band, const Band& row, const AsterMetadata& metadata) {
    const std::string gain = metadata.gain(number_of(row.name));
    const auto unit = aster_unit_radiance(number_of(row.name), gain);
    if (!unit) {
      scene_.warnings.push_back(row.name + " is left out: its gain is '" + gain + "'");
      return false;
    }
    double factor = *unit;
    if (!row.thermal) {
      const auto sun = metadata.sun();
      if (!sun) {
        unknown_.push_back(row.name);
        return true;
      }
      const auto distance = earth_sun_distance_au(scene_.date);
      if (sun->elevation_deg < 1 || !distance) {
        scene_.warnings.push_back(row.name + " is left out: the date is unknown, or it was night");
        return false;
      }
      const double sine = std::sin(sun->elevation_deg * std::numbers::pi / 180);
      factor *= std::numbers::pi * *distance * *distance / (aster_irradiance(number_of(row.name)) * sine);
    } else {
      band.source.layer.unit = "W m-2 sr-1 um-1";
    }
    band.source.scale = factor;
    band.source.offset = -factor;  // DN 1 is no radiance
    gains_ += (gains_.empty() ? "" : ", ") + row.name + " " + gain;
    return true;
  }

  void leave_out_unknown() {
    for (const std::string& name : unknown_)
      scene_.warnings.push_back(name + " is left out: its file tells no REFLECTANCE_GAIN, as others do");
    std::erase_if(scene_.bands, [&](const SceneBand& band) { return std::ranges::count(unknown_, band.name) > 0; });
  }

  void sort_bands() {
    std::ranges::stable_sort(scene_.bands, {},
                             [&](const SceneBand& band) { return sensor_.find(band.name).value_or(0); });
  }

  void say_what_was_done() {
    const GivenRadiometry given(request_, 0);
    if (given.any()) {
      apply_given(scene_, request_, given, "");
      if (!request_.kind) scene_.kind = surface() ? Kind::surface : Kind::toa;
    } else if (surface()) {
      scene_.kind = Kind::surface;
      scene_.decisions.push_back({"reflectance", "DN * 0.001", "product page of AST_07; checked against the pixels"});
      scene_.decisions.push_back(
          {"band 5", "5 to 12 % low", "known of AST_07: its thresholds do not carry over to level 1T"});
    } else if (!unknown_.empty() && !own_terms_) {
      radiometry_unknown(scene_, request_, sensor_,
                         "the file tells neither REFLECTANCE_GAIN and REFLECTANCE_BIAS nor the height of the sun, so "
                         "what its DN mean is unknown");
    } else if (own_terms_) {
      scene_.kind = Kind::toa;
      leave_out_unknown();
    } else {
      scene_.kind = Kind::toa;
      scene_.decisions.push_back({"reflectance", "pi (DN - 1) UCC d^2 / (E0 sin e)",
                                  "unit radiance by gain (" + gains_ + "), E0 after Thome"});
      scene_.decisions.push_back(
          {"crosstalk", "not corrected", "light of band 4 leaks into bands 5 and 9 of level 1T"});
    }
    if (!scene_.baseline.empty())
      scene_.decisions.push_back({"processing", scene_.baseline, "PGEVERSION; never mix versions"});
  }

  const AsterGroup& group_;
  const SceneRequest& request_;
  const Sensor& sensor_;
  Scene scene_;
  std::string gains_;
  bool own_terms_ = false;            ///< the files give reflectance themselves
  std::vector<std::string> unknown_;  ///< bands whose reflectance nothing gives
};

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  for (const AsterGroup& group : aster_groups(paths)) {
    found.add([&] {
      refuse_archives(group);
      return Opener(group, context).run();
    });
  }
}

}  // namespace

Layout aster() {
  return {"aster", "ASTER L1T (HDF, or .VNIR.tif .SWIR.tif .TIR.tif) and surface reflectance AST_07, AST_07XT", &claims,
          &open};
}

}  // namespace greisen::scene
