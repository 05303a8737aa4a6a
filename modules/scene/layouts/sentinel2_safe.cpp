// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/gdal/xml.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/radiometry.hpp"
#include "scene/layouts/sentinel2_folder.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"
#include "scene/layouts/sentinel2_offset.hpp"
#include "scene/layouts/sentinel2_quality.hpp"

namespace greisen::scene {
namespace {

bool claims(const std::string& path, bool folder) {
  const std::string name = geo::file_name(path);
  if (!folder) return glob_match("MTD_MSIL??.xml", name) || glob_match("S2?_*_MTD_SAFL*.xml", name);
  return lower(name).ends_with(".safe") || geo::is_file(geo::join_path(path, "MTD_MSIL2A.xml")) ||
         geo::is_file(geo::join_path(path, "MTD_MSIL1C.xml")) || geo::is_folder(geo::join_path(path, "GRANULE")) ||
         is_granule(path);
}

/// "T29TPF_20210802T112121_B02_10m.jp2" → B02 at 10 m.
std::optional<BandFile> band_file(const std::string& folder, const std::string& name) {
  if (!raster_name(name)) return {};
  const std::vector<std::string> parts = split(name.substr(0, name.rfind('.')), '_');
  BandFile file{geo::join_path(folder, name), parts.back(), 0};
  if (parts.size() >= 2 && (parts.back() == "10m" || parts.back() == "20m" || parts.back() == "60m")) {
    file.pixel_m = parse_double(std::string_view(parts.back()).substr(0, 2)).value_or(0);
    file.band = parts[parts.size() - 2];
  }
  return file;
}

std::vector<BandFile> images_of(const std::string& granule) {
  std::vector<BandFile> files;
  const std::string images = geo::join_path(granule, "IMG_DATA");
  for (const std::string& folder :
       {images, geo::join_path(images, "R10m"), geo::join_path(images, "R20m"), geo::join_path(images, "R60m")}) {
    for (const std::string& name : geo::list_folder(folder)) {
      if (auto file = band_file(folder, name)) files.push_back(std::move(*file));
    }
  }
  return files;
}

/// Images the metadata lists for this granule: those that folders do not show but that open are added, others counted.
void compare_with_list(const Sentinel2Product& product, const std::string& root, const std::string& granule,
                       std::vector<BandFile>& files, Scene& scene) {
  std::set<std::string> there;
  for (const BandFile& file : files) there.insert(file.path);
  std::vector<std::string> absent;
  for (const std::string& image : product.images) {
    if (!image.starts_with("GRANULE/" + granule + "/")) continue;
    const std::string path = geo::join_path(root, image);
    if (there.contains(path)) continue;
    if (!geo::is_file(path)) {
      absent.push_back(geo::file_name(image));
    } else if (auto file = band_file(geo::parent_folder(path), geo::file_name(path))) {
      files.push_back(std::move(*file));
    }
  }
  if (absent.empty()) return;
  const std::string more = absent.size() > 3 ? " and " + std::to_string(absent.size() - 3) + " more" : "";
  absent.resize(std::min<std::size_t>(absent.size(), 3));
  scene.warnings.emplace_back("listed in the metadata and not there: " + join(absent, ", ") + more);
}

void describe(Scene& scene, const ProductFolder& folder, const std::string& granule, const Sentinel2Product* product) {
  const Sentinel2Name by_product = sentinel2_name(product != nullptr ? product->name : geo::file_name(folder.root));
  const Sentinel2Name by_granule = sentinel2_name(granule);
  const Sentinel2Name by_folder = sentinel2_name(geo::file_name(folder.root));
  const auto first = [](std::initializer_list<std::string> texts) {
    const auto* found = std::ranges::find_if(texts, [](const std::string& text) { return !text.empty(); });
    return found == texts.end() ? std::string() : *found;
  };
  scene.layout = "sentinel2-safe";
  scene.platform = first({product != nullptr ? product->platform : "", by_folder.platform});
  scene.level = first({product != nullptr ? product->level : "", by_folder.level, by_granule.level, "unknown"});
  scene.baseline = first({product != nullptr ? product->baseline : "", by_folder.baseline});
  scene.tile = first({by_granule.tile, by_product.tile, by_folder.tile});
  scene.date = first({by_product.date, by_folder.date, by_granule.date});
  scene.time = by_product.date.empty() ? first({by_folder.time, by_granule.time}) : by_product.time;
  if (product == nullptr) return;
  std::string stamp = product->start_time.substr(0, 19);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  read_stamp(stamp, scene.date, scene.time);
  scene.cloud_percent = product->cloud_percent;
  scene.synthetic = is_made_up(product->doi);
  const std::string& named = by_folder.baseline;
  if (!named.empty() && !product->baseline.empty() && named != product->baseline) {
    scene.warnings.emplace_back("the folder's name says baseline " + named + ", its metadata " + product->baseline);
  }
}

void read_tile_metadata(Scene& scene, const std::string& granule) {
  std::string path = geo::join_path(granule, "MTD_TL.xml");
  if (!geo::is_file(path)) {
    for (const std::string& name : geo::list_folder(granule)) {
      if (glob_match("S2?_*_MTD_*TL_*.xml", name)) path = geo::join_path(granule, name);
    }
  }
  if (!geo::is_file(path)) return;
  try {
    const Sentinel2Tile tile = sentinel2_tile(geo::read_xml(path));
    scene.sun_zenith_deg = tile.sun_zenith_deg;
    scene.sun_azimuth_deg = tile.sun_azimuth_deg;
    scene.files.push_back(path);
  } catch (const Error& error) {
    scene.warnings.emplace_back("the sun's position is unknown: " + error.problems().front().what + " (MTD_TL.xml)");
  }
}

/// No product of the agency has an offset beyond this.
constexpr double kOddOffsetDn = 2000;

/// Scale and offset of each band from the metadata; a band without offset among bands that have one is left out.
void calibrate(Scene& scene, const Sensor& sensor, const Sentinel2Product& product, const std::string& file) {
  std::vector<SceneBand> kept;
  for (SceneBand& band : scene.bands) {
    const Band& row = sensor.bands.at(static_cast<std::size_t>(sensor.find(band.name).value()));
    double offset_dn = 0;
    if (!product.offset_dn.empty()) {
      const auto found = row.metadata_id ? product.offset_dn.find(*row.metadata_id) : product.offset_dn.end();
      if (found == product.offset_dn.end()) {
        scene.warnings.push_back(band.name + " is left out: the metadata gives other bands an offset, but none to it");
        continue;
      }
      offset_dn = found->second;
    }
    band.source.scale = 1 / product.quantification;
    band.source.offset = offset_dn / product.quantification;
    kept.push_back(std::move(band));
  }
  scene.bands = std::move(kept);
  if (scene.bands.empty())
    throw Error({"E3107", scene.id + " has no band with an offset", {file, 0, 0, {}}, "download the product again"});
  scene.kind = product.level == "L2A" ? Kind::surface : Kind::toa;
  const std::string by =
      geo::file_name(file) + ", baseline " + (product.baseline.empty() ? "unknown" : product.baseline);
  scene.decisions.push_back({"quantification", format_number(product.quantification), by});
  const std::string why =
      product.offset_element.empty() ? "no offset element in " + by : product.offset_element + " of " + by;
  scene.decisions.push_back({"offset", offsets_text(product), why});
  const auto odd = [](const auto& offset) { return std::abs(offset.second) > kOddOffsetDn; };
  if (std::ranges::any_of(product.offset_dn, odd)) {
    scene.warnings.emplace_back("the offset of the metadata is unusual (" + offsets_text(product) +
                                "; the agency's is -1000 DN or none): check that nobody changed the file");
  }
  compare_offset_with_pixels(scene, "the metadata");
  if (product.offset_dn.empty() && expects_offset(product.baseline)) {
    scene.warnings.emplace_back("baseline " + product.baseline +
                                " has an offset of -1000 DN as a rule, but the metadata gives none; taken as 0");
  }
}

void set_radiometry(Scene& scene, const Sensor& sensor, const std::optional<Sentinel2Product>& product,
                    const ProductFolder& folder, const OpenContext& context) {
  const GivenRadiometry given(context.request, 0);
  if (given.any()) {
    apply_given(scene, context.request, given,
                product
                    ? "quantification " + format_number(product->quantification) + ", offset " + offsets_text(*product)
                    : "");
    if (product && !context.request.kind) scene.kind = product->level == "L2A" ? Kind::surface : Kind::toa;
  } else if (product) {
    calibrate(scene, sensor, *product, folder.metadata);
  } else {
    const std::string told = scene.baseline.empty()
                                 ? "; the name does not tell the baseline either"
                                 : "; the name says baseline " + scene.baseline + ", for which an offset of " +
                                       (expects_offset(scene.baseline) ? "-1000" : "0") + " DN is the rule";
    radiometry_unknown(
        scene, context.request, sensor,
        "MTD_MSIL2A.xml (or MTD_MSIL1C.xml) is not there, so quantification and offset are unknown" + told);
  }
}

Scene open_granule(const ProductFolder& folder, const std::string& path, const OpenContext& context) {
  const std::string granule = geo::file_name(path);
  const std::string& wanted = context.request.sensor;
  const Sensor& sensor = context.catalogue.find_sensor(wanted.empty() ? "sentinel2" : wanted);
  std::optional<Sentinel2Product> product;
  if (!folder.metadata.empty()) product = sentinel2_product(geo::read_xml(folder.metadata), folder.metadata);
  Scene scene;
  scene.sensor = sensor.id;
  const std::string name = product && !product->name.empty() ? product->name : geo::file_name(folder.root);
  scene.id = name.substr(0, name.rfind(".SAFE"));
  describe(scene, folder, granule, product ? &*product : nullptr);
  if (folder.granules.size() > 1) scene.id += "_" + (scene.tile.empty() ? granule : scene.tile);
  std::vector<BandFile> files = images_of(path);
  if (product) {
    compare_with_list(*product, folder.root, granule, files, scene);
    scene.files.push_back(folder.metadata);
  }
  read_tile_metadata(scene, path);
  take_band_files(scene, sensor, std::move(files), context.request);
  take_quality_masks(scene, sensor, path);
  set_radiometry(scene, sensor, product, folder, context);
  return scene;
}

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  std::set<std::string> done;
  for (const std::string& path : paths) {
    ProductFolder folder = product_folder(path);
    if (path.starts_with("/vsi")) found.try_to([&] { granules_of_metadata(folder); });
    if (folder.granules.empty()) {
      found.problems.push_back({"E3107",
                                "this Sentinel-2 product has no granule (folder GRANULE/*/IMG_DATA)",
                                {path, 0, 0, {}},
                                "download the whole product"});
    }
    for (const std::string& granule : folder.granules) {
      if (!done.insert(granule).second) continue;
      found.add([&] { return open_granule(folder, granule, context); });
    }
  }
}

}  // namespace

Layout sentinel2_safe() {
  return {"sentinel2-safe", "Sentinel-2 L2A and L1C products: SAFE folder, zip of one, its metadata file, one granule",
          &claims, &open};
}

}  // namespace greisen::scene
