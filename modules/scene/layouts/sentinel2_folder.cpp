// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/sentinel2_folder.hpp"

#include <set>
#include <string_view>

#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/gdal/xml.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"

namespace greisen::scene {
namespace {

std::string metadata_of(const std::string& root) {
  for (const std::string_view name : {"MTD_MSIL2A.xml", "MTD_MSIL1C.xml"}) {
    std::string path = geo::join_path(root, name);
    if (geo::is_file(path)) return path;
  }
  // Products before 2016-12: S2A_OPER_MTD_SAFL1C_PDMC_….xml
  for (const std::string& name : geo::list_folder(root)) {
    if (glob_match("S2?_*_MTD_SAFL*.xml", name)) return geo::join_path(root, name);
  }
  return "";
}

/// The product itself where it was unpacked into a folder of its own name.
std::string inner_product(const std::string& path) {
  if (!metadata_of(path).empty() || geo::is_folder(geo::join_path(path, "GRANULE"))) return path;
  for (const std::string& name : geo::list_folder(path)) {
    const std::string inner = geo::join_path(path, name);
    if (lower(name).ends_with(".safe") && geo::is_folder(geo::join_path(inner, "GRANULE"))) return inner;
  }
  return path;
}

}  // namespace

bool is_granule(const std::string& folder) { return geo::is_folder(geo::join_path(folder, "IMG_DATA")); }

ProductFolder product_folder(const std::string& path) {
  ProductFolder product;
  if (!geo::is_folder(path)) {
    product.root = geo::parent_folder(path);
    product.metadata = path;
  } else if (is_granule(path)) {
    product.root = geo::parent_folder(geo::parent_folder(path));
    product.granules = {path};
    product.metadata = metadata_of(product.root);
    return product;
  } else {
    product.root = inner_product(path);
    product.metadata = metadata_of(product.root);
  }
  const std::string granules = geo::join_path(product.root, "GRANULE");
  for (const std::string& name : geo::list_folder(granules)) {
    const std::string granule = geo::join_path(granules, name);
    if (geo::is_folder(granule)) product.granules.push_back(granule);
  }
  return product;
}

void granules_of_metadata(ProductFolder& product) {
  if (!product.granules.empty() || product.metadata.empty()) return;
  std::set<std::string> names;
  for (const std::string& image : sentinel2_product(geo::read_xml(product.metadata), product.metadata).images) {
    const std::vector<std::string> parts = split(image, '/');
    if (parts.size() > 2 && parts[0] == "GRANULE") names.insert(parts[1]);
  }
  for (const std::string& name : names)
    product.granules.push_back(geo::join_path(geo::join_path(product.root, "GRANULE"), name));
}

}  // namespace greisen::scene
