// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/gdal/xml.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/radiometry.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"
#include "scene/layouts/spectrometer.hpp"

namespace greisen::scene {
namespace {

/// The files of one product: "ENMAP01-____L2A-DT…-SPECTRAL_IMAGE.TIF" and those of the same beginning.
struct Product {
  std::string stem;
  std::string folder;
  std::string image;
  std::string metadata;
};

/// "ENMAP01-____L2A-DT0000001049_20220612T105735Z_028_V010303_20230922T131734Z" of any of its files; else empty.
std::string stem_of(const std::string& name) {
  if (!name.starts_with("ENMAP")) return "";
  for (const std::string_view part : {"-METADATA", "-SPECTRAL_IMAGE", "-QL_"}) {
    const std::size_t at = name.find(part);
    if (at != std::string::npos) return name.substr(0, at);
  }
  return "";
}

bool claims(const std::string& path, bool folder) { return !folder && !stem_of(geo::file_name(path)).empty(); }

/// Is this the raster of that name, as .TIF or as _COG.TIF?
bool is_file_of(const std::string& part, const std::string& name) {
  const std::string rest = name.starts_with(part) ? lower(name.substr(part.size())) : "";
  return raster_name(name) && (rest.starts_with(".") || rest.starts_with("_cog."));
}

Product product_of(const std::string& path) {
  Product product{stem_of(geo::file_name(path)), geo::parent_folder(path), "", ""};
  for (const std::string& name : geo::list_folder(product.folder)) {
    if (!name.starts_with(product.stem)) continue;
    const std::string lowered = lower(name);
    if (lowered.ends_with("-metadata.xml")) product.metadata = geo::join_path(product.folder, name);
    if (is_file_of(product.stem + "-SPECTRAL_IMAGE", name) && product.image.empty())
      product.image = geo::join_path(product.folder, name);
  }
  return product;
}

std::vector<Channel> channels_of(const geo::XmlElement& root, const std::string& file) {
  std::vector<Channel> channels;
  const geo::XmlElement* list = root.find("specific/bandCharacterisation");
  if (list == nullptr)
    throw Error({"E3105", "this metadata has no bandCharacterisation", {file, 0, 0, {}}, "download the product again"});
  for (const geo::XmlElement* one : list->all("bandID")) {
    const auto number = [&](const char* name) {
      const geo::XmlElement* element = one->child(name);
      return element == nullptr ? std::nullopt : parse_double(element->text);
    };
    const auto centre = number("wavelengthCenterOfBand");
    if (!centre || *centre < 300 || *centre > 3000)
      throw Error({"E3105",
                   "band " + std::to_string(channels.size() + 1) + " has no wavelength between 300 and 3000 nm",
                   {file, 0, 0, {}},
                   "download the product again"});
    channels.push_back({*centre, number("FWHMOfBand").value_or(0), true, {}});
  }
  return channels;
}

/// Where the wavelengths step back the second detector begins; of the two that one is left out which sees worse. Gives
/// the numbers of the bands that are.
std::vector<int> choose_detectors(std::vector<Channel>& channels) {
  const auto second = std::ranges::adjacent_find(
      channels, [](const Channel& a, const Channel& b) { return b.centre_nm < a.centre_nm; });
  std::vector<int> left_out;
  if (second == channels.end()) return left_out;
  const double first_swir_nm = std::next(second)->centre_nm;
  for (auto channel = channels.begin(); channel != channels.end(); ++channel) {
    const bool of_swir = channel > second;
    if (of_swir ? channel->centre_nm < kDetectorChangeNm
                : channel->centre_nm >= std::max(kDetectorChangeNm, first_swir_nm))
      left_out.push_back(std::exchange(channel->source.band, 0));
  }
  std::erase_if(channels, [](const Channel& channel) { return channel.source.band == 0; });
  return left_out;
}

void take_bands(Scene& scene, const geo::FileInfo& info, std::vector<Channel> channels, const Sensor& sensor) {
  if (channels.size() != info.bands.size())
    throw Error({"E3108",
                 "the metadata describe " + std::to_string(channels.size()) + " bands, the image has " +
                     std::to_string(info.bands.size()),
                 {info.path, 0, 0, {}},
                 "download the product again"});
  for (std::size_t i = 0; i < channels.size(); ++i) {
    geo::BandSource& source = channels[i].source;
    source.path = info.path;
    source.band = static_cast<int>(i) + 1;
    source.scale = sensor.scale;
    source.offset = sensor.offset;
    source.missing_dn = missing_dn_of(sensor);
  }
  const std::size_t all = channels.size();
  const std::vector<int> left_out = choose_detectors(channels);
  scene.decisions.push_back({"detectors", std::to_string(channels.size()) + " of " + std::to_string(all) + " bands",
                             "one detector where two see the same (from memory: the short-wave one from 950 nm)" +
                                 (left_out.empty() ? "" : "; left out: " + band_ranges(left_out))});
  take_channels(scene, std::move(channels), sensor, {info.grid, info.grid.pixel_x, info.bands.front().type});
}

void take_quality(Scene& scene, const Product& product, const Sensor& sensor) {
  for (const std::string& name : geo::list_folder(product.folder)) {
    for (const QualityLayer& layer : sensor.quality) {
      if (!is_file_of(product.stem + "-" + layer.name, name)) continue;
      const std::string path = geo::join_path(product.folder, name);
      const geo::FileInfo info = geo::file_info(path);
      SceneQuality quality{{}, layer, info.grid.pixel_x, info.grid};
      quality.source.path = path;
      quality.source.layer.name = layer.name;
      scene.quality.push_back(std::move(quality));
      scene.files.push_back(path);
    }
  }
}

std::optional<double> centre_angle(const geo::XmlElement& root, const std::string& path) {
  const geo::XmlElement* angle = root.find(path);
  const auto value = angle == nullptr ? std::nullopt : parse_double(angle->text);
  return value && *value >= -360 && *value <= 360 ? value : std::nullopt;
}

Scene open_product(const Product& product, const OpenContext& context) {
  const Sensor& sensor =
      context.catalogue.find_sensor(context.request.sensor.empty() ? "enmap" : context.request.sensor);
  if (product.image.empty() || product.metadata.empty())
    throw Error(
        {"E3107",
         "this EnMAP product lacks its " + std::string(product.image.empty() ? "SPECTRAL_IMAGE" : "METADATA.XML"),
         {geo::join_path(product.folder, product.stem), 0, 0, {}},
         "put it beside the other files of the product"});
  const geo::XmlElement root = geo::read_xml(product.metadata);
  Scene scene;
  scene.id = product.stem;
  scene.sensor = sensor.id;
  scene.platform = "EnMAP";
  scene.layout = "enmap";
  scene.level = product.stem.find("L2A") != std::string::npos ? "L2A" : "unknown";
  scene.kind = Kind::surface;
  for (const std::string& part : split(product.stem, '_'))
    if (scene.date.empty() && part.size() >= 15) read_stamp(part.substr(0, 15), scene.date, scene.time);
  if (const auto elevation = centre_angle(root, "specific/sunElevationAngle/center"))
    scene.sun_zenith_deg = 90 - *elevation;
  scene.sun_azimuth_deg = centre_angle(root, "specific/sunAzimuthAngle/center");
  scene.files = {product.image, product.metadata};
  if (scene.level != "L2A")
    throw Error({"E3102",
                 "this EnMAP product is not of level 2A",
                 {product.image, 0, 0, {}},
                 "order it as L2A: surface reflectance on a map grid"});
  take_bands(scene, geo::file_info(product.image), channels_of(root, product.metadata), sensor);
  scene.decisions.push_back({"reflectance", "DN * " + format_number(sensor.scale), "fixed for EnMAP level 2A"});
  const GivenRadiometry given(context.request, 0);
  if (given.any()) apply_given(scene, context.request, given, "DN * " + format_number(sensor.scale));
  take_quality(scene, product, sensor);
  if (scene.quality.empty())
    scene.warnings.emplace_back("there are no QL_QUALITY files: clouds and shadows are not masked");
  finish(scene);
  return scene;
}

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  std::map<std::string, std::string> first_of;  // stem → one of its files
  for (const std::string& path : paths)
    first_of.emplace(geo::join_path(geo::parent_folder(path), stem_of(geo::file_name(path))), path);
  for (const auto& [stem, path] : first_of) {
    found.add([&path = path, &context] { return open_product(product_of(path), context); });
  }
}

}  // namespace

Layout enmap() {
  return {"enmap", "EnMAP level 2A: SPECTRAL_IMAGE with its METADATA.XML and QL_QUALITY files", &claims, &open};
}

}  // namespace greisen::scene
