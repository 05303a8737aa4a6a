// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace greisen::scene {

/// A product folder and those of its granules that are wanted; each granule becomes a scene.
struct ProductFolder {
  std::string root;
  std::string metadata;               ///< MTD_MSIL2A.xml …; empty: not there
  std::vector<std::string> granules;  ///< folders with IMG_DATA
};

/// Is this a granule's folder?
bool is_granule(const std::string& folder);

/// The product that a SAFE folder, its metadata file or one of its granules belongs to.
ProductFolder product_folder(const std::string& path);

/// Where a folder cannot be listed (a web server), the metadata name its granules. E3104, E3105, E3106 as they are
/// read.
void granules_of_metadata(ProductFolder& product);

}  // namespace greisen::scene
