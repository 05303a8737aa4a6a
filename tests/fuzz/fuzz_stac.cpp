// SPDX-License-Identifier: Apache-2.0
#include "fuzz/memory_file.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets.hpp"
#include "scene/layouts/stac_item.hpp"

namespace greisen::fuzz {

void fuzz_stac(std::string_view text) {
  const MemoryFile file("item.json", text);
  try {
    for (const scene::StacItem& item : scene::read_stac(file.path()))
      for (const scene::StacAsset& asset : item.assets)
        require(asset.path.starts_with("/vsi"), "an asset that leaves the item's file system: " + asset.path);
  } catch (const Error& error) {
    require_told(error);
  }
}

}  // namespace greisen::fuzz
