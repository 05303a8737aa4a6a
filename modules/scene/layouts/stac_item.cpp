// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/stac_item.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_size.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen::scene {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxBytes = 64U << 20U;
constexpr std::size_t kMaxItems = 10'000;
constexpr std::size_t kMaxAssets = 500;
constexpr int kMaxDepth = 40;
constexpr std::size_t kLongestHref = 16'384;

Error wrong(const std::string& what, const std::string& path) {
  return Error(
      {"E3105", what, {path, 0, 0, {}}, "give a STAC item or item collection, as a catalogue's search saves it"});
}

Json parsed(const std::string& path) {
  const std::string text = geo::read_text(path, kMaxBytes);
  if (json_larger(text, kMaxDepth))
    throw wrong("this is no STAC that is read: its values lie deeper than " + std::to_string(kMaxDepth) +
                    " levels or are more than " + std::to_string(kMostJsonValues),
                path);
  try {
    return Json::parse(text);
  } catch (const std::exception& failure) {
    throw wrong("this is no JSON: " + printable(failure.what(), 120), path);
  }
}

/// A member that is text; else empty.
std::string text_of(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() || !found->is_string() ? std::string() : printable(found->get<std::string>(), 300);
}

std::optional<double> number_of(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (found == object.end() || !found->is_number()) return {};
  return found->get<double>();
}

/// Where an asset lies: signed addresses are long.
std::string href_of(const Json& asset, const std::string& path) {
  const auto found = asset.is_object() ? asset.find("href") : asset.end();
  if (found == asset.end() || !found->is_string()) return {};
  const auto href = found->get<std::string>();
  const bool odd = std::ranges::any_of(href, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (odd || href.size() > kLongestHref)
    throw wrong("the address of an asset holds control characters or more than " + std::to_string(kLongestHref) +
                    " bytes: " + printable(href),
                path);
  return href;
}

/// The only entry of a list of bands; null where there are none or several.
const Json* only_band(const Json& asset, const char* key) {
  const auto found = asset.find(key);
  return found == asset.end() || !found->is_array() || found->size() != 1 ? nullptr : &found->front();
}

bool several_bands(const Json& asset) {
  return std::ranges::any_of(std::vector<const char*>{"eo:bands", "bands", "raster:bands"}, [&](const char* key) {
    const auto found = asset.find(key);
    return found != asset.end() && found->is_array() && found->size() > 1;
  });
}

/// Names and radiometry of a band's entry.
void take_band(const Json& band, StacAsset& asset) {
  for (const char* name : {"name", "common_name", "eo:common_name"})
    if (const std::string word = text_of(band, name); !word.empty()) asset.names.push_back(word);
  for (const char* key : {"raster:scale", "scale"})
    if (const auto scale = number_of(band, key)) asset.scale = scale;
  for (const char* key : {"raster:offset", "offset"})
    if (const auto offset = number_of(band, key)) asset.offset = offset;
}

std::optional<StacAsset> asset_of(const std::string& key, const Json& json, const std::string& path) {
  if (!json.is_object() || several_bands(json)) return {};
  const std::string href = href_of(json, path);
  if (href.empty()) return {};
  StacAsset asset;
  asset.names = {key};
  for (const char* list : {"eo:bands", "bands", "raster:bands"})
    if (const Json* band = only_band(json, list)) take_band(*band, asset);
  asset.path = stac_asset_path(href, path);
  return asset;
}

StacItem item_of(const Json& json, const std::string& path) {
  StacItem item;
  item.id = without_secrets(text_of(json, "id"));
  item.collection = lower(text_of(json, "collection"));
  const auto properties = json.find("properties");
  const auto assets = json.find("assets");
  if (item.id.empty() || properties == json.end() || assets == json.end() || !assets->is_object())
    throw wrong("this STAC item has no id, properties or assets", path);
  const std::string when = text_of(*properties, "datetime").empty() ? text_of(*properties, "start_datetime")
                                                                    : text_of(*properties, "datetime");
  if (when.size() >= 10) item.date = when.substr(0, 10);
  if (when.size() >= 19) item.time = when.substr(11, 8);
  item.spacecraft = lower(text_of(*properties, "platform") + " " + text_of(*properties, "constellation"));
  for (const char* key : {"s2:processing_baseline", "processing:version"})
    if (item.baseline.empty()) item.baseline = text_of(*properties, key);
  const auto applied = properties->find("earthsearch:boa_offset_applied");
  if (applied != properties->end() && applied->is_boolean()) item.offset_applied = applied->get<bool>();
  item.cloud_percent = number_of(*properties, "eo:cloud_cover");
  item.sun_elevation_deg = number_of(*properties, "view:sun_elevation");
  item.sun_azimuth_deg = number_of(*properties, "view:sun_azimuth");
  if (assets->size() > kMaxAssets) throw wrong("a STAC item has more than 500 assets", path);
  for (const auto& [key, asset] : assets->items())
    if (const std::string href = href_of(asset, path); !href.empty()) item.files.push_back(stac_file_name(href));
  for (const auto& [key, asset] : assets->items())
    if (auto one = asset_of(key, asset, path)) item.assets.push_back(std::move(*one));
  return item;
}

}  // namespace

std::string stac_file_name(const std::string& href) { return geo::file_name(href.substr(0, href.find('?'))); }

std::string stac_asset_path(const std::string& href, const std::string& item_path) {
  if (href.starts_with("/vsi")) return href;
  if (href.starts_with("http://") || href.starts_with("https://")) return "/vsicurl/" + href;
  if (href.starts_with("s3://")) return "/vsis3/" + href.substr(5);
  if (href.starts_with("file://")) return href.substr(7);
  if (href.starts_with("/")) return href;
  const std::string relative = href.starts_with("./") ? href.substr(2) : href;
  if (!geo::stays_inside(relative))
    throw Error({"E3106",
                 "the asset '" + printable(href) + "' leaves the item's folder",
                 {item_path, 0, 0, {}},
                 "put the files below the folder of the STAC item, or give whole paths"});
  return geo::join_path(geo::parent_folder(item_path), relative);
}

std::vector<StacItem> read_stac(const std::string& path) {
  const Json root = parsed(path);
  if (!root.is_object()) throw wrong("this JSON is no STAC", path);
  std::vector<StacItem> items;
  const auto features = root.find("features");
  if (features == root.end()) {
    if (text_of(root, "stac_version").empty()) throw wrong("this JSON is no STAC: it has no stac_version", path);
    items.push_back(item_of(root, path));
    return items;
  }
  if (!features->is_array() || features->size() > kMaxItems)
    throw wrong("more than 10000 items, or no list of them", path);
  for (const Json& feature : *features) {
    if (!feature.is_object()) throw wrong("an item is no object", path);
    items.push_back(item_of(feature, path));
  }
  return items;
}

}  // namespace greisen::scene
