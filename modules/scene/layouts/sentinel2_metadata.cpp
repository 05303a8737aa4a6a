// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/sentinel2_metadata.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen::scene {
namespace {

constexpr int kMaxBandId = 12;
constexpr double kMaxQuantification = 1e6;
constexpr double kMaxOffsetDn = 1e5;
constexpr std::size_t kMaxImages = 10'000;

Error wrong(const std::string& what, const std::string& file) {
  return Error({"E3105", what, {file, 0, 0, {}}, "download the product again, or give scale and offset in the survey"});
}

/// First of several spellings: products before 2018 have others.
const geo::XmlElement* first_of(const geo::XmlElement& parent, std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths) {
    if (const geo::XmlElement* found = parent.find(path)) return found;
  }
  return nullptr;
}

std::string text_of(const geo::XmlElement& parent, std::initializer_list<std::string_view> paths) {
  const geo::XmlElement* found = first_of(parent, paths);
  return found == nullptr ? "" : printable(found->text, 200);
}

std::optional<double> number_of(const geo::XmlElement* element, double least, double most) {
  if (element == nullptr) return {};
  const auto value = parse_double(element->text);
  return value && *value >= least && *value <= most ? value : std::nullopt;
}

double quantification_of(const geo::XmlElement& characteristics, const std::string& file) {
  const geo::XmlElement* element =
      first_of(characteristics, {"QUANTIFICATION_VALUES_LIST/BOA_QUANTIFICATION_VALUE", "QUANTIFICATION_VALUE",
                                 "L1C_L2A_Quantification_Values_List/L2A_BOA_QUANTIFICATION_VALUE"});
  if (element == nullptr) throw wrong("this metadata has no quantification value", file);
  const auto value = number_of(element, 1, kMaxQuantification);
  if (!value)
    throw wrong("the quantification value is '" + printable(element->text) + "', expected 1 to 1000000", file);
  return *value;
}

/// Offsets carry band_id; spectral information carries bandId, which other writers then use for offsets as well.
int band_id_of(const geo::XmlElement& offset, const std::string& file) {
  const std::string* id = offset.attribute("band_id");
  if (id == nullptr) id = offset.attribute("bandId");
  const auto number = id == nullptr ? std::nullopt : parse_int64(*id);
  if (!number || *number < 0 || *number > kMaxBandId) {
    throw wrong(
        "an element " + offset.name + " has band_id '" + (id == nullptr ? "" : printable(*id)) + "', expected 0 to 12",
        file);
  }
  return static_cast<int>(*number);
}

void read_offsets(const geo::XmlElement& characteristics, Sentinel2Product& product, const std::string& file) {
  const geo::XmlElement* list = first_of(characteristics, {"BOA_ADD_OFFSET_VALUES_LIST", "Radiometric_Offset_List"});
  if (list == nullptr) return;
  product.offset_element = list->name == "Radiometric_Offset_List" ? "RADIO_ADD_OFFSET" : "BOA_ADD_OFFSET";
  for (const geo::XmlElement* offset : list->all(product.offset_element)) {
    const int id = band_id_of(*offset, file);
    const auto value = number_of(offset, -kMaxOffsetDn, kMaxOffsetDn);
    if (!value) {
      throw wrong(
          "the offset of band_id " + std::to_string(id) + " is '" + printable(offset->text) + "', expected a number",
          file);
    }
    const auto [known, fresh] = product.offset_dn.emplace(id, *value);
    if (!fresh && known->second != *value) {
      throw wrong("two offsets for band_id " + std::to_string(id) + ": " + format_number(known->second) + " and " +
                      format_number(*value),
                  file);
    }
  }
}

void read_image(const geo::XmlElement& image, Sentinel2Product& product, const std::string& file) {
  if (!image.name.starts_with("IMAGE_FILE") && !image.name.starts_with("IMAGE_ID")) return;
  if (!geo::stays_inside(image.text)) {
    throw Error({"E3106",
                 "the image path '" + printable(image.text) + "' leaves its product",
                 {file, 0, 0, {}},
                 "do not use this product; download it again from the agency"});
  }
  // Products before 2016-12 list identifiers instead of paths.
  if (image.text.find('/') != std::string::npos) product.images.push_back(image.text + ".jp2");
  if (product.images.size() > kMaxImages) throw wrong("this metadata lists more than 10000 images", file);
}

/// Product_Organisation / Granule_List / Granule / IMAGE_FILE, whatever the lists between are called.
void read_images(const geo::XmlElement& info, Sentinel2Product& product, const std::string& file) {
  const geo::XmlElement* organisation = info.child("Product_Organisation");
  if (organisation == nullptr) return;
  for (const geo::XmlElement& list : organisation->children) {
    for (const geo::XmlElement& granule : list.children) {
      for (const geo::XmlElement& image : granule.children) read_image(image, product, file);
    }
  }
}

std::string short_platform(const std::string& name) {
  return name.starts_with("Sentinel-2") && name.size() == 11 ? "S2" + name.substr(10) : "";
}

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_tile(std::string_view part) {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  return part.size() == 6 && part[0] == 'T' && digits(part.substr(1, 2)) && std::ranges::all_of(part.substr(3), letter);
}

}  // namespace

Sentinel2Product sentinel2_product(const geo::XmlElement& root, const std::string& file) {
  const geo::XmlElement* info = first_of(root, {"General_Info/Product_Info", "General_Info/L2A_Product_Info"});
  const geo::XmlElement* characteristics =
      first_of(root, {"General_Info/Product_Image_Characteristics", "General_Info/L2A_Product_Image_Characteristics"});
  if (info == nullptr || characteristics == nullptr) throw wrong("this is no Sentinel-2 product metadata", file);
  Sentinel2Product product;
  product.level = root.name.find("2A") != std::string::npos ? "L2A" : "L1C";
  product.name = text_of(*info, {"PRODUCT_URI", "PRODUCT_URI_2A"});
  product.platform = short_platform(text_of(*info, {"Datatake/SPACECRAFT_NAME"}));
  product.baseline = text_of(*info, {"PROCESSING_BASELINE"});
  product.doi = text_of(*info, {"PRODUCT_DOI"});
  product.start_time = text_of(*info, {"PRODUCT_START_TIME"});
  product.quantification = quantification_of(*characteristics, file);
  read_offsets(*characteristics, product, file);
  read_images(*info, product, file);
  product.cloud_percent = number_of(first_of(root, {"Quality_Indicators_Info/Cloud_Coverage_Assessment"}), 0, 100);
  return product;
}

Sentinel2Tile sentinel2_tile(const geo::XmlElement& root) {
  Sentinel2Tile tile;
  tile.sensing_time = text_of(root, {"General_Info/SENSING_TIME"});
  if (const geo::XmlElement* sun = root.find("Geometric_Info/Tile_Angles/Mean_Sun_Angle")) {
    tile.sun_zenith_deg = number_of(sun->child("ZENITH_ANGLE"), 0, 180);
    tile.sun_azimuth_deg = number_of(sun->child("AZIMUTH_ANGLE"), 0, 360);
  }
  return tile;
}

bool read_stamp(const std::string& stamp, std::string& date, std::string& time) {
  if (stamp.size() < 15 || stamp[8] != 'T' || !digits(stamp.substr(0, 8)) || !digits(stamp.substr(9, 6))) return false;
  const int month = std::stoi(stamp.substr(4, 2));
  const int day = std::stoi(stamp.substr(6, 2));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  date = stamp.substr(0, 4) + "-" + stamp.substr(4, 2) + "-" + stamp.substr(6, 2);
  time = stamp.substr(9, 2) + ":" + stamp.substr(11, 2) + ":" + stamp.substr(13, 2);
  return true;
}

Sentinel2Name sentinel2_name(const std::string& name) {
  Sentinel2Name known;
  const std::size_t dot = name.rfind(".SAFE");
  for (const std::string& part : split(name.substr(0, dot), '_')) {
    if (part.size() == 3 && part.starts_with("S2")) known.platform = part;
    if (part == "L2A" || part == "MSIL2A") known.level = "L2A";
    if (part == "L1C" || part == "MSIL1C") known.level = "L1C";
    if (part.size() == 5 && part[0] == 'N' && digits(std::string_view(part).substr(1))) {
      known.baseline = part.substr(1, 2) + "." + part.substr(3, 2);
    }
    if (is_tile(part)) known.tile = part;
    if (known.date.empty()) read_stamp(part, known.date, known.time);
  }
  return known;
}

bool expects_offset(const std::string& baseline) {
  const auto number = parse_double(baseline);
  return number && *number >= 4;
}

std::string offsets_text(const Sentinel2Product& product) {
  if (product.offset_dn.empty()) return "0 DN";
  std::set<double> values;
  for (const auto& [id, value] : product.offset_dn) values.insert(value);
  if (values.size() == 1) return format_number(*values.begin()) + " DN for all bands";
  std::vector<std::string> each;
  for (const auto& [id, value] : product.offset_dn)
    each.push_back("band_id " + std::to_string(id) + ": " + format_number(value));
  return join(each, ", ") + " DN";
}

}  // namespace greisen::scene
