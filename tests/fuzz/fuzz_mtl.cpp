// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "fuzz/memory_file.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets.hpp"
#include "scene/layouts/landsat_metadata.hpp"

namespace greisen::fuzz {

/// The text in each of the three forms of an MTL file.
void fuzz_mtl(std::string_view text) {
  for (const char* name : {"LC08_MTL.txt", "LC08_MTL.xml", "LC08_MTL.json"}) {
    const MemoryFile file(name, text);
    try {
      const scene::LandsatMetadata metadata = scene::read_landsat_metadata(file.path());
      for (const char* band : {"SR_B4", "ST_B10", "B4", "B6_VCID_1", "B10"}) {
        const auto gain = scene::landsat_gain(metadata, band);
        require(!gain || (std::isfinite(gain->scale) && std::isfinite(gain->offset)), "a gain that is no number");
      }
    } catch (const Error& error) {
      require_told(error);
    }
  }
}

}  // namespace greisen::fuzz
