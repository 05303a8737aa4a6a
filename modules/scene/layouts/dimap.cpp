// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/gdal/xml.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/loose/loose_names.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::scene {
namespace {

/// "NAME.data" ↔ "NAME.dim"; empty for other paths.
std::string header_of(const std::string& path) {
  const std::string name = lower(path);
  if (name.ends_with(".dim")) return path;
  return name.ends_with(".data") ? path.substr(0, path.size() - 5) + ".dim" : "";
}

bool claims(const std::string& path, bool folder) {
  const std::string header = header_of(path);
  return !header.empty() && (folder ? header != path && geo::is_file(header) : header == path);
}

/// A band of the header and its numbers: value = DN * scale + offset.
struct DimapBand {
  std::string name;
  std::string path;
  double wavelength_nm = 0;
  double scale = 1;
  double offset = 0;
  std::optional<double> missing_dn;
};

std::string text_of(const geo::XmlElement& element, std::string_view name) {
  const geo::XmlElement* child = element.child(name);
  return child == nullptr ? std::string() : child->text;
}

/// Files by the index of their band.
std::map<std::string, std::string> files_of(const geo::XmlElement& root, const std::string& header) {
  std::map<std::string, std::string> files;
  const geo::XmlElement* access = root.child("Data_Access");
  if (access == nullptr) return files;
  for (const geo::XmlElement* file : access->all("Data_File")) {
    const geo::XmlElement* path = file->child("DATA_FILE_PATH");
    const std::string* href = path == nullptr ? nullptr : path->attribute("href");
    if (href == nullptr || !lower(*href).ends_with(".hdr")) continue;
    const std::string image = href->substr(0, href->size() - 4) + ".img";
    if (!geo::stays_inside(image))
      throw Error({"E3106",
                   "the band file '" + printable(image) + "' leaves the product",
                   {header, 0, 0, {}},
                   "write the product again with SNAP"});
    files[text_of(*file, "BAND_INDEX")] = geo::join_path(geo::parent_folder(header), image);
  }
  return files;
}

std::vector<DimapBand> bands_of(const geo::XmlElement& root, const std::string& header) {
  const std::map<std::string, std::string> files = files_of(root, header);
  std::vector<DimapBand> bands;
  const geo::XmlElement* list = root.child("Image_Interpretation");
  if (list == nullptr)
    throw Error({"E3105",
                 "this is no BEAM-DIMAP product: it has no Image_Interpretation",
                 {header, 0, 0, {}},
                 "write the product again with SNAP"});
  for (const geo::XmlElement* one : list->all("Spectral_Band_Info")) {
    const auto file = files.find(text_of(*one, "BAND_INDEX"));
    if (file == files.end() || text_of(*one, "LOG10_SCALED") == "true") continue;
    DimapBand band{text_of(*one, "BAND_NAME"), file->second, 0, 1, 0, {}};
    band.wavelength_nm = parse_double(text_of(*one, "BAND_WAVELENGTH")).value_or(0);
    band.scale = parse_double(text_of(*one, "SCALING_FACTOR")).value_or(1);
    band.offset = parse_double(text_of(*one, "SCALING_OFFSET")).value_or(0);
    if (text_of(*one, "NO_DATA_VALUE_USED") == "true") band.missing_dn = parse_double(text_of(*one, "NO_DATA_VALUE"));
    bands.push_back(std::move(band));
  }
  return bands;
}

/// The sensor's band or quality layer: by name, by SNAP's name of the scene classification, else by wavelength.
std::optional<std::string> meant(const DimapBand& band, const Sensor& sensor) {
  static const std::map<std::string, std::string, std::less<>> kSnap = {
      {"quality_scene_classification", "SCL"}, {"quality_cloud_confidence", "CLDPRB"}, {"pixel_qa", "PIXEL_QA"}};
  const auto snap = kSnap.find(lower(band.name));
  if (const auto name = band_called(sensor, snap == kSnap.end() ? band.name : snap->second)) return name;
  if (band.wavelength_nm <= 0) return {};
  const auto near = sensor.nearest(band.wavelength_nm);
  return near ? std::optional(sensor.bands[static_cast<std::size_t>(*near)].name) : std::nullopt;
}

LooseName named(const geo::XmlElement& root, const std::string& header) {
  LooseName name;
  const std::string file = geo::file_name(header);
  name.scene = file.substr(0, file.size() - 4);
  name.level = "unknown";
  const geo::XmlElement* type = root.find("Production/PRODUCT_TYPE");
  const geo::XmlElement* dataset = root.find("Dataset_Id/DATASET_NAME");
  const std::string words = type == nullptr ? "" : type->text;
  if (words.starts_with("S2_MSI")) name.sensor = "sentinel2";
  if (words.ends_with("2A")) name.level = "L2A";
  if (words.ends_with("1C")) name.level = "L1C";
  if (dataset != nullptr) take_from_text(dataset->text, name);
  take_from_text(name.scene, name);
  return name;
}

Scene open_product(const std::string& header, const OpenContext& context) {
  const SceneRequest& request = context.request;
  const geo::XmlElement root = geo::read_xml(header);
  const std::vector<DimapBand> bands = bands_of(root, header);
  LooseName name = named(root, header);
  if (!request.sensor.empty()) name.sensor = request.sensor;
  if (name.sensor.empty())
    throw Error({"E3102",
                 "the sensor of this SNAP product is not known",
                 {header, 0, 0, {}},
                 "name the sensor: --sensor ID, in a survey sensor: (greisen list sensors)"});
  const Sensor& sensor = context.catalogue.find_sensor(name.sensor);
  Scene scene = named_scene(name, sensor, "dimap", request);
  scene.files = {header};
  std::vector<BandFile> files;
  std::map<std::string, const DimapBand*> by_path;
  for (const DimapBand& band : bands) {
    const auto known = meant(band, sensor);
    if (!known || !by_path.emplace(band.path, &band).second) continue;
    files.push_back({band.path, *known, 0});
  }
  take_band_files(scene, sensor, std::move(files), request);
  const GivenRadiometry given(request, 0);
  for (SceneBand& band : scene.bands) {
    const DimapBand& told = *by_path.at(band.source.path);
    band.source.scale = told.scale;
    band.source.offset = told.offset;
    if (told.missing_dn) band.source.missing_dn = {*told.missing_dn};
  }
  scene.kind = name.level == "L1C" ? Kind::toa : Kind::surface;
  if (given.any()) {
    apply_given(scene, request, given, "those of " + geo::file_name(header));
  } else {
    const geo::BandSource& first = scene.bands.front().source;
    scene.decisions.push_back({"reflectance",
                               "DN * " + format_number(first.scale) + " + " + format_number(first.offset),
                               "SCALING_FACTOR and SCALING_OFFSET of " + geo::file_name(header) + ", band by band"});
  }
  if (scene.quality.empty())
    scene.warnings.emplace_back("there is no scene classification among the bands: clouds and shadows are not masked");
  return scene;
}

void open(const std::vector<std::string>& paths, const OpenContext& context, Found& found) {
  std::set<std::string> headers;
  for (const std::string& path : paths) headers.insert(header_of(path));
  for (const std::string& header : headers) found.add([&] { return open_product(header, context); });
}

}  // namespace

Layout dimap() {
  return {"dimap", "SNAP's BEAM-DIMAP: NAME.dim with NAME.data, bands by name or wavelength", &claims, &open};
}

}  // namespace greisen::scene
